// Models pkg/controller/serviceaccount/tokens_controller.go: fills secrets of type kubernetes.io/service-account-token, and deletes those of accounts that are gone.
// Left out: taking deleted secrets off the accounts' lists, retries.
import { fromBase64, toBase64 } from '../apiserver/resources/kinds/base64.ts';
import type { KubeObject } from '../store/object.ts';
import type { Cluster, Controller } from './controllers.ts';
import { SECRETS, SERVICE_ACCOUNTS } from './objects.ts';

const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';

/** The claims of a token without an end, in the order in which the real signer writes them. */
const legacyClaims = (secret: KubeObject, account: KubeObject): string => {
  const { namespace = '' } = secret.metadata;
  const claim = (name: string) => `kubernetes.io/serviceaccount/${name}`;
  return JSON.stringify({
    iss: 'kubernetes/serviceaccount',
    [claim('namespace')]: namespace,
    [claim('secret.name')]: secret.metadata.name,
    [claim('service-account.name')]: account.metadata.name,
    [claim('service-account.uid')]: account.metadata.uid ?? '',
    sub: `system:serviceaccount:${namespace}:${account.metadata.name}`,
  });
};

async function reconcileSecret(cluster: Cluster, secret: KubeObject): Promise<void> {
  const { store, rootCa = '', serviceAccountKeys } = cluster;
  const { name, namespace = '', annotations = {} } = secret.metadata;
  const account = store.get(SERVICE_ACCOUNTS, namespace, annotations[NAME] ?? '');
  const wantedUid = annotations[UID];
  if (!account || (wantedUid && wantedUid !== account.metadata.uid)) {
    store.write(SECRETS, namespace, name, undefined);
    return;
  }
  const sign = serviceAccountKeys?.signing?.sign;
  if (!sign) return;
  const data = (secret.data ?? {}) as Record<string, string>;
  const wanted: Record<string, string> = { ...data, 'ca.crt': toBase64(rootCa), namespace: toBase64(namespace) };
  if (!data.token || fromBase64(data.token) === '') wanted.token = toBase64(await sign(legacyClaims(secret, account)));
  const sorted = Object.fromEntries(Object.entries(wanted).sort(([a], [b]) => (a < b ? -1 : 1)));
  const uid = account.metadata.uid ?? '';
  if (wantedUid === uid && JSON.stringify(sorted) === JSON.stringify(data)) return;
  const named = Object.fromEntries(Object.entries({ ...annotations, [NAME]: account.metadata.name, [UID]: uid }).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { data: _data, type, ...rest } = secret;
  store.write(SECRETS, namespace, name, { ...rest, metadata: { ...secret.metadata, annotations: named }, data: sorted, type } as KubeObject);
}

export const tokenSecrets: Controller = {
  watches: ['secrets', 'serviceaccounts'],
  async reconcile(cluster) {
    for (const secret of cluster.store.list(SECRETS)) if (secret.type === TYPE) await reconcileSecret(cluster, secret);
  },
};
