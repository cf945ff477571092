import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Headers } from '../../http/message.ts';
import { canonicalRequest, isSignedBy, readAuthorization, sha256, sign, signature, stringToSign } from './sigv4.ts';

// Facts of AWS's published test suite: these keys, this moment, this scope; each case's signature.
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET };
const SCOPE = { date: '20150830', region: 'us-east-1', service: 'service' };
const MOMENT = '20150830T123600Z';

const published = async (method: string, target: string, more: readonly [string, string][] = [], body = '') => {
  const headers = new Headers([['Host', 'example.amazonaws.com'], ['X-Amz-Date', MOMENT], ...more]);
  const signed = [...new Set(headers.entries().map(([name]) => name.toLowerCase()))].sort();
  const canonical = canonicalRequest({ method, target, headers, body }, signed, await sha256(body), 'service');
  return signature(SECRET, SCOPE, await stringToSign(canonical, MOMENT, SCOPE));
};

describe('AWS’s test vectors', () => {
  test.each<[string, Parameters<typeof published>, string]>([
    ['get-vanilla', ['GET', '/'], '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['get-vanilla-query-order-key-case', ['GET', '/?Param2=value2&Param1=value1'], 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'],
    ['post-vanilla', ['POST', '/'], '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  ])('%s', async (_, given, wanted) => {
    expect(await published(...given)).toBe(wanted);
  });
});

/** Written from the guide a second time, over Node's crypto. */
function second(method: string, path: string, query: readonly [string, string][], headers: readonly [string, string][], body: string): string {
  const enc = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const list = query.map(([n, v]) => [enc(n), enc(v)] as const).sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const lower = headers.map(([n, v]) => [n.toLowerCase(), v.trim()] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const canonical = [
    method,
    path,
    list.map((pair) => pair.join('=')).join('&'),
    ...lower.map((pair) => pair.join(':')),
    '',
    lower.map(([n]) => n).join(';'),
    hash(body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', MOMENT, '20150830/us-east-1/s3/aws4_request', hash(canonical)].join('\n');
  const key = ['20150830', 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(
    (k, part) => createHmac('sha256', k).update(part).digest(),
    `AWS4${SECRET}`,
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}

describe('a signed request', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9 é+~!*()'-]{1,6}$/);

  it('bears the signature that a second implementation makes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 3 }),
        fc.uniqueArray(fc.tuple(word, word), { selector: ([n]) => n, maxLength: 3 }),
        fc.string(),
        async (path, query, body) => {
          const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
          const at = `/${path.map(encode).join('/')}`;
          const search = query.map(([n, v]) => `${encode(n)}=${encode(v)}`).join('&');
          const request = { method: 'PUT', target: search ? `${at}?${search}` : at, headers: new Headers([['Host', 'b.s3.us-east-1.amazonaws.com']]), body };
          await sign(request, KEYS, { region: 'us-east-1', service: 's3' }, Date.parse('2015-08-30T12:36:00Z'));
          const signed = request.headers.entries().filter(([n]) => n !== 'Authorization');
          expect(readAuthorization(request.headers.get('Authorization') ?? '')?.signature).toBe(second('PUT', at, query, signed, body));
        },
      ),
      { numRuns: 50 },
    );
  });

  test.each<[string, (request: { method: string; target: string; headers: Headers; body: string }) => void]>([
    ['another method', (r) => void (r.method = 'DELETE')],
    ['another key', (r) => void (r.target = '/other')],
    ['one more parameter', (r) => void (r.target += '?x=1')],
    ['another host', (r) => r.headers.set('Host', 'other')],
    ['another moment', (r) => r.headers.set('X-Amz-Date', '20150830T123601Z')],
    ['another payload hash', (r) => r.headers.set('X-Amz-Content-SHA256', 'UNSIGNED-PAYLOAD')],
  ])('does not stand %s', async (_, change) => {
    const request = { method: 'PUT', target: '/key', headers: new Headers([['Host', 'b.s3.us-east-1.amazonaws.com']]), body: 'text' };
    await sign(request, KEYS, { region: 'us-east-1', service: 's3' }, Date.parse('2015-08-30T12:36:00Z'));
    const authorization = readAuthorization(request.headers.get('Authorization') ?? '');
    if (!authorization) throw new Error('unreadable');
    expect(await isSignedBy(SECRET, request, authorization)).toBe(true);
    expect(await isSignedBy(`${SECRET}x`, request, authorization)).toBe(false);
    change(request);
    expect(await isSignedBy(SECRET, request, authorization)).toBe(false);
  });
});
