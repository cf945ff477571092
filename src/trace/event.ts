// The one language the two halves of the house share. It imports nothing but JSON's own types, holds only plain JSON-safe values, and carries meaning, never colour.
// The set of event kinds is closed; the set of stages is open: a new plugin brings a new stage id, never a new kind.
import type { Json } from './json.ts';

export const TRACE_VERSION = 1;

/** What a state of the machine answered. The words people read stand in about-files and in the view. */
export type Verdict =
  | 'passed' // TLS, filters, admission, storage
  | 'refused' // by the client: the server was never asked (TLS), or no such host
  | 'recognised' // an authenticator or the authentication gate
  | 'no-opinion' // an authenticator or authorizer
  | 'error' // an authenticator's error, 401, 400, 500
  | 'allowed' // an authorizer or the authorization gate
  | 'denied' // an authorizer, admission, storage (escalation)
  | 'skipped' // nothing to do here, or not configured
  | 'not-found'
  | 'conflict'
  | 'invalid';

/** A user as the server knows it after authentication (k8s.io/apiserver user.Info). */
export interface UserInfo {
  name: string;
  uid: string;
  groups: string[];
  extra: Record<string, string[]>;
}

/** What the request asks for, as the authorizers see it (RequestInfo). `verb` is already Kubernetes' verb. */
export interface RequestAttributes {
  isResourceRequest: boolean;
  verb: string;
  path: string;
  apiGroup: string;
  apiVersion: string;
  resource: string;
  subresource: string;
  namespace: string;
  name: string;
}

export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

export interface HttpMessage {
  /** Request line or status line without the HTTP version: "GET /api" or "403 Forbidden". */
  start: string;
  headers: [name: string, value: string][];
  /** Text as sent; long bodies are kept whole, the view cuts them. */
  body: string;
}

/** One check a plugin made, in the order it made them. `ok: null` means it never came to this check. */
export interface Check {
  check: string;
  ok: boolean | null;
  detail: string;
}

/** What somebody insists on, beside what was brought: a line of a policy, a claim of a token. */
export interface Demand {
  /** "Principal", "StringEquals", "aud". */
  element: string;
  /** What a condition looks at: "oidc.example/id/A:sub". */
  key?: string;
  wanted: string[];
  found: string[];
  ok: boolean;
}

export interface CertificateFacts {
  subject: string;
  commonName: string;
  organizations: string[];
  issuer: string;
  serial: string;
  notBefore: string;
  notAfter: string;
  extendedKeyUsage: string[];
  dnsNames: string[];
  ipAddresses: string[];
  isCA: boolean;
  sha256: string;
}

/** Proof that a note may carry. A closed union: the inspector knows how to draw each of them. */
export type Evidence =
  | { type: 'csv-row'; file: string; line: number; rows: { line: number; text: string }[]; user: UserInfo; readAt: string }
  | { type: 'csv-miss'; file: string; rows: { line: number; text: string }[]; readAt: string; nearest?: { line: number; why: string } }
  | { type: 'jwt'; token: string; header: Json; payload: Json; checks: Check[] }
  | { type: 'certificate'; chain: CertificateFacts[]; checks: Check[] }
  | { type: 'header'; name: string; value: string }
  | { type: 'user'; user: UserInfo }
  | { type: 'attributes'; attributes: RequestAttributes }
  | {
      type: 'rbac-rule';
      binding: { kind: string; name: string; namespace: string };
      role: { kind: string; name: string };
      subject: { kind: string; name: string; namespace: string };
      rule: PolicyRule;
    }
  /** `effect`: of the policy's statement that these lines are. */
  | { type: 'demands'; effect?: 'Allow' | 'Deny'; demands: Demand[] }
  | { type: 'cel'; expression: string; result: string }
  | { type: 'object'; object: Json }
  | { type: 'http'; request?: HttpMessage; response?: HttpMessage };

/**
 * `at` is the world's clock in milliseconds since 1970. `id` joins before, notes and after of one stage. `code` names the reason, one of the codes that the desk's
 * about-file has words for.
 */
export type TraceEvent =
  | { kind: 'before'; at: number; id: number; parent?: number; stage: string }
  | { kind: 'note'; at: number; id: number; text: string; ok?: boolean; evidence?: Evidence }
  | { kind: 'after'; at: number; id: number; verdict: Verdict; code?: string; reason: string; evidence?: Evidence }
  | { kind: 'hop'; at: number; from: string; to: string; summary: string; message?: HttpMessage; delayMs?: number }
  | { kind: 'store'; at: number; verb: 'get' | 'list' | 'watch' | 'create' | 'update' | 'delete'; key: string; resourceVersion: string };

/** Where a state stands in the picture. `caller` is the laptop, `reply` the way home. */
export type RoomId = 'caller' | 'tls' | 'authentication' | 'impersonation' | 'authorization' | 'admission' | 'storage' | 'party' | 'reply';

export interface Transition {
  /** The verdict that takes this edge; an edge of a final reply names its status class in the target state's id. */
  on: string;
  to: string;
  because?: string;
}

/**
 * One state of the handler chain. `gate`: a room of its own; `filter`: stands in another state's room;
 * `desk`: one of several asked inside a gate (`parent`); `final`: a reply, nothing follows.
 */
export interface MachineState {
  id: string;
  kind: 'gate' | 'filter' | 'desk' | 'final';
  room: RoomId;
  parent?: string;
  title: string;
  question?: string;
  blurb?: string;
  /** Path in the Kubernetes tree that this state models. */
  upstream?: string;
  configured: boolean;
  transitions: Transition[];
}

export interface StateMachine {
  initial: string;
  states: MachineState[];
}

export interface Trace {
  version: typeof TRACE_VERSION;
  id: string;
  /** RFC 3339, the world's clock when the request was sent. */
  startedAt: string;
  /** Short name of the request: "GET /api/v1/namespaces". */
  title: string;
  /** Who sent it ("laptop") and to whom ("kube-apiserver"). */
  from: string;
  to: string;
  machine: StateMachine;
  /** Names the store's state that the request was judged on: explanations on demand are computed against it. */
  snapshot: number;
  events: TraceEvent[];
  /** What the server wrote down meanwhile; absent when it wrote nothing. */
  written?: Written;
}

/** The server's own voice about one request. */
export interface Written {
  /** Its --v: how much it writes into its log. The lines that follow from the events are made by the server's own code. */
  verbosity: number;
  /** Lines with their klog head, as they stand in its log. */
  log: string[];
  /** Events for the audit log, audit.k8s.io/v1. */
  audit: Json[];
}

/** A line that the server wrote, or would have written at a higher --v, into its log about one request. */
export interface LogLine {
  severity: 'I' | 'W' | 'E';
  /** The whole line with its klog head. */
  text: string;
  /** How many of the trace's events had happened when it was written. */
  events: number;
}
