// URLs as curl cuts them up.

export interface CurlUrl {
  scheme: string;
  host: string;
  port: number;
  /** With its query, without the fragment. */
  target: string;
  user: string | undefined;
}

/** Undefined when curl says "URL using bad/illegal format or missing URL". */
export function parseUrl(text: string): CurlUrl | undefined {
  const match = /^(?:([a-zA-Z][\w+.-]*):\/\/)?([^/?#]*)([^#]*)/.exec(text);
  if (!match || /[\s\p{Cc}]/u.test(text)) return undefined;
  const scheme = (match[1] ?? 'http').toLowerCase();
  const authority = match[2] ?? '';
  const at = authority.lastIndexOf('@');
  const place = /^(\[[0-9a-fA-F:.]+\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1));
  const host = place?.[1];
  if (!host) return undefined;
  const port = place[2] ? Number(place[2]) : scheme === 'https' ? 443 : 80;
  if (port > 65_535) return undefined;
  const path = match[3] ?? '';
  return { scheme, host, port, target: path.startsWith('/') ? path : `/${path}`, user: at < 0 ? undefined : authority.slice(0, at) };
}
