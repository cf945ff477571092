// Models plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go and staging/src/k8s.io/cluster-bootstrap. Left out: the token cleaner and the
// cluster-info signer (controllers), constant-time comparison (nobody measures time here).

import { fromBase64, fromUtf8 } from '../../../crypto/encoding.ts';
import { parseRfc3339 } from '../../../http/go-time.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Store } from '../../../store/store.ts';
import type { Authentication, AuthenticatorAbout, TokenAuthenticator } from '../authenticator.ts';
import { nearlyTheToken } from './nearly-the-token.ts';

export const bootstrapTokenAbout: AuthenticatorAbout = {
  id: 'authn.bootstrap',
  title: 'Bootstrap tokens',
  blurb: 'Short-lived tokens with which new nodes introduce themselves; each is a Secret in kube-system.',
  upstream: 'plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go',
  flags: ['enable-bootstrap-token-auth'],
  answers: ['recognised', 'no-opinion'],
};

const SHAPE = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;
const GROUP = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/;
const SECRETS = { group: '', resource: 'secrets' };

const no = (reason: string, why?: string): Authentication => ({ verdict: 'no-opinion', reason, ...(why ? { why } : {}) });

export function bootstrapToken(store: Pick<Store, 'get' | 'list'>, now: () => number): TokenAuthenticator {
  return {
    ...bootstrapTokenAbout,
    authenticateToken(token) {
      const match = SHAPE.exec(token);
      const [, id = '', secret = ''] = match ?? [];
      if (!match) return no('wrong shape');
      const object = store.get(SECRETS, 'kube-system', `bootstrap-token-${id}`);
      if (!object) return no(`no Secret bootstrap-token-${id}`, nearestId(store, id));
      if (object.metadata.deletionTimestamp) return no('its Secret is being deleted');
      const data = dataOf(object);
      if (object.type !== 'bootstrap.kubernetes.io/token' || !data) return no('its Secret is of another type');
      if (data['token-secret'] !== secret) {
        const why = nearlyTheToken(data['token-secret'] ?? '', secret) ?? 'it is another';
        return no('wrong secret part', `Secret bootstrap-token-${id} is there; of the part after the dot: ${why}`);
      }
      if (data['token-id'] !== id) return no('token-id does not match');
      const expiration = data.expiration;
      if (expiration) {
        const until = parseRfc3339(expiration);
        if (until === undefined || until <= now()) return no('expired', `Secret bootstrap-token-${id} was good until ${expiration}`);
      }
      if (data['usage-bootstrap-authentication'] !== 'true') {
        return no('not for authentication', `usage-bootstrap-authentication is not "true" in Secret bootstrap-token-${id}`);
      }
      const groups = new Set(['system:bootstrappers']);
      for (const group of data['auth-extra-groups'] ? data['auth-extra-groups'].split(',') : []) {
        if (!GROUP.test(group)) return no(`group ${group} is not allowed`);
        groups.add(group);
      }
      const name = `system:bootstrap:${id}`;
      return { verdict: 'recognised', user: { name, uid: '', groups: [...groups].sort(), extra: {} }, reason: name };
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
