// Models staging/src/k8s.io/apiserver/pkg/authentication/request/bearertoken/bearertoken.go and .../request/websocket/protocol.go: where a bearer token is found.
// Nothing is left out.
import { fromBase64Url, fromUtf8 } from '../../../crypto/encoding.ts';
import type { Headers } from '../../../http/message.ts';

export interface FoundToken {
  token: string;
  warning?: string;
}

export const EXTRA_SPACE = 'the provided Authorization header contains extra space before the bearer token, and is ignored';

/** The token of the first Authorization header; a token of "" means none, maybe with a warning. */
export function bearerToken(headers: Headers): FoundToken {
  const header = trimSpace(headers.get('Authorization') ?? '');
  if (header === '') return { token: '' };
  const [scheme = '', token, ...rest] = header.split(' ');
  if (token === undefined || scheme.toLowerCase() !== 'bearer') return { token: '' };
  if (token === '') return rest.length ? { token: '', warning: EXTRA_SPACE } : { token: '' };
  return { token };
}

const SPACE = /^[\t-\r \x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** strings.TrimSpace: what Unicode calls white space, without the zero-width no-break space that JavaScript adds. */
function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text.charAt(start))) start++;
  while (end > start && SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

const PREFIX = 'base64url.bearer.authorization.k8s.io.';

export type FoundProtocol = { token: string; rest: string } | { error: string } | undefined;

/** A token hidden in a websocket's sub-protocols; undefined when the request is no websocket or shows none. */
export function websocketToken(headers: Headers): FoundProtocol {
  const upgrade = headers.all('Connection').some((v) =>
    v
      .toLowerCase()
      .split(',')
      .some((part) => part.trim() === 'upgrade'),
  );
  if (!upgrade || headers.get('Upgrade')?.toLowerCase() !== 'websocket') return undefined;
  let token = '';
  let seen = false;
  const rest: string[] = [];
  for (const header of headers.all('Sec-WebSocket-Protocol')) {
    for (const part of header.split(',')) {
      const protocol = trimSpace(part);
      if (!protocol.startsWith(PREFIX)) {
        rest.push(protocol);
        continue;
      }
      if (seen) return { error: 'multiple base64.bearer.authorization tokens specified' };
      const encoded = protocol.slice(PREFIX.length);
      const bytes = fromBase64Url(encoded);
      if (!bytes) return { error: 'invalid base64.bearer.authorization token encoding' };
      const text = fromUtf8(bytes);
      if (text === undefined) return { error: 'invalid base64.bearer.authorization token' };
      seen = true;
      token = text;
    }
  }
  if (!seen || token === '') return undefined;
  if (!rest.length) return { error: 'missing additional subprotocol' };
  return { token, rest: rest.join(',') };
}
