// Models name lookup and connecting: which of the world's addresses is this, and does anything listen there?
// Left out: routing, timeouts (an address where nothing listens refuses at once), IPv6.
import type { DialFailure } from '../world.ts';
import { isAddress } from './tls.ts';

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
