// The Tokens tab.
import type { Json } from '../trace/json.ts';

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

/** Its part of the session. */
export interface TokensPart {
  tokens: TokensState;
}

/** Its wishes. */
export interface TokensPorts {
  selectToken(id: string): void;
  pasteToken(text: string): void;
  editTokenHeader(text: string): void;
  editTokenPayload(text: string): void;
  selectKey(name: string): void;
  signToken(): void;
  /** Sends the edited token to the API server as a bearer token. */
  sendToken(): void;
}

declare module './tabs.ts' {
  interface Tabs {
    Tokens: { part: TokensPart; ports: TokensPorts };
  }
}
