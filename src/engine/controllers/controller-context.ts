// What every controller of kube-controller-manager works with. Left out: events, work queues and their rates.
import type { Clock } from '../clock.ts';
import type { ComponentClient } from '../nodes/component-client.ts';
import type { ControllerClient } from '../nodes/controller-client.ts';
import type { Random } from '../random.ts';
import type { Informers } from './informers.ts';

/** What kube-controller-manager itself was started with. */
export interface Files {
  /** PEM of --root-ca-file. */
  readonly rootCa: string | undefined;
  /** Signs claims with --service-account-private-key-file; undefined when there is none. */
  sign(claims: string): Promise<string> | undefined;
  /** --cluster-signing-cert-file (PEM) and --cluster-signing-key-file; without them no certificate is signed. */
  signingCa(): { readonly certificate: string; readonly key: Readonly<Record<string, unknown>> } | undefined;
}

export interface ControllerContext extends Files {
  readonly clock: Clock;
  readonly random: Random;
  /** Shared by all, under the manager's own certificate. */
  readonly informers: Informers;
  /** Sends with the token of an account of kube-system. */
  as(account: string): ControllerClient;
  /** Sends with the manager's own certificate; its user agent says which part of it does. */
  own(part: string): ComponentClient;
}

/** What they list and watch. */
export const PATHS = {
  namespaces: '/api/v1/namespaces',
  serviceaccounts: '/api/v1/serviceaccounts',
  configmaps: '/api/v1/configmaps',
  clusterroles: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  secrets: '/api/v1/secrets?fieldSelector=type%3Dkubernetes.io%2Fservice-account-token',
  certificatesigningrequests: '/apis/certificates.k8s.io/v1/certificatesigningrequests',
} as const;

/** "leavings": something is gone from a namespace that is being emptied. */
export type Watched = keyof typeof PATHS | 'leavings';
