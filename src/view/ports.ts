// The plug the view needs. It sends wishes out and gets frames in; app/session fits it. Nothing here knows the engine.
import type { PartyAbout } from '../engine/parties/party.about.ts';
import type { Lesson, LessonTitle, SituationId } from '../lessons/lesson.ts';
import type { Player } from '../player/player.ts';
import type { Check, LogLine, PolicyRule, Trace } from '../trace/event.ts';
import type { Json } from '../trace/json.ts';

/** A value that changes; made for React's useSyncExternalStore. `get` returns the same object until something changed. */
export interface Readable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** In the order of the workbench's row. */
export const TABS = ['Terminal', 'tokens.csv', 'RBAC', 'API server flags', 'Tokens', 'Objects', 'Log', 'Who can', 'Parties', 'Certificates'] as const;
export type Tab = (typeof TABS)[number];
/** The ways a trace can be drawn. */
export const DRAWINGS = ['Map', 'Sequence', 'Waterfall'] as const;
export type Drawing = (typeof DRAWINGS)[number];
export type Layout = 'lab' | 'focus' | 'phone';

export interface Diagnostic {
  severity: 'error' | 'warning';
  /** From 1. */
  line: number;
  column: number;
  message: string;
}

export interface TerminalEntry {
  id: number;
  prompt: string;
  line: string;
  output: { stream: 'stdout' | 'stderr'; text: string }[];
  /** Undefined while it runs. */
  exitCode: number | undefined;
  /** Output that waits for the playhead because a prediction about it is open. */
  heldBack: boolean;
}

/** A text the server reads from a file, in its three states: as edited, as on disk, as in the server's memory. */
export interface ServerFile {
  path: string;
  /** What the editor shows. */
  text: string;
  /** What the running server has read; undefined when no server runs with it. */
  inMemory: string | undefined;
  /** RFC 3339. */
  readAt: string | undefined;
  /** What a server read that then did not start; undefined while one runs. */
  refused: string | undefined;
  savedAt: string | undefined;
  /** Changed on disk, not yet read. */
  stale: boolean;
  diagnostics: Diagnostic[];
}

export interface AuditState {
  path: string;
  /** Undefined while there is no such file. */
  text: string | undefined;
  /** The flags that will be given at the next start ask for audit events. */
  on: boolean;
  /** The running server was not started with this text. */
  stale: boolean;
}

export interface WhoCanQuery {
  verb: string;
  /** "pods", "pods/log", or a path that begins with a slash. */
  resource: string;
  group: string;
  namespace: string;
  name: string;
}

export interface WhoCanAnswer {
  grants: {
    subject: { kind: string; name: string; namespace: string };
    binding: { kind: string; name: string; namespace: string };
    role: { kind: string; name: string };
    rule: PolicyRule;
  }[];
  others: { id: string; title: string; words: string }[];
}

export interface MatrixAnswer {
  verbs: string[];
  /** Resources of which anything is allowed; a cell holds why. */
  rows: { resource: string; group: string; namespaced: boolean; cells: (string | undefined)[] }[];
}

export interface RbacState {
  text: string;
  diagnostics: Diagnostic[];
  /** `in-force`: the cluster holds what the text says. `waiting`: about to be applied. `refused`: the last good state stays in force. */
  status: 'in-force' | 'waiting' | 'refused';
}

export interface FlagRow {
  name: string;
  type: 'string' | 'bool' | 'int' | 'duration' | 'list';
  value: string;
  isDefault: boolean;
  /** As the server prints it; "" for none. */
  default: string;
  /** Gate or desk that reads it. */
  stage: string;
  changed: boolean;
  error: string | undefined;
}

export interface FlagsState {
  rows: FlagRow[];
  /** The same as a command line, kept in step. */
  commandLine: string;
  stale: boolean;
}

export interface TokenPart {
  text: string;
  /** Undefined when it does not decode; `error` then says why. */
  value: Json | undefined;
  error: string | undefined;
}

export interface TokensState {
  /** Tokens this session has seen made, newest first. */
  known: { id: string; label: string; token: string }[];
  selected: string | undefined;
  token: string;
  header: TokenPart;
  payload: TokenPart;
  signature: { bytes: number /** undefined: nobody has asked yet */; fits: boolean | undefined; by: string | undefined };
  keys: { name: string; kid: string; trusted: boolean }[];
  key: string;
  /** Anything wrong with the token as a whole: "two parts, not three". */
  error: string | undefined;
  /** Edited since it was signed. */
  edited: boolean;
  cryptoMissing: boolean;
}

export interface VolumeFile {
  path: string;
  /** Undefined while it is not there. */
  text: string | undefined;
  /** RFC 3339. */
  writtenAt: string | undefined;
}

/** What a volume's files come from: "ConfigMap" "kube-root-ca.crt" "ca.crt". */
export interface VolumeSource {
  kind: string;
  name: string;
  detail: string;
  files: VolumeFile[];
}

export interface PodVolume {
  name: string;
  /** "projected", "secret", "emptyDir", as the manifest names it. */
  kind: string;
  mounts: { container: string; path: string }[];
  /** A container runs that has it. */
  mounted: boolean;
  sources: VolumeSource[];
}

export interface ObjectsState {
  kinds: { id: string; title: string; group: string; count: number }[];
  kind: string | undefined;
  columns: string[];
  rows: { namespace: string; name: string; cells: string[] }[];
  selected: { namespace: string; name: string } | undefined;
  yaml: string | undefined;
  /** Of a selected Pod. */
  volumes: PodVolume[] | undefined;
}

/** A kind of party: its words, and the name of its sample; undefined where a party comes with a world only. */
export interface PartyKindRow extends Omit<PartyAbout, 'sample'> {
  sample: string | undefined;
}

export interface PartiesState {
  kinds: readonly PartyKindRow[];
  /** Who stands outside the cluster. */
  list: { kind: string; name: string; origin: string /** nothing listens */; down: boolean }[];
  selected: string | undefined;
  /** The selected party as JSON, as edited. */
  text: string;
  /** Not empty: the text is not in force. */
  diagnostics: Diagnostic[];
}

export interface CertificateWish {
  commonName: string;
  organizations: string[];
  key: 'RSA' | 'P-256';
  /** `cluster`: the CA of --client-ca-file. `own`: a CA made for this one. `request`: nobody yet, kubectl will ask. */
  signer: 'cluster' | 'own' | 'request';
  /** Seconds, counted from the world's clock. */
  from: number;
  lifetime: number;
  /** "clientAuth", "serverAuth". */
  usages: string[];
}

/** One block of a PEM text. */
export interface DecodedBlock {
  /** "CERTIFICATE"; empty when there is no frame at all. */
  label: string;
  /** Part by part, as far as it goes. */
  parts: Check[];
  /** What the API server's desk for certificates would find now; empty for what is no certificate. */
  verdict: Check[];
}

export interface MadeCertificate {
  /** Its files on the laptop begin like this. */
  name: string;
  kind: 'crt' | 'csr';
  pem: string;
  /** Texts by absolute path, the private key among them. */
  files: Record<string, string>;
  /** Uses what the files hold. */
  command: string;
  decoded: DecodedBlock[];
}

/** A provider's page in the browser of the laptop; a command waits for it. */
export interface LoginPage {
  host: string;
  client: string;
  scopes: string[];
  users: { login: string; password: boolean }[];
  /** What the provider said of the last try. */
  problem: string | undefined;
  /** The page cannot be shown at all: why. */
  failed: string | undefined;
}

export type LoginAnswer = { do: 'log-in'; login: string; password: string } | { do: 'deny' } | { do: 'close' };

export interface ServerView {
  status: 'running' | 'restarting' | 'stopped';
  /** Named step of a restart: "reading tokens.csv". */
  doing: string | undefined;
  startedAt: string;
  failure: { error: string; file: string | undefined; line: number | undefined; column: number | undefined; flag: string | undefined } | undefined;
  /** What it has written since it started, the last 500 lines. */
  log: string[];
}

export interface LessonState {
  lesson: Lesson;
  /** Index into lesson.steps. */
  step: number;
  done: boolean[];
  prediction: { chosen: number | undefined /** the answer may be shown */; answered: boolean } | undefined;
  hintsShown: number;
  /** How many actions of the step's solution stand in the workbench. */
  solutionShown: number;
}

export interface NearMissRow {
  binding: { kind: string; name: string; namespace: string };
  namesYou: boolean;
  coversIt: boolean;
  why: string;
  fix: string;
}

export interface Session {
  /** The engine and shell are loaded and take requests; a line typed before is kept and run. */
  engine: 'loading' | 'ready' | 'failed';
  page: 'start' | 'lab';
  layout: Layout;
  embed: boolean;
  theme: 'light' | 'dark';
  /** RFC 3339, the world's clock. */
  clock: string;
  /** Where the clock can be moved: the next renewal of a Pod's token, the end of one. Milliseconds since 1970. */
  moments: { refresh: number | undefined; expiry: number | undefined };
  /** Time passes in the world: how far, from 0 to 1. */
  passing: number | undefined;
  server: ServerView;
  terminal: {
    entries: TerminalEntry[];
    prompt: string;
    busy: boolean;
    history: string[] /** put into the input, waiting for Enter */;
    draft: string | undefined;
  };
  tokensCsv: ServerFile;
  audit: AuditState;
  rbac: RbacState;
  flags: FlagsState;
  tokens: TokensState;
  objects: ObjectsState;
  parties: PartiesState;
  login: (LoginPage & { /** filled in, waiting for Enter */ suggested: string | undefined }) | undefined;
  lessons: LessonTitle[];
  lesson: LessonState | undefined;
  /** Which plugin when: the learner's answers by plugin and situation. */
  fits: Record<string, Record<string, boolean>>;
  tab: Tab;
  drawing: Drawing;
  canUndo: string | undefined;
  canRedo: string | undefined;
  /** One-line messages on top: damaged link, storage denied, a crash. */
  notices: { id: number; severity: 'info' | 'warning'; text: string }[];
  /** Commands offered before anything was sent, and "check it yourself". */
  suggestions: { label: string; command: string }[];
}

export interface Ports {
  session: Readable<Session>;
  player: Player;

  /** Runs a line as if typed. `row`: types it into the terminal first. */
  run(line: string, origin: 'typed' | 'row'): void;
  interrupt(): void;
  clearTerminal(): void;
  needsMore(text: string): Promise<boolean>;
  complete(line: string, cursor: number): Promise<{ from: number; candidates: string[] }>;
  /** What a reply's evidence cannot say by itself: bindings nearest to allowing a refused run. */
  nearMisses(runId: string): Promise<NearMissRow[]>;
  /** Applies the fix of a near miss and sends the refused request again. */
  applyFix(runId: string, index: number): void;
  /** Sends the selected run's command again. */
  sendAgain(): void;

  openStart(): void;
  openLab(): void;
  openLesson(slug: string, step?: number): void;
  lessonStep(step: number): void;
  predict(choice: number): void;
  hint(): void;
  /** Plays commands from the lesson's start, each in a world of its own, and shows none of it. */
  playWays(commands: string[]): Promise<Trace[][]>;
  /** Whether the plugin suits the situation, says the learner. */
  answerFit(plugin: string, situation: SituationId, fits: boolean): void;
  /** Types the present step's solution into the terminal (or the editor) and waits for Enter. */
  showSolution(): void;
  selectTab(tab: Tab): void;
  selectDrawing(drawing: Drawing): void;
  /** Puts a policy on the node; the server reads it when it starts with the flags that name it. */
  editAuditPolicy(text: string): void;
  /** Gives the server the audit flags, or takes them away; waits for a restart like every flag. */
  setAudit(on: boolean): void;
  /** The server's log lines about each of these, as at its own --v or at a higher one. */
  logLines(traces: readonly Trace[], verbosity: number): Promise<LogLine[][]>;
  whoCan(query: WhoCanQuery): Promise<WhoCanAnswer>;
  matrix(user: string, groups: string[], namespace: string): Promise<MatrixAnswer>;
  editTokensCsv(text: string): void;
  discardTokensCsv(): void;
  editRbac(text: string): void;
  setFlag(name: string, value: string | undefined): void;
  editFlags(commandLine: string): void;
  restartServer(): void;
  selectToken(id: string): void;
  pasteToken(text: string): void;
  editTokenHeader(text: string): void;
  editTokenPayload(text: string): void;
  selectKey(name: string): void;
  signToken(): void;
  /** Sends the edited token to the API server as a bearer token. */
  sendToken(): void;
  selectKind(id: string): void;
  selectObject(namespace: string, name: string): void;

  addParty(kind: string): void;
  removeParty(name: string): void;
  selectParty(name: string): void;
  /** Counts as soon as it fits the schema. */
  editParty(text: string): void;
  switchParty(name: string, down: boolean): void;
  /** A provider signs with its other key, and publishes no more than that. */
  rotateKey(name: string): void;
  /** Sets the flags with which the API server asks this party; they wait for a restart. */
  configureFor(name: string, version?: string): void;
  answerLogin(answer: LoginAnswer): void;

  /** A real key and certificate. Nothing knows of it before it is written. */
  makeCertificate(wish: CertificateWish): Promise<{ made: MadeCertificate } | { error: string }>;
  readPem(text: string): Promise<DecodedBlock[]>;
  /** Puts the files on the laptop and the command into the terminal. `kept`: this browser keeps them, the private key too. */
  writeCertificate(made: MadeCertificate, kept: boolean): void;

  undo(): void;
  redo(): void;
  /** Back to the base world (or the lesson's start); asks nobody, can be undone. */
  reset(): void;
  setTheme(theme: 'light' | 'dark'): void;
  dismiss(notice: number): void;
  /** The selected run as a file. */
  downloadTrace(): void;
}
