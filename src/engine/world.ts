// The world's door. Text and HTTP go in, answers and traces come out; everything else in this room stands behind it.
import type { RequestAttributes, Trace, UserInfo } from '../trace/event.ts';
import type { Advance, Amount, Moments } from './advance.ts';
import type { NearMiss } from './apiserver/authz/near-miss.ts';
import type { MatrixRow, WhoCan } from './apiserver/authz/who-can.ts';
import type { StartFailure } from './apiserver/start-failure.ts';
import type { Clock } from './clock.ts';
import type { Machine } from './machine.ts';
import type { Dial, Exchange } from './network/dial.ts';
import type { PartySpec } from './parties/party-spec.ts';
import type { KeyMaterial, WorldSpec } from './spec.ts';
import type { Store } from './store/store.ts';

export interface ServerState {
  status: 'running' | 'stopped';
  /** RFC 3339; when the running server read its flags and files. */
  startedAt: string;
  /** Set when the last start failed; the world then answers "connection refused". */
  failure?: StartFailure;
  /** What the running (or last tried) server was given. */
  flags: Readonly<Record<string, string | readonly string[]>>;
  /** What it read at start: path → text. Compare with the node's machine files for "changed on disk, not yet read". */
  filesRead: Readonly<Record<string, string>>;
  /** klog lines since the start, newest last. */
  log: readonly string[];
}

export interface WorldSnapshot {
  readonly revision: number;
  readonly state: unknown;
}

export interface World {
  readonly clock: Clock;
  readonly store: Store;
  /** Queued: a world handles one request at a time. Told first what kube-controller-manager did because of the one before. */
  request(dial: Dial, options?: Pick<Advance, 'onRun'>): Promise<Exchange>;
  /** Lets kube-controller-manager do what follows from the latest writes. Requests and moves of the clock do so first by themselves. */
  settle(options?: Pick<Advance, 'onRun'>): Promise<void>;
  machine(name: string): Machine;
  machineNames(): string[];
  server(): ServerState;
  /** Stops and starts kube-apiserver with these flags (default: the same), reading its files anew. */
  restart(flags?: Record<string, string | string[]>): Promise<ServerState>;
  /** Who stands outside the cluster, as data. */
  parties(): PartySpec[];
  /** Puts a party in the place of the one of its name (or adds it); it keeps what it remembers. `keys` it brings along are added to the world's. Queued like a request. */
  changeParty(spec: PartySpec, keys?: Readonly<Record<string, KeyMaterial>>): Promise<void>;
  removeParty(name: string): Promise<void>;
  /** Moves the clock; what becomes due (pods that start, tokens that are renewed, requests that are cleaned up) happens on the way, in order. */
  advance(amount: Amount, options?: Advance): Promise<void>;
  /** Where `advance` would go when asked for a moment. */
  moments(): Moments;
  /** The while between two lines somebody types: a second, when a pod is on its way; else the clock stands still. */
  pass(options?: Advance): Promise<void>;
  /** A container that runs, as a machine; undefined when there is none. */
  container(namespace: string, pod: string, container: string): Machine | undefined;
  /** Against the store the trace ran on. Empty when the trace holds no refusal by RBAC. */
  nearMisses(trace: Trace): Promise<NearMiss[]>;
  /** Everybody RBAC lets do this, and who decides besides; undefined while no server runs. */
  whoCan(attributes: RequestAttributes): Promise<WhoCan | undefined>;
  /** Verbs by resources for one person in a namespace; empty while no server runs. */
  matrix(user: UserInfo, namespace: string): Promise<MatrixRow[]>;
  /** Signs a compact JWS with a key of the spec's pki by name (the Tokens tab's "Sign again"). Header and payload go in as raw JSON text. */
  signToken(header: string, payload: string, key: string): Promise<{ ok: true; token: string } | { ok: false; error: string }>;
  /** Why a client that holds this key cannot show this certificate (both PEM), in Go's words; undefined when it can. */
  keyFault(certificate: string, key: string): Promise<string | undefined>;
  /** Names of the keys that can sign, with their key ids; `trusted` when the server accepts tokens signed by it. */
  signingKeys(): { name: string; kid: string; trusted: boolean }[];
  snapshot(): WorldSnapshot;
  restore(snapshot: WorldSnapshot): void;
  /** The world as it stands now, as data. */
  toSpec(): WorldSpec;
}
