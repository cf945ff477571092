// Models pkg/serviceaccount/legacy.go: tokens without an end, kept in Secrets. Left out: audit annotations.
import { fromBase64, fromUtf8 } from '../../../crypto/encoding.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Claims, LegacyClaims } from './claims.ts';
import { accountUser, type Lookup, type Validation } from './service-account-bound.ts';
import { splitAccountName } from './service-account-name.ts';

export const LEGACY_ISSUER = 'kubernetes/serviceaccount';
const INVALID_SINCE = 'kubernetes.io/legacy-token-invalid-since';
const LAST_USED = 'kubernetes.io/legacy-token-last-used';
const AUTO_GENERATED = 'Use tokens from the TokenRequest API or manually created secret-based tokens instead of auto-generated secret-based tokens.';

const failed = (error: string, reason: string): Validation => ({ ok: false, check: 'account and bound objects', error, reason });

export function validateLegacy(lookup: Lookup, claims: Claims, own: LegacyClaims, token: string, checkSecret: boolean): Validation {
  const { namespace, secretName, serviceAccountName: name, serviceAccountUid: uid } = own;
  if (!claims.sub) return failed('sub claim is missing', 'claim missing');
  if (!namespace) return failed('namespace claim is missing', 'claim missing');
  if (!secretName) return failed('secretName claim is missing', 'claim missing');
  if (!name) return failed('serviceAccountName claim is missing', 'claim missing');
  if (!uid) return failed('serviceAccountUID claim is missing', 'claim missing');
  const subject = splitAccountName(claims.sub);
  if (subject?.namespace !== namespace || subject.name !== name) return failed('sub claim is invalid', 'sub does not fit');
  const warnings: string[] = [];
  if (checkSecret) {
    const secret = lookup.get('secrets', namespace, secretName);
    if (!secret || secret.metadata.deletionTimestamp) return failed('Token has been invalidated', `secret ${secretName} is gone`);
    if (tokenOf(secret) !== token) return failed("Token does not match server's copy", 'not the token in its secret');
    const account = lookup.get('serviceaccounts', namespace, name);
    if (!account) return failed(`serviceaccounts ${goQuote(name)} not found`, 'account not found');
    if (account.metadata.deletionTimestamp) return failed(`ServiceAccount ${namespace}/${name} has been deleted`, 'account deleted');
    if (account.metadata.uid !== uid)
      return failed(`ServiceAccount UID (${account.metadata.uid ?? ''}) does not match claim (${uid})`, 'account was made anew');
    const today = new Date(lookup.now()).toISOString().slice(0, 10);
    const tomorrow = new Date(lookup.now() + 86_400_000).toISOString().slice(0, 10);
    const used = secret.metadata.labels?.[LAST_USED];
    const mark = () => {
      if (used !== today && used !== tomorrow) lookup.label('secrets', namespace, secretName, { [LAST_USED]: today });
    };
    if (secret.metadata.labels?.[INVALID_SINCE]) {
      mark();
      return failed(
        `the token in secret ${namespace}/${secretName} for service account ${namespace}/${name} has been marked invalid. Use tokens from the TokenRequest API or manually created secret-based tokens, or remove the '${INVALID_SINCE}' label from the secret to temporarily allow use of this token`,
        'marked invalid',
      );
    }
    if (listsSecret(account, secretName)) warnings.push(AUTO_GENERATED);
    mark();
  }
  const detail = checkSecret ? `serviceaccount ${namespace}/${name}, secret ${secretName}` : 'not looked up';
  const passed = [
    { check: 'time', detail: 'never expires' },
    { check: 'account and bound objects', detail },
  ];
  return { ok: true, user: accountUser(namespace, name, uid), passed, ...(warnings.length ? { warnings } : {}) };
}

function tokenOf(secret: KubeObject): string | undefined {
  const data = secret.data;
  const value = typeof data === 'object' && data !== null && 'token' in data ? data.token : undefined;
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  return bytes && fromUtf8(bytes);
}

function listsSecret(account: KubeObject, name: string): boolean {
  const { secrets } = account;
  return Array.isArray(secrets) && secrets.some((s: unknown) => typeof s === 'object' && s !== null && 'name' in s && s.name === name);
}
