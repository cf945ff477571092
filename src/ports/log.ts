// The Log tab and its audit policy.
import type { LogLine, Trace } from '../trace/event.ts';

export interface AuditState {
  path: string;
  /** Undefined while there is no such file. */
  text: string | undefined;
  /** The flags that will be given at the next start ask for audit events. */
  on: boolean;
  /** The running server was not started with this text. */
  stale: boolean;
}

/** Its part of the session. */
export interface LogPart {
  audit: AuditState;
}

/** Its wishes. */
export interface LogPorts {
  /** Puts a policy on the node; the server reads it when it starts with the flags that name it. */
  editAuditPolicy(text: string): void;
  /** Gives the server the audit flags, or takes them away; waits for a restart like every flag. */
  setAudit(on: boolean): void;
  /** The server's log lines about each of these, as at its own --v or at a higher one. */
  logLines(traces: readonly Trace[], verbosity: number): Promise<LogLine[][]>;
}

declare module './tabs.ts' {
  interface Tabs {
    Log: { part: LogPart; ports: LogPorts };
  }
}
