// The world's door. Text and HTTP go in, answers and traces come out; everything else in this room stands behind it.
import type { CertificateFacts, Json, RequestAttributes, Trace, UserInfo } from '../trace/event.ts';
import type { MatrixRow, WhoCan } from './apiserver/authz/who-can.ts';
import type { Clock } from './clock.ts';
import type { HttpRequest, HttpResponse } from './http/message.ts';
import type { Machine } from './machine.ts';
import type { PartySpec } from './parties/party-spec.ts';
import { SimulatedWorld } from './simulated-world.ts';
import type { KeyMaterial, WorldSpec } from './spec.ts';
import type { Store } from './store/store.ts';

/** A call from one machine. */
export interface Dial {
  /** Machine name, "laptop"; shown as the sender. */
  from: string;
  /** "https://192.168.49.2:8443"; the scheme may be http. */
  origin: string;
  request: HttpRequest;
  tls: {
    /** PEM bundle to trust; undefined means the system's own roots, which know no private CA. */
    ca?: string;
    /** -k, insecure-skip-tls-verify. */
    insecure?: boolean;
    /** Name to check instead of the host. */
    serverName?: string;
    /** PEM chain the client shows; holding its key was checked by whoever dials. */
    clientCertificate?: string;
  };
  /** Namespace of the pod that calls: it asks the cluster's DNS, and reaches the cluster's services. */
  namespace?: string;
}

/** A number of milliseconds, or the moment at which a kubelet renews a token, or at which a token on its disk ends. */
export type Amount = number | 'next-refresh' | 'expiry';

/** Milliseconds since 1970; undefined while no running pod holds a token. */
export interface Moments {
  /** A kubelet renews a token. */
  refresh: number | undefined;
  /** A token on its disk ends. */
  expiry: number | undefined;
}

/** A request that a component of the cluster made while the clock moved. */
export interface ComponentRun {
  trace: Trace;
  /** "kubelet" */
  component: string;
  /** Set when this run stands for many of its kind, of which it is the last. */
  folded?: { count: number; first: number; last: number };
}

export interface Advance {
  /** Renewals that nobody could tell apart are done as one (the default). */
  fold?: boolean;
  onRun?(run: ComponentRun): void;
  /** Called between two things that were due, with 0 to 1: the place to breathe. False ends the advance where it is. */
  pace?(done: number): boolean | Promise<boolean>;
}

/** Why a connection did not come about. The client words it in its own way. */
export type DialFailure =
  | { code: 'no-such-host'; host: string }
  | { code: 'connection-refused'; host: string; port: number }
  | { code: 'unknown-authority'; certificate: CertificateFacts }
  | { code: 'name-mismatch'; host: string; certificate: CertificateFacts }
  | { code: 'certificate-expired' | 'certificate-not-yet-valid'; certificate: CertificateFacts; now: string }
  | { code: 'http-to-https-port' };

/** `inner`: runs of the API server that parties caused while they answered, in order. */
export type Exchange = (
  | { ok: true; response: HttpResponse; trace: Trace; server: CertificateFacts | undefined }
  | { ok: false; failure: DialFailure; trace: Trace }
) & { inner?: readonly Trace[] };

/** Why a server did not start: the real error, and our pointer to the file's line or the flag at fault. */
export interface StartFailure {
  error: string;
  file?: string;
  line?: number;
  column?: number;
  flag?: string;
}

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

/** How near a binding came to allowing a refused request; see authz/near-misses.ts. */
export interface NearMiss {
  binding: { kind: 'ClusterRoleBinding' | 'RoleBinding'; name: string; namespace: string };
  role: { kind: string; name: string };
  namesYou: boolean;
  coversIt: boolean;
  /** What is different, in a few words: "User arthur", "verbs: get, not list", "namespace dev". */
  why: string;
  /** Smallest change that would allow the request; a test applies each and gets an answer that is no 403. */
  fix: { text: string; request: { method: string; target: string; body: Json } };
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
  /** Names of the keys that can sign, with their key ids; `trusted` when the server accepts tokens signed by it. */
  signingKeys(): { name: string; kid: string; trusted: boolean }[];
  snapshot(): WorldSnapshot;
  restore(snapshot: WorldSnapshot): void;
  /** The world as it stands now, as data. */
  toSpec(): WorldSpec;
}

/** Makes the world and starts its server. The server may fail to start: `server().failure` says why. */
export const createWorld = (spec: WorldSpec): Promise<World> => SimulatedWorld.create(spec);
