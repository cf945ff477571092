// The Terminal tab.

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

/** Its part of the session. */
export interface TerminalPart {
  terminal: {
    entries: TerminalEntry[];
    prompt: string;
    busy: boolean;
    history: string[] /** put into the input, waiting for Enter */;
    draft: string | undefined;
  };
}

/** Its wishes. */
export interface TerminalPorts {
  /** Runs a line as if typed. `row`: types it into the terminal first. */
  run(line: string, origin: 'typed' | 'row'): void;
  interrupt(): void;
  clearTerminal(): void;
  needsMore(text: string): Promise<boolean>;
  complete(line: string, cursor: number): Promise<{ from: number; candidates: string[] }>;
  /** Sends the selected run's command again. */
  sendAgain(): void;
}

declare module './tabs.ts' {
  interface Tabs {
    Terminal: { part: TerminalPart; ports: TerminalPorts };
  }
}
