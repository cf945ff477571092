// What an OpenID Connect provider remembers between requests: authorization codes and refresh tokens. Left out: sessions, consent given earlier.

export interface Grant {
  client: string;
  login: string;
  redirectUri: string;
  scopes: readonly string[];
  nonce: string;
  /** PKCE; "" when the client sent no challenge. */
  challenge: string;
  method: 'S256' | 'plain';
  /** Seconds since 1970. */
  authenticatedAt: number;
}

export interface Code {
  grant: Grant;
  /** Milliseconds since 1970. */
  until: number;
  /** Refresh token given out for it, once it was used. */
  used: string | undefined;
}

/** Never changed: what comes next is a new one. */
export interface Grants {
  codes: Readonly<Record<string, Code>>;
  refresh: Readonly<Record<string, Grant>>;
}

export const noGrants: Grants = { codes: {}, refresh: {} };
/** RFC 6749 recommends ten minutes at most; providers give less. */
export const CODE_MS = 60_000;
