// Models net/url's Parse as far as start-up errors show it. Left out: userinfo, IPv6 zones, most of the host's rules.
import { goQuote } from '../http/go-format.ts';

/** Go's error for a text that is no URL; undefined for one that is. */
export function parseError(text: string): string | undefined {
  const wrong = (why: string) => `parse ${goQuote(text)}: ${why}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Go refuses
  if (/[\x00-\x1f\x7f]/.test(text)) return wrong('net/url: invalid control character in URL');
  const badEscape = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text.replace(/#.*/, ''));
  if (text.startsWith(':')) return wrong('missing protocol scheme');
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text);
  if (!scheme) {
    const first = text.split('?')[0]?.split('/')[0] ?? '';
    return first.includes(':') ? wrong('first path segment in URL cannot contain colon') : undefined;
  }
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(text)?.[1];
  if (authority?.includes(' ')) return wrong(`invalid character " " in host name`);
  const port = authority === undefined ? undefined : /:([^\]]*)$/.exec(authority.slice(authority.lastIndexOf('@') + 1))?.[1];
  if (port !== undefined && !/^\d*$/.test(port)) return wrong(`invalid port ${goQuote(`:${port}`)} after host`);
  return badEscape ? wrong(`invalid URL escape ${goQuote(badEscape[0])}`) : undefined;
}

/** Why the server publishes no discovery document for this issuer; undefined when it does. */
export function discoveryProblem(issuer: string): string | undefined {
  if (parseError(issuer) || !/^https:\/\//i.test(issuer)) return `issuer URL must use https scheme, got: ${issuer}`;
  if (issuer.includes('?')) return `issuer URL may not include a query, got: ${issuer}`;
  if (issuer.includes('#')) return `issuer URL may not include a fragment, got: ${issuer}`;
  return undefined;
}
