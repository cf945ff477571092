// Models kube-controller-manager as far as it is modelled: what follows from a write happens at once, in a fixed order, until nothing changes.
// Left out: leader election, its own requests and identities (it writes straight to the store), every controller that is not listed.
import type { Authorizer } from '../apiserver/authz/authorizer.ts';
import type { ServiceAccountKeys } from '../apiserver/service-account-keys.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store/store.ts';
import type { SigningCa } from './certificate-signer.ts';
import { clusterRoleAggregation } from './cluster-role-aggregation.ts';
import { defaultServiceAccounts } from './default-service-accounts.ts';
import { namespaceDeletion } from './namespace-deletion.ts';
import { rootCaPublisher } from './root-ca-publisher.ts';
import { tokenSecrets } from './token-secrets.ts';

/** What controllers work on; an ApiServer is one. */
export interface Cluster {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether they run at all. */
  readonly controllers: boolean;
  readonly rootCa?: string;
  /** Signs the tokens of token secrets; without it they stay empty. */
  readonly serviceAccountKeys?: ServiceAccountKeys;
  /** Whom the certificate approver asks; without it nothing is approved by itself. */
  readonly authorizer?: Authorizer;
  /** Signs certificates; without it none is. */
  readonly signingCa?: SigningCa;
}

export interface Controller {
  /** Plurals whose changes it looks at. */
  readonly watches: readonly string[];
  /** `since`: the revision before the change; 0 when everything is looked at anew. */
  reconcile(cluster: Cluster, since: number): void | Promise<void>;
}

const REQUESTS = { group: 'certificates.k8s.io', resource: 'certificatesigningrequests' };

/** Approver and signer read certificates: they are fetched once there is a request for one. */
const certificates: Controller = {
  watches: [REQUESTS.resource],
  async reconcile(cluster, since) {
    if (cluster.store.list(REQUESTS).length === 0) return;
    const [{ certificateApprover }, { certificateSigner }] = await Promise.all([import('./certificate-approver.ts'), import('./certificate-signer.ts')]);
    await certificateApprover.reconcile(cluster, since);
    await certificateSigner.reconcile(cluster, since);
  },
};

const CONTROLLERS: readonly Controller[] = [namespaceDeletion, defaultServiceAccounts, rootCaPublisher, clusterRoleAggregation, tokenSecrets, certificates];
const ROUNDS = 20;

/** Lets the controllers work until they rest. `since`: the revision before the write that woke them; 0 to look at everything. */
export async function runControllers(cluster: Cluster, since: number): Promise<void> {
  if (!cluster.controllers) return;
  let seen = since;
  for (let round = 0; round < ROUNDS && (cluster.store.revision > seen || seen === 0); round++) {
    const changed = seen === 0 ? undefined : new Set(cluster.store.changesSince(seen).map((c) => c.key.resource));
    const before = seen;
    seen = cluster.store.revision;
    for (const controller of CONTROLLERS) {
      if (changed && !controller.watches.some((w) => changed.has(w))) continue;
      const working = controller.reconcile(cluster, before);
      if (working) await working;
    }
  }
}
