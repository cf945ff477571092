// What the page asks of the world. Everything here is plain data that a worker can send: the same calls are answered in a worker or in process.

import type { Moments } from '../../engine/advance.ts';
import type { PartySpec, SampleKind } from '../../engine/parties/party-kinds.ts';
import type { WorldSpec } from '../../engine/spec.ts';
import type { CertificateWish, DecodedBlock, MadeCertificate } from '../../ports/certificates.ts';
import type { Diagnostic } from '../../ports/diagnostic.ts';
import type { FlagRow } from '../../ports/flags.ts';
import type { ObjectsState, PodVolume } from '../../ports/objects.ts';
import type { PartyKindRow } from '../../ports/parties.ts';
import type { NearMissRow } from '../../ports/past.ts';
import type { MatrixAnswer, WhoCanAnswer, WhoCanQuery } from '../../ports/who-can.ts';
import type { LoginAnswer, LoginPage } from '../../shell/browser.ts';
import type { Trace } from '../../trace/event.ts';
import type { Json } from '../../trace/json.ts';

export interface WorldStart {
  flags?: Record<string, string | string[]>;
  /** Files of the node that flags name. */
  files?: Record<string, string>;
  objects?: { [field: string]: unknown }[];
  /** Who stands outside the cluster; a kind stands for the example of that kind. */
  parties?: (SampleKind | PartySpec)[];
  /** The cluster is one of EKS, with an AWS account beside it. */
  aws?: true;
  pki?: WorldSpec['pki'];
  /** Files of the laptop. */
  laptop?: Record<string, string>;
}

/** A change among the parties outside the cluster. */
export type PartyAct =
  | { do: 'add'; kind: string }
  /** Text of the workbench: JSON of a party, checked before it counts. */
  | { do: 'write'; name: string; text: string }
  | { do: 'put'; party: PartySpec }
  | { do: 'remove'; name: string };

export interface PartyDone {
  facts: Facts;
  /** Not empty: nothing was changed. */
  diagnostics: Diagnostic[];
  /** Name of the party that was put. */
  name?: string;
}

/** What a learner changed by hand, as it is kept between visits. */
export interface Edits {
  /** As it lies on the node. */
  tokensCsv?: string;
  /** As the server has read it, when that is another text. */
  tokensRead?: string;
  rbac?: string;
  /** The audit policy on the node. */
  auditPolicy?: string;
  /** Flags the server was last started with, when somebody changed them. */
  flags?: Record<string, string | string[]>;
  /** Who stands outside, when somebody changed them. */
  parties?: PartySpec[];
  /** Files of the laptop that somebody asked to keep, by absolute path. */
  laptop?: Record<string, string>;
}

export type MadeOrNot = { made: MadeCertificate } | { error: string };

export interface ServerFacts {
  status: 'running' | 'stopped';
  startedAt: string;
  failure: { error: string; file: string | undefined; line: number | undefined; column: number | undefined; flag: string | undefined } | undefined;
  flags: Record<string, string | string[]>;
  filesRead: Record<string, string>;
  log: string[];
}

/** How the world stands after something was done. */
export interface Facts {
  clock: string;
  /** Moments to which the clock can be moved, in milliseconds since 1970. */
  moments: Moments;
  prompt: string;
  server: ServerFacts;
  /** The audit policy on the node; the text is undefined while there is none. */
  audit: { path: string; text: string | undefined };
  tokensCsv: { path: string; text: string | undefined; savedAt: string | undefined; diagnostics: Diagnostic[] };
  /** The learner's own RBAC objects as YAML documents. */
  rbac: string;
  flags: Omit<FlagRow, 'changed' | 'error'>[];
  commandLine: string;
  keys: { name: string; kid: string; trusted: boolean }[];
  kinds: ObjectsState['kinds'];
  parties: PartySpec[];
  partyKinds: PartyKindRow[];
}

export interface RunReport {
  trace: Trace;
  background: boolean;
  program: string;
  /** It stands for so many of its kind, of which it is the last. Milliseconds since 1970. */
  folded?: { count: number; first: number; last: number };
}

export type BackendEvent =
  | { type: 'output'; stream: 'stdout' | 'stderr'; text: string }
  | ({ type: 'run' } & RunReport)
  /** Time passes in the world: its clock, and how far it is from 0 to 1. */
  | { type: 'clock'; clock: string; done: number }
  /** A program opened the browser; the command waits for `answerLogin`. */
  | { type: 'login'; page: LoginPage };

export interface CommandDone {
  exitCode: number;
  facts: Facts;
}

export interface RbacApplied {
  facts: Facts;
  runs: RunReport[];
  diagnostics: Diagnostic[];
  /** `refused`: something in the text is not in force. */
  status: 'in-force' | 'refused';
}

/** A question to the authorizers, asked as the administrator and not shown. */
export interface Permission {
  user: string;
  groups: string[];
  verb: string;
  resource: string;
  group?: string;
  namespace?: string;
}

export interface ObjectList {
  columns: string[];
  rows: ObjectsState['rows'];
}

/** Enough to build the world again after a worker had to be ended. */
export interface Checkpoint {
  spec: Json;
  shell: Json;
}

/** Calls are answered in the order in which they were made; `interrupt` overtakes. */
export interface Backend {
  /** A new world. The one before it is kept, once, for `back`. */
  start(start: WorldStart): Promise<Facts>;
  /** Runs each command in a world of its own; gives the runs that were asked for. The learner's world stays as it is. */
  play(start: WorldStart, commands: string[]): Promise<Trace[][]>;
  /** Lays what a learner had changed over the world as it stands. */
  lay(edits: Edits): Promise<Facts>;
  /** Swaps the world for the one that was there before the last `start`. */
  back(): Promise<Facts>;
  /** Remembers how everything stands; the number names it for `fork`. */
  mark(): Promise<number>;
  /** Puts world and shell back. Undefined when the mark is not known (any more). */
  fork(mark: number): Promise<Facts | undefined>;
  run(line: string, onEvent: (event: BackendEvent) => void): Promise<CommandDone>;
  /** Overtakes: the command that opened the window is waiting. */
  answerLogin(answer: LoginAnswer): Promise<void>;
  parties(act: PartyAct): Promise<PartyDone>;
  /** Flags with which the API server asks this party. */
  flagsFor(name: string, version?: string): Promise<Record<string, string>>;
  makeCertificate(wish: CertificateWish): Promise<MadeOrNot>;
  readPem(text: string): Promise<DecodedBlock[]>;
  /** Puts files into the learner's folder for certificates. */
  writeLaptop(files: Record<string, string>): Promise<Facts>;
  interrupt(): void;
  needsMore(text: string): Promise<boolean>;
  complete(line: string, cursor: number): Promise<{ from: number; candidates: string[] }>;
  writeTokens(text: string): Promise<Facts>;
  /** Without a text the file is taken away. */
  writeAuditPolicy(text: string | undefined): Promise<Facts>;
  whoCan(query: WhoCanQuery): Promise<WhoCanAnswer>;
  matrix(user: string, groups: string[], namespace: string): Promise<MatrixAnswer>;
  checkTokens(text: string): Promise<Diagnostic[]>;
  restart(flags?: Record<string, string | string[]>): Promise<Facts>;
  parseFlags(commandLine: string): Promise<{ flags: Record<string, string | string[]>; errors: { name: string; message: string }[] }>;
  applyRbac(text: string): Promise<RbacApplied>;
  nearMisses(trace: Trace): Promise<NearMissRow[]>;
  applyFix(trace: Trace, index: number): Promise<{ facts: Facts; run: RunReport | undefined }>;
  signToken(header: string, payload: string, key: string): Promise<{ ok: true; token: string } | { ok: false; error: string }>;
  /** Which of the world's keys the signature fits. */
  whoSigned(token: string): Promise<string | undefined>;
  objects(kind: string): Promise<ObjectList>;
  objectYaml(kind: string, namespace: string, name: string): Promise<string | undefined>;
  podVolumes(namespace: string, name: string): Promise<PodVolume[] | undefined>;
  allowed(questions: Permission[]): Promise<boolean[]>;
  checkpoint(): Promise<Checkpoint>;
  close(): void;
}
