// Models what pkg/controller/serviceaccount/tokens_controller.go writes into a secret of type kubernetes.io/service-account-token. Nothing is left out.
import { fromBase64, toBase64 } from '../crypto/base64.ts';

export const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
export const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

/** As much of an object as this looks at. */
export interface Named {
  readonly metadata?: unknown;
  readonly data?: unknown;
}

const metaOf = (object: Named) => (object.metadata ?? {}) as { name?: string; namespace?: string; uid?: string; annotations?: Record<string, string> };

/** Whether the secret may be this account's: its annotations name it, and no other uid. */
export function isTokenOf(secret: Named, account: Named): boolean {
  const { annotations = {}, namespace } = metaOf(secret);
  const owner = metaOf(account);
  return namespace === owner.namespace && annotations[ACCOUNT_NAME] === owner.name && (!annotations[ACCOUNT_UID] || annotations[ACCOUNT_UID] === owner.uid);
}

/** The claims of a token without an end, in the order in which the real signer writes them. */
function legacyClaims(secret: Named, account: Named): string {
  const { namespace = '', name } = metaOf(secret);
  const owner = metaOf(account);
  const claim = (what: string) => `kubernetes.io/serviceaccount/${what}`;
  return JSON.stringify({
    iss: 'kubernetes/serviceaccount',
    [claim('namespace')]: namespace,
    [claim('secret.name')]: name,
    [claim('service-account.name')]: owner.name,
    [claim('service-account.uid')]: owner.uid ?? '',
    sub: `system:serviceaccount:${namespace}:${owner.name}`,
  });
}

const sorted = <V>(values: Record<string, V>): Record<string, V> => Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What the secret lacks, as metadata and data to put in their place; undefined when it lacks nothing, or nobody signs. */
export async function filledTokenSecret(
  secret: Named,
  account: Named,
  rootCa: string,
  sign: (claims: string) => Promise<string> | undefined,
): Promise<{ metadata: Record<string, unknown>; data: Record<string, string> } | undefined> {
  const { namespace = '', annotations = {} } = metaOf(secret);
  const data = (secret.data ?? {}) as Record<string, string>;
  const owner = metaOf(account);
  const has = data.token !== undefined && fromBase64(data.token) !== '';
  const whole = { ...data, 'ca.crt': toBase64(rootCa), namespace: toBase64(namespace) };
  const named = sorted({ ...annotations, [ACCOUNT_NAME]: owner.name ?? '', [ACCOUNT_UID]: owner.uid ?? '' });
  if (has && annotations[ACCOUNT_UID] === owner.uid && JSON.stringify(sorted(whole)) === JSON.stringify(data)) return undefined;
  const token = has ? data.token : await sign(legacyClaims(secret, account));
  if (token === undefined) return undefined;
  return { metadata: { ...metaOf(secret), annotations: named }, data: sorted({ ...whole, token: has ? token : toBase64(token) }) };
}
