import { describe, expect, test } from 'vitest';
import type { Check } from '../../../../trace/event.ts';
import type { Json } from '../../../../trace/json.ts';
import { readJwt } from './decode-config.ts';
import type { Provider } from './provider.ts';
import { type Verification, verify } from './verify.ts';

const NOW = Date.parse('2026-05-18T10:00:00Z');
const S = NOW / 1000;
const ISSUER = 'https://issuer.example';
const part = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const CLAIMS = { iss: ISSUER, sub: 'jane', aud: 'a', exp: S };

interface Given {
  claims?: Json;
  header?: unknown;
  token?: string;
  audiences?: string[];
  url?: string;
  signed?: Awaited<ReturnType<Provider['verify']>>;
}

async function judge({ claims = CLAIMS, header = { alg: 'RS256' }, token, audiences = ['a'], url = ISSUER, signed = { ok: true, kid: 'k1' } }: Given) {
  const [config] = readJwt([{ issuer: { url, audiences } }]);
  if (!config) throw new Error('no configuration');
  const checks: Check[] = [];
  const provider = { verify: async () => signed, whyNot: async () => 'nearly' } as unknown as Provider;
  const answer = await verify({
    token: token ?? `${part(header)}.${part(claims)}.AAAA`,
    payload: claims,
    config,
    algorithms: ['RS256', 'ES256'],
    provider,
    now: NOW,
    recorder: {} as Verification['recorder'],
    checks,
  });
  return { answer, lines: checks.map(({ check, ok, detail }) => `${ok ? '✓' : ok === null ? '–' : '✗'} ${check}: ${detail}`) };
}

const STEPS = ['readable', 'algorithm', 'signature', 'claims readable', 'issuer', 'audience', 'in date'];
const PASSED = [
  '✓ readable: three parts, a header that says how it was signed',
  '✓ algorithm: RS256',
  '✓ signature: fits the key k1',
  '✓ claims readable: registered claims of the right types',
  `✓ issuer: ${ISSUER}`,
  '✓ audience: a',
  '✓ in date: until 2026-05-18 10:00:00 +0000 UTC',
];

describe('a token that may be believed', () => {
  test('passes every check, each a line', async () => {
    const { answer, lines } = await judge({});
    expect(answer).toMatchObject({ ok: true, claims: { iss: ISSUER, sub: 'jane', aud: ['a'], exp: S } });
    expect(lines).toEqual(PASSED);
  });

  test.each<[claim: string, given: Given, line: number, said: string]>([
    ['by a key without an id', { signed: { ok: true, kid: '' } }, 2, '✓ signature: fits the key without an id'],
    ['for several, those that are wanted', { claims: { ...CLAIMS, aud: ['x', 'b', 'a'] }, audiences: ['a', 'b', 'c'] }, 5, '✓ audience: a, b'],
    ['of Google’s short name', { claims: { ...CLAIMS, iss: 'accounts.google.com' }, url: 'https://accounts.google.com' }, 4, '✓ issuer: accounts.google.com'],
    ['from a minute from now', { claims: { ...CLAIMS, nbf: S + 60 } }, 6, PASSED[6] ?? ''],
    ['issued tomorrow, which nobody minds', { claims: { ...CLAIMS, iat: S + 86_400 } }, 6, PASSED[6] ?? ''],
    ['with a source of claims', { claims: { ...CLAIMS, _claim_names: { g: 's' }, _claim_sources: { s: {} } } }, 3, PASSED[3] ?? ''],
  ])('%s', async (_claim, given, line, said) => {
    const { answer, lines } = await judge(given);
    expect([answer.ok, lines[line]]).toEqual([true, said]);
  });
});

describe('a token that may not', () => {
  const malformed = (why: string) => `oidc: malformed jwt: ${why}`;
  const algorithm = (kind: string, quoted: string) =>
    malformed(`failed to unmarshal algorithm: json: cannot unmarshal ${kind} into Go value of type string: ${quoted}`);
  const jwk = (kind: string, quoted: string) =>
    malformed(`failed to unmarshal JWK: json: cannot unmarshal ${kind} into Go value of type jose.rawJSONWebKey: ${quoted}`);
  const UNREAD = malformed('the header or the signature cannot be read');
  const HEADER = malformed('the header cannot be read');
  const fits = 'the signature fits; the token is for';
  test.each<[claim: string, given: Given, step: string, error: string, reason: string, why: string | undefined]>([
    ['two parts', { token: 'a.b' }, 'readable', HEADER, 'cannot be read', undefined],
    ['a header that is no base64', { token: `!.${part(CLAIMS)}.AAAA` }, 'readable', HEADER, 'cannot be read', undefined],
    ['a header that is no JSON', { token: `${part('x')}.${part(CLAIMS)}.AAAA` }, 'readable', HEADER, 'cannot be read', undefined],
    ['a header that is a list', { header: [] }, 'readable', HEADER, 'cannot be read', undefined],
    ['a header that is a text', { header: '"x"' }, 'readable', HEADER, 'cannot be read', undefined],
    ['an algorithm that is a number', { header: { alg: 5 } }, 'readable', algorithm('number', '"5"'), 'cannot be read', undefined],
    ['an algorithm that is an object', { header: { alg: { a: 'b' } } }, 'readable', algorithm('object', '"{\\"a\\":\\"b\\"}"'), 'cannot be read', undefined],
    ['a key that is a text', { header: { alg: 'RS256', jwk: 'x' } }, 'readable', jwk('string', '"\\"x\\""'), 'cannot be read', undefined],
    ['a key that is a list', { header: { alg: 'RS256', jwk: [] } }, 'readable', jwk('array', '"[]"'), 'cannot be read', undefined],
    ['a key that is none', { header: { alg: 'RS256', jwk: {} } }, 'readable', UNREAD, 'cannot be read', undefined],
    ['a signature that is none', { token: `${part({ alg: 'RS256' })}.${part(CLAIMS)}.!` }, 'readable', UNREAD, 'cannot be read', undefined],
    ['null for algorithm and key', { header: { alg: null, jwk: null, kid: 5 } }, 'readable', UNREAD, 'cannot be read', undefined],
    [
      'another algorithm',
      { header: { alg: 'PS256' } },
      'algorithm',
      'oidc: id token signed with unsupported algorithm, expected ["RS256" "ES256"] got "PS256"',
      'algorithm PS256',
      undefined,
    ],
    [
      'no algorithm',
      { header: {} },
      'algorithm',
      'oidc: id token signed with unsupported algorithm, expected ["RS256" "ES256"] got ""',
      'algorithm missing',
      undefined,
    ],
    [
      'a signature that fits no key',
      { signed: { ok: false, error: 'failed to verify id token signature' } },
      'signature',
      'failed to verify signature: failed to verify id token signature',
      'signature invalid',
      'nearly',
    ],
    [
      'keys that cannot be fetched',
      { signed: { ok: false, error: 'fetching keys oidc: get keys failed' } },
      'signature',
      'failed to verify signature: fetching keys oidc: get keys failed',
      'the provider’s keys cannot be fetched',
      undefined,
    ],
    [
      'a subject that is a number',
      { claims: { ...CLAIMS, sub: 5 } },
      'claims readable',
      'oidc: failed to unmarshal claims: json: cannot unmarshal number into Go struct field idToken.sub of type string',
      'claims cannot be read',
      undefined,
    ],
    [
      'a source that is missing',
      { claims: { ...CLAIMS, _claim_names: { g: 's' } } },
      'claims readable',
      'oidc: source does not exist',
      'claims cannot be read',
      undefined,
    ],
    [
      'a source that everything has',
      { claims: { ...CLAIMS, _claim_names: { g: 'toString' } } },
      'claims readable',
      'oidc: source does not exist',
      'claims cannot be read',
      undefined,
    ],
    [
      'another issuer',
      { claims: { ...CLAIMS, iss: 'accounts.google.com' } },
      'issuer',
      `oidc: id token issued by a different provider, expected "${ISSUER}" got "accounts.google.com"`,
      'wrong issuer',
      undefined,
    ],
    [
      'another issuer than Google',
      { url: 'https://accounts.google.com' },
      'issuer',
      `oidc: id token issued by a different provider, expected "https://accounts.google.com" got "${ISSUER}"`,
      'wrong issuer',
      undefined,
    ],
    [
      'another audience',
      { claims: { ...CLAIMS, aud: ['x', 'y'] } },
      'audience',
      'oidc: expected audience "a" got ["x" "y"]',
      'wrong audience',
      `${fits} x, y, this server wants a`,
    ],
    [
      'another audience than one of several',
      { audiences: ['c', 'b'], claims: { ...CLAIMS, aud: 'x' } },
      'audience',
      'oidc: expected audience in ["b" "c"] got ["x"]',
      'wrong audience',
      `${fits} x, this server wants c or b`,
    ],
    [
      'no audience',
      { claims: { ...CLAIMS, aud: [] } },
      'audience',
      'oidc: expected audience "a" got []',
      'wrong audience',
      `${fits} nobody, this server wants a`,
    ],
    [
      'an end a second ago',
      { claims: { ...CLAIMS, exp: S - 1 } },
      'in date',
      'oidc: token is expired (Token Expiry: 2026-05-18 09:59:59 +0000 UTC)',
      'expired',
      'the signature and the audience fit; the token was good until 2026-05-18 09:59:59 +0000 UTC',
    ],
    [
      'a beginning more than a minute away',
      { claims: { ...CLAIMS, nbf: S + 61 } },
      'in date',
      'oidc: current time 2026-05-18 10:00:00 +0000 UTC before the nbf (not before) time: 2026-05-18 10:01:01 +0000 UTC',
      'not valid yet',
      undefined,
    ],
  ])('%s', async (_claim, given, step, error, reason, why) => {
    const { answer, lines } = await judge(given);
    expect(answer).toEqual({ ok: false, code: expect.any(String), error, reason, ...(why ? { why } : {}) });
    const at = STEPS.indexOf(step);
    expect(lines.slice(at)).toEqual([`✗ ${step}: ${error}`, ...STEPS.slice(at + 1).map((later) => `– ${later}: not reached`)]);
    expect(lines.slice(0, at).every((line) => line.startsWith('✓'))).toBe(true);
  });
});
