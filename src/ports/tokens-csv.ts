// The tokens.csv tab.
import type { Diagnostic } from './diagnostic.ts';

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

/** Its part of the session. */
export interface TokensCsvPart {
  tokensCsv: ServerFile;
}

/** Its wishes. */
export interface TokensCsvPorts {
  editTokensCsv(text: string): void;
  discardTokensCsv(): void;
}

declare module './tabs.ts' {
  interface Tabs {
    'tokens.csv': { part: TokensCsvPart; ports: TokensCsvPorts };
  }
}
