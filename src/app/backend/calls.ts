// The table of calls: what goes over to the world by name, and whether the world stands differently afterwards.
// A call of Backend that has no row here, or a row without a call, does not compile.
import type { Backend, BackendEvent } from './backend.ts';

/** `interrupt` and `close` overtake everything and give nothing back. */
export type CallName = Exclude<keyof Backend, 'interrupt' | 'close'>;

type Listener = (event: BackendEvent) => void;

/** What a call is given, as plain values: a listener stays on the page's side. */
export type Values<K extends CallName> = Parameters<Backend[K]> extends [...infer Plain, Listener] ? Plain : Parameters<Backend[K]>;
export type Result<K extends CallName> = Awaited<ReturnType<Backend[K]>>;

interface Row<K extends CallName> {
  /** After it the world stands differently, so that the page keeps a new checkpoint. */
  changes: boolean;
  /** Tells of what happens while it is under way, to the listener that is its last parameter. */
  tells: Parameters<Backend[K]> extends [...unknown[], Listener] ? true : false;
}

const LOOKS = { changes: false, tells: false } as const;
const CHANGES = { changes: true, tells: false } as const;

export const CALLS = {
  start: CHANGES,
  play: LOOKS,
  lay: CHANGES,
  back: CHANGES,
  mark: LOOKS,
  fork: CHANGES,
  run: { changes: true, tells: true },
  // The world changes when the command that waits for the answer goes on, and that is `run`.
  answerLogin: LOOKS,
  parties: CHANGES,
  flagsFor: LOOKS,
  makeCertificate: LOOKS,
  readPem: LOOKS,
  writeLaptop: CHANGES,
  needsMore: LOOKS,
  complete: LOOKS,
  writeTokens: CHANGES,
  writeAuditPolicy: CHANGES,
  whoCan: LOOKS,
  matrix: LOOKS,
  checkTokens: LOOKS,
  restart: CHANGES,
  parseFlags: LOOKS,
  applyRbac: CHANGES,
  nearMisses: LOOKS,
  applyFix: CHANGES,
  signToken: LOOKS,
  whoSigned: LOOKS,
  objects: LOOKS,
  objectYaml: LOOKS,
  podVolumes: LOOKS,
  allowed: LOOKS,
  checkpoint: LOOKS,
} as const satisfies { [K in CallName]: Row<K> };

export const CALL_NAMES = Object.keys(CALLS) as CallName[];
