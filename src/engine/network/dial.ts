// Models name lookup and connecting: which of the world's addresses is this, and does anything listen there? And what a client says and hears when it dials.
// Left out: routing, timeouts (an address where nothing listens refuses at once), IPv6.
import type { CertificateFacts, Trace } from '../../trace/event.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';

/** A call from one machine. */
export interface Dial {
  /** Machine name, "laptop"; shown as the sender. */
  from: string;
  /** "https://192.168.49.2:8443"; the scheme may be http. */
  origin: string;
  request: HttpRequest;
  tls: {
    /** PEM bundle to trust; undefined means the system's own roots, which know no private CA. */
    ca?: string;
    /** -k, insecure-skip-tls-verify. */
    insecure?: boolean;
    /** Name to check instead of the host. */
    serverName?: string;
    /** PEM chain the client shows. */
    clientCertificate?: string;
    /** PEM private key that signs the handshake. Undefined: a component of the world to which its certificate was issued together with the key. */
    clientKey?: string;
  };
  /** Namespace of the pod that calls: it asks the cluster's DNS, and reaches the cluster's services. */
  namespace?: string;
}

/** Why a connection did not come about. The client words it in its own way. */
export type DialFailure =
  | { code: 'no-such-host'; host: string }
  | { code: 'connection-refused'; host: string; port: number }
  | { code: 'unknown-authority'; certificate: CertificateFacts }
  | { code: 'name-mismatch'; host: string; certificate: CertificateFacts }
  | { code: 'certificate-expired' | 'certificate-not-yet-valid'; certificate: CertificateFacts; now: string }
  /** The client has no key with which to show its certificate; Go's words. */
  | { code: 'client-key'; error: string }
  | { code: 'http-to-https-port' };

/** `inner`: runs of the API server that parties caused while they answered, in order. */
export type Exchange = (
  | { ok: true; response: HttpResponse; trace: Trace; server: CertificateFacts | undefined }
  | { ok: false; failure: DialFailure; trace: Trace }
) & { inner?: readonly Trace[] };

export interface Origin {
  scheme: 'http' | 'https';
  host: string;
  port: number;
}

/** "https://192.168.49.2:8443" taken apart; undefined when it is no such thing. */
export function parseOrigin(text: string): Origin | undefined {
  const match = /^(https?):\/\/(\[[0-9a-fA-F:.]+\]|[^/:[\]]+)(?::(\d+))?\/?$/.exec(text);
  if (!match) return undefined;
  const scheme = match[1] === 'http' ? 'http' : 'https';
  return { scheme, host: (match[2] ?? '').replace(/^\[|\]$/g, ''), port: match[3] ? Number(match[3]) : scheme === 'https' ? 443 : 80 };
}

export interface Listener {
  hosts: readonly string[];
  port: number;
  listening: boolean;
}

/** undefined when the connection stands. */
export function connect(origin: Origin, listener: Listener): DialFailure | undefined {
  const { host, port } = origin;
  const known = listener.hosts.includes(host) || host === 'localhost' || host === '127.0.0.1';
  if (!known && !isAddress(host)) return { code: 'no-such-host', host };
  if (!listener.hosts.includes(host) || port !== listener.port || !listener.listening) return { code: 'connection-refused', host, port };
  if (origin.scheme === 'http') return { code: 'http-to-https-port' };
  return undefined;
}

export const isAddress = (host: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':');
