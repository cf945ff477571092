// Models k8s.io/apiserver/pkg/cel/library/urls.go over Go's net/url.ParseRequestURI. Left out: Go's rarer rules for escapes inside a host.
import type { Register } from './register.ts';

export class Url {
  constructor(
    readonly scheme: string,
    readonly host: string,
    readonly path: string,
    readonly query: string,
  ) {}
}

function parse(text: string): Url | undefined {
  // A request URI is absolute or begins with a slash, has no fragment (a # belongs to the path) and no control characters.
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?]*))?([^?]*)(?:\?([\s\S]*))?$/.exec(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (!match || text === '' || /[\u0000-\u001f\u007f ]/.test(text)) return undefined;
  const [, scheme = '', authority = '', path = '', query = ''] = match;
  if (!scheme && !text.startsWith('/')) return undefined;
  if (scheme && match[2] === undefined && !path.startsWith('/')) return undefined;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (!/^(\[[^\]]*\]|[^:]*)(:\d*)?$/.test(host) || /[<>"\\^`{|}]/.test(host) || /%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  return new Url(scheme.toLowerCase(), host, path, query);
}

function url(text: string): Url {
  const found = parse(text);
  if (!found) throw new Error(`URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`);
  return found;
}

const hostname = ({ host }: Url): string => /^\[(.*)\](:\d*)?$/.exec(host)?.[1] ?? host.replace(/:\d*$/, '');
const port = ({ host }: Url): string => /:(\d*)$/.exec(host.replace(/^\[.*\]/, ''))?.[1] ?? '';

/** Go's EscapedPath: the path as it was sent where that is a valid encoding, else encoded anew. */
const escapedPath = ({ path }: Url): string => path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%[\]]/gu, (letter) => encodeURIComponent(letter));

function queryOf({ query }: Url): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';')) continue;
    const [key = '', value = ''] = part.split(/=(.*)/s).map((text) => unescaped(text));
    found.set(key, [...(found.get(key) ?? []), value]);
  }
  return found;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

export function registerUrls({ add, type }: Register): void {
  type('kubernetes.URL', Url);
  add('url(string): kubernetes.URL', url);
  add('isURL(string): bool', (text: string) => parse(text) !== undefined);
  add('kubernetes.URL.getScheme(): string', ({ scheme }: Url) => scheme);
  add('kubernetes.URL.getHost(): string', ({ host }: Url) => host);
  add('kubernetes.URL.getHostname(): string', hostname);
  add('kubernetes.URL.getPort(): string', port);
  add('kubernetes.URL.getEscapedPath(): string', escapedPath);
  add('kubernetes.URL.getQuery(): map<string, list<string>>', queryOf);
}
