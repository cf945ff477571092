// A provider’s page in the browser of the laptop.

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

/** Its part of the session. */
export interface LoginPart {
  login: (LoginPage & { /** filled in, waiting for Enter */ suggested: string | undefined }) | undefined;
}

/** Its wishes. */
export interface LoginPorts {
  answerLogin(answer: LoginAnswer): void;
}
