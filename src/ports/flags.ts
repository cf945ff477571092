// The API server flags tab, and how the server stands.

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

export interface ServerView {
  status: 'running' | 'restarting' | 'stopped';
  /** Named step of a restart: "reading tokens.csv". */
  doing: string | undefined;
  startedAt: string;
  failure: { error: string; file: string | undefined; line: number | undefined; column: number | undefined; flag: string | undefined } | undefined;
  /** What it has written since it started, the last 500 lines. */
  log: string[];
}

/** Its part of the session. */
export interface FlagsPart {
  flags: FlagsState;
  server: ServerView;
}

/** Its wishes. */
export interface FlagsPorts {
  setFlag(name: string, value: string | undefined): void;
  editFlags(commandLine: string): void;
  restartServer(): void;
}

declare module './tabs.ts' {
  interface Tabs {
    'API server flags': { part: FlagsPart; ports: FlagsPorts };
  }
}
