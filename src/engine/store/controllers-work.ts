// What kube-controller-manager has long since made in a cluster that is given as it stands. From then on it works by HTTP: see controllers/.
// Left out: emptying namespaces and signing certificates, which it goes on with once it runs.
import type { Clock } from '../clock.ts';
import { gatheredRules } from '../controllers/aggregated-rules.ts';
import { defaultAccount, rootCaConfigMap, TOKEN_SECRET } from '../controllers/made-objects.ts';
import type { Random } from '../random.ts';
import type { KubeObject } from './object.ts';
import type { Store } from './store.ts';

export interface Laid {
  store: Store;
  clock: Clock;
  random: Random;
  /** PEM of the CA that it publishes. */
  rootCa?: string;
  /** Signs claims; undefined when there is no key. */
  sign?(claims: string): Promise<string>;
}

const core = (resource: string) => ({ group: '', resource });
const ROLES = { group: 'rbac.authorization.k8s.io', resource: 'clusterroles' };

export async function layControllersWork(laid: Laid): Promise<void> {
  const { store, rootCa } = laid;
  inActiveNamespaces(laid, 'serviceaccounts', defaultAccount);
  if (rootCa !== undefined) inActiveNamespaces(laid, 'configmaps', () => rootCaConfigMap(rootCa));
  while (aggregate(store));
  for (const secret of store.list(core('secrets'))) if (secret.type === TOKEN_SECRET) await fill(laid, secret);
}

function inActiveNamespaces({ store, random, clock }: Laid, resource: string, make: (namespace: string) => KubeObject): void {
  for (const { metadata: namespace, status } of store.list(core('namespaces'))) {
    const object = make(namespace.name);
    const { name, namespace: _namespace, ...rest } = object.metadata;
    if ((status as { phase?: unknown } | undefined)?.phase !== 'Active' || store.get(core(resource), namespace.name, name)) continue;
    const metadata = { name, namespace: namespace.name, uid: random.uuid(), creationTimestamp: clock.timestamp(), ...rest };
    store.write(core(resource), namespace.name, name, { ...object, metadata });
  }
}

/** @returns whether it wrote something, which others may gather */
function aggregate(store: Store): boolean {
  let wrote = false;
  for (const { metadata } of store.list(ROLES)) {
    const role = store.get(ROLES, '', metadata.name);
    const rules = role && gatheredRules(role, store.values(ROLES));
    if (!role || !rules?.length || JSON.stringify(rules) === JSON.stringify(role.rules)) continue;
    const { aggregationRule, rules: _rules, ...rest } = role;
    store.write(ROLES, '', metadata.name, { ...rest, rules, aggregationRule } as KubeObject);
    wrote = true;
  }
  return wrote;
}

async function fill({ store, rootCa = '', sign }: Laid, secret: KubeObject): Promise<void> {
  const { ACCOUNT_NAME, filledTokenSecret, isTokenOf } = await import('../controllers/token-secret-content.ts');
  const { namespace = '', name, annotations = {} } = secret.metadata;
  const account = store.get(core('serviceaccounts'), namespace, annotations[ACCOUNT_NAME] ?? '');
  if (!account || !isTokenOf(secret, account)) {
    store.write(core('secrets'), namespace, name, undefined);
    return;
  }
  const filled = await filledTokenSecret(secret, account, rootCa, (claims) => sign?.(claims));
  const { data: _data, type, ...rest } = secret;
  if (filled) store.write(core('secrets'), namespace, name, { ...rest, ...filled, type } as unknown as KubeObject);
}
