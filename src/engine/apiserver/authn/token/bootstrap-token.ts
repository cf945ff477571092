// Models plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go and staging/src/k8s.io/cluster-bootstrap. Left out: the token cleaner and the
// cluster-info signer (controllers), constant-time comparison (nobody measures time here).

import { fromBase64, fromUtf8 } from '../../../crypto/encoding.ts';
import { parseRfc3339 } from '../../../http/go-time.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Store } from '../../../store/store.ts';
import type { Authentication, TokenAuthenticator } from '../authenticator.ts';
import { type BootstrapTokenCode, bootstrapTokenAbout } from './bootstrap-token.about.ts';
import { nearlyTheToken } from './nearly-the-token.ts';

const SHAPE = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;
const GROUP = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/;
const SECRETS = { group: '', resource: 'secrets' };

const no = (code: BootstrapTokenCode, reason: string, why?: string): Authentication<BootstrapTokenCode> => ({
  verdict: 'no-opinion',
  code,
  reason,
  ...(why ? { why } : {}),
});

export function bootstrapToken(store: Pick<Store, 'get' | 'list'>, now: () => number): TokenAuthenticator<BootstrapTokenCode> {
  return {
    ...bootstrapTokenAbout,
    authenticateToken(token): Authentication<BootstrapTokenCode> {
      const match = SHAPE.exec(token);
      const [, id = '', secret = ''] = match ?? [];
      if (!match) return no('wrong-shape', 'wrong shape');
      const object = store.get(SECRETS, 'kube-system', `bootstrap-token-${id}`);
      if (!object) return no('unknown-id', `no Secret bootstrap-token-${id}`, nearestId(store, id));
      if (object.metadata.deletionTimestamp) return no('being-deleted', 'its Secret is being deleted');
      const data = dataOf(object);
      if (object.type !== 'bootstrap.kubernetes.io/token' || !data) return no('another-type', 'its Secret is of another type');
      if (data['token-secret'] !== secret) {
        const why = nearlyTheToken(data['token-secret'] ?? '', secret) ?? 'it is another';
        return no('wrong-secret', 'wrong secret part', `Secret bootstrap-token-${id} is there; of the part after the dot: ${why}`);
      }
      if (data['token-id'] !== id) return no('another-id', 'token-id does not match');
      const expiration = data.expiration;
      if (expiration) {
        const until = parseRfc3339(expiration);
        if (until === undefined || until <= now()) return no('expired', 'expired', `Secret bootstrap-token-${id} was good until ${expiration}`);
      }
      if (data['usage-bootstrap-authentication'] !== 'true') {
        return no('not-for-authentication', 'not for authentication', `usage-bootstrap-authentication is not "true" in Secret bootstrap-token-${id}`);
      }
      const groups = new Set(['system:bootstrappers']);
      for (const group of data['auth-extra-groups'] ? data['auth-extra-groups'].split(',') : []) {
        if (!GROUP.test(group)) return no('group-not-allowed', `group ${group} is not allowed`);
        groups.add(group);
      }
      const name = `system:bootstrap:${id}`;
      return { verdict: 'recognised', code: 'recognised', user: { name, uid: '', groups: [...groups].sort(), extra: {} }, reason: name };
    },
  };
}

/** The Secret whose id is nearly the one shown. */
function nearestId(store: Pick<Store, 'list'>, id: string): string | undefined {
  const prefix = 'bootstrap-token-';
  for (const { metadata } of store.list(SECRETS, 'kube-system')) {
    const why = metadata.name.startsWith(prefix) ? nearlyTheToken(metadata.name.slice(prefix.length), id) : undefined;
    if (why) return `Secret ${metadata.name} comes nearest; of the part before the dot: ${why}`;
  }
  return undefined;
}

function dataOf(secret: KubeObject): Record<string, string> | undefined {
  const data = secret.data;
  if (typeof data !== 'object' || data === null) return undefined;
  const out: Record<string, string> = {};
  for (const [key, value] of Object.entries(data)) {
    const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
    out[key] = (bytes && fromUtf8(bytes)) ?? '';
  }
  return Object.keys(out).length ? out : undefined;
}
