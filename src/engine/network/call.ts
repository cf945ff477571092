// What a caller says when it calls an address outside, and what it gets back. How the call is made stands in outbound.ts.
import type { HttpResponse } from '../http/message.ts';

/** How far the caller trusts who answers. */
export interface Trust {
  /** PEM bundle; undefined means the host's own roots, which know no private CA. */
  ca?: string;
  insecure?: boolean;
  /** Name to check instead of the URL's host. */
  serverName?: string;
  /** What Go says when nothing came back in time; net/http's own words unless told. */
  timeout?: string;
  /** How long the caller waits for an answer, in milliseconds; without it, as long as it takes. */
  patience?: number;
  /** PEM chain the caller shows; that it holds the key is the caller's word. */
  clientCertificate?: string;
}

/** What became of a call; `error` in Go's words. */
export type CallResult = { ok: true; response: HttpResponse } | { ok: false; error: string };
