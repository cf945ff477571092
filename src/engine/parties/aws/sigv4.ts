// Models Signature Version 4 in the Authorization header (IAM User Guide, "AWS Signature Version 4 for API requests"): what a client signs and a service checks.
// Left out: presigned URLs, chunked uploads, SigV4A, folding of header values over several lines.
import { toHex, utf8 } from '../../crypto/encoding.ts';
import type { HttpRequest } from '../../http/message.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

export const sha256 = async (text: string): Promise<string> => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text))));

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8(text)));
}

/** RFC 3986, and only its unreserved letters stay. */
export const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** S3 takes the path as it was sent; the others fold `.` and `..` and encode once more. */
function canonicalPath(path: string, service: string): string {
  if (service === 's3')
    return (
      path
        .split('/')
        .map((part) => encode(decode(part)))
        .join('/') || '/'
    );
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(encode(part));
  }
  return `/${kept.join('/')}${kept.length && path.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  const encoded = pairs.map((pair) => {
    const at = pair.indexOf('=');
    return [encode(decode(at < 0 ? pair : pair.slice(0, at))), encode(decode(at < 0 ? '' : pair.slice(at + 1)))] as const;
  });
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return encoded
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

export interface Scope {
  /** "20260518" */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export function canonicalRequest({ method, target, headers }: HttpRequest, signed: readonly string[], payload: string, service: string): string {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const lines = signed.map((name) => {
    const values = headers.all(name).map((value) => value.trim().replace(/ +/g, ' '));
    return `${name}:${values.join(',')}\n`;
  });
  return [method, canonicalPath(path, service), canonicalQuery(query), lines.join(''), signed.join(';'), payload].join('\n');
}

export async function stringToSign(canonical: string, moment: string, { date, region, service }: Scope): Promise<string> {
  return [ALGORITHM, moment, `${date}/${region}/${service}/aws4_request`, await sha256(canonical)].join('\n');
}

export async function signature(secret: string, { date, region, service }: Scope, toSign: string): Promise<string> {
  let key = utf8(`AWS4${secret}`);
  for (const part of [date, region, service, 'aws4_request']) key = await hmac(key, part);
  return toHex(await hmac(key, toSign));
}

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** "20260518T100211Z" */
export const amzDate = (now: number): string => new Date(now).toISOString().replace(/\.\d{3}|[-:]/g, '');

/** Adds X-Amz-Date, X-Amz-Security-Token, for S3 X-Amz-Content-SHA256, and Authorization to the request, which must name its Host. */
export async function sign(request: HttpRequest, keys: SigningKeys, scope: Omit<Scope, 'date'>, now: number): Promise<void> {
  const { headers, body } = request;
  const moment = amzDate(now);
  const full: Scope = { ...scope, date: moment.slice(0, 8) };
  headers.set('X-Amz-Date', moment);
  if (keys.sessionToken) headers.set('X-Amz-Security-Token', keys.sessionToken);
  const payload = await sha256(body);
  if (scope.service === 's3') headers.set('X-Amz-Content-SHA256', payload);
  const names = headers.entries().map(([name]) => name.toLowerCase());
  const signed = [...new Set(names)].filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-')).sort();
  const toSign = await stringToSign(canonicalRequest(request, signed, payload, scope.service), moment, full);
  const made = await signature(keys.secretAccessKey, full, toSign);
  headers.set(
    'Authorization',
    `${ALGORITHM} Credential=${keys.accessKeyId}/${full.date}/${full.region}/${full.service}/aws4_request, SignedHeaders=${signed.join(';')}, Signature=${made}`,
  );
}

export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signed: readonly string[];
  readonly signature: string;
}

/** undefined when the header is none of Signature Version 4. */
export function readAuthorization(header: string): Authorization | undefined {
  if (!header.startsWith(`${ALGORITHM} `)) return undefined;
  const parts = new Map(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((part) => part.trim().split(/=(.*)/s))
      .map(([name = '', value = '']) => [name, value]),
  );
  const [accessKeyId, date, region, service, end] = (parts.get('Credential') ?? '').split('/');
  const signed = parts.get('SignedHeaders')?.split(';');
  const given = parts.get('Signature');
  if (!accessKeyId || !date || !region || !service || end !== 'aws4_request' || !signed || !given) return undefined;
  return { accessKeyId, scope: { date, region, service }, signed, signature: given };
}

/** Whether this secret made that signature over this request. */
export async function isSignedBy(secret: string, request: HttpRequest, { scope, signed, signature: given }: Authorization): Promise<boolean> {
  const { headers, body } = request;
  const payload = (scope.service === 's3' && headers.get('X-Amz-Content-SHA256')) || (await sha256(body));
  if (!signed.includes('host')) return false;
  const toSign = await stringToSign(canonicalRequest(request, signed, payload, scope.service), headers.get('X-Amz-Date') ?? '', scope);
  return (await signature(secret, scope, toSign)) === given;
}
