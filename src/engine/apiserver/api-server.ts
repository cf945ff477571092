// One running kube-apiserver: what it read at start, and what it serves from. A restart makes a new one over the same store.
import type { Clock } from '../clock.ts';
import type { Network } from '../network/outbound.ts';
import type { Random } from '../random.ts';
import type { Store } from '../store/store.ts';
import type { Policy } from './audit/policy.ts';
import type { UnionAuthenticator } from './authn/authenticator.ts';
import type { Authorizer } from './authz/authorizer.ts';
import type { ModeName } from './impersonation-modes.ts';
import type { ServerOptions } from './options.ts';
import type { ServiceAccountKeys } from './service-account-keys.ts';

export type KubeletDoor = (what: 'exec' | 'log', namespace: string, pod: string, container: string) => { status: number; body: string } | undefined;

export interface ApiServer {
  readonly options: ServerOptions;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** The way to whoever stands outside the cluster; see callOutside. */
  readonly network: Network;
  /** The way to the kubelets of nodes; undefined answers mean that none listens. */
  readonly kubelet: KubeletDoor;
  /** RFC 3339: when it read its files. */
  readonly startedAt: string;
  readonly authentication: UnionAuthenticator;
  /** Union of the configured modes, system:masters first. */
  readonly authorizer: Authorizer;
  readonly serviceAccountKeys: ServiceAccountKeys;
  /** What of each request is written down; undefined when nothing is. */
  readonly audit?: Policy;
  /** Which way of impersonating succeeded last, by requestor; it is tried first the next time. */
  readonly impersonationHistory: Map<string, ModeName>;
  /** Writes a line to the server's log. `text` comes without the klog head. */
  log(text: string, severity?: 'I' | 'W' | 'E'): void;
}
