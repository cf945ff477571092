import { beforeAll, describe, expect, test } from 'vitest';
import pki from '../../../../../e2e/conformance/cases/pki.json';
import { Signer } from '../../../crypto/jws.ts';
import type { KeyMaterial } from '../../../spec.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { type ServiceAccountKeys, serviceAccountKeys } from '../../service-account-keys.ts';
import type { Authentication } from '../authenticator.ts';
import { type ServiceAccountOptions, serviceAccount } from './service-account.ts';

const NOW = Date.parse('2026-05-18T10:00:00Z');
const S = NOW / 1000;
const ISSUER = 'https://kubernetes.default.svc';
const OTHER = 'https://second.example';
const KEYS: Record<string, KeyMaterial> = pki;
const jwk = (name: string) => KEYS[name]?.jwk;

let keys: ServiceAccountKeys;
let second: ServiceAccountKeys;
beforeAll(async () => {
  const both = await Promise.all(['sa', 'sa2'].map((name) => serviceAccountKeys({ issuers: [ISSUER], publicKeys: [], signing: jwk(name) })));
  const [one, two] = both;
  if (!one || !two) throw new Error('no keys');
  keys = await serviceAccountKeys({ issuers: [ISSUER, OTHER], publicKeys: [one.trusted[0]?.pem ?? '', two.trusted[0]?.pem ?? ''], signing: jwk('sa') });
  second = two;
});

const OBJECTS: Record<string, KubeObject> = {
  'serviceaccounts dev/bot': { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'bot', uid: 'u1' } },
};
const CLAIMS = {
  iss: ISSUER,
  sub: 'system:serviceaccount:dev:bot',
  aud: ['api'],
  'kubernetes.io': { namespace: 'dev', serviceaccount: { name: 'bot', uid: 'u1' } },
};
const LEGACY = {
  iss: 'kubernetes/serviceaccount',
  sub: 'system:serviceaccount:dev:bot',
  'kubernetes.io/serviceaccount/namespace': 'dev',
  'kubernetes.io/serviceaccount/secret.name': 's',
  'kubernetes.io/serviceaccount/service-account.name': 'bot',
  'kubernetes.io/serviceaccount/service-account.uid': 'u1',
};

interface Given {
  claims?: object;
  payload?: string;
  header?: object;
  key?: 'sa' | 'sa2';
  token?: string;
  wanted?: string[];
  options?: Partial<ServiceAccountOptions>;
}

async function ask({ claims = CLAIMS, payload, header, key = 'sa', token, wanted = ['api'], options = {} }: Given): Promise<Authentication> {
  const own = key === 'sa' ? keys.trusted[0]?.kid : second.trusted[0]?.kid;
  const signer = new Signer(jwk(key) ?? {});
  const made = token ?? (await signer.sign('RS256', JSON.stringify({ alg: 'RS256', kid: own, ...header }), payload ?? JSON.stringify(claims)));
  const lookup = {
    get: (resource: string, namespace: string, name: string) => OBJECTS[`${resource} ${namespace}/${name}`],
    now: () => NOW,
    label: () => undefined,
  };
  const desk = serviceAccount({ keys, apiAudiences: ['api', 'api2'], lookup, checkLegacySecrets: false, ...options });
  return await desk.authenticateToken(made, wanted, {} as RequestContext);
}

/** One line a check: passed, failed, or never come to. */
function lines({ evidence }: Authentication): string[] {
  if (evidence?.type !== 'jwt') return [];
  return evidence.checks.map(({ check, ok, detail }) => `${ok ? '✓' : ok === null ? '–' : '✗'} ${check}: ${detail}`);
}
const kid = () => keys.trusted[0]?.kid ?? '';
const kid2 = () => keys.trusted[1]?.kid ?? '';
const unreached = (...checks: string[]) => checks.map((check) => `– ${check}: not reached`);

describe('a token of the server’s own', () => {
  test('passes every check, and each is told', async () => {
    const answer = await ask({ claims: { ...CLAIMS, exp: S + 60 } });
    expect(answer).toMatchObject({
      verdict: 'recognised',
      code: expect.any(String),
      reason: 'signature valid',
      audiences: ['api'],
      user: { name: 'system:serviceaccount:dev:bot', uid: 'u1' },
    });
    expect(answer).not.toHaveProperty('annotations');
    expect(answer).not.toHaveProperty('warnings');
    expect(lines(answer)).toEqual([
      `✓ key known: kid ${kid()}`,
      '✓ signature: RS256 fits the key',
      `✓ issuer: ${ISSUER}`,
      '✓ audience: api',
      '✓ time: good until 2026-05-18T10:01:00Z, and 60 s more',
      '✓ account and bound objects: serviceaccount dev/bot',
    ]);
  });

  test('shows its header and its claims', async () => {
    const { evidence } = await ask({});
    expect(evidence).toMatchObject({ type: 'jwt', header: { alg: 'RS256', kid: kid() }, payload: CLAIMS });
  });

  test('may be of the second issuer', async () => {
    expect(lines(await ask({ claims: { ...CLAIMS, iss: OTHER } }))[2]).toBe(`✓ issuer: ${OTHER}`);
  });

  test('may be signed by the second key', async () => {
    expect(lines(await ask({ key: 'sa2' })).slice(0, 2)).toEqual([`✓ key known: kid ${kid2()}`, '✓ signature: RS256 fits the key']);
  });

  test('without a key id is tried with each key', async () => {
    expect(lines(await ask({ key: 'sa2', header: { kid: undefined } })).slice(0, 2)).toEqual([
      '✓ key known: no kid: 2 key(s) are tried',
      '✓ signature: RS256 fits the key',
    ]);
  });

  test('says how long it has been stale', async () => {
    const claims = { ...CLAIMS, 'kubernetes.io': { ...CLAIMS['kubernetes.io'], warnafter: S - 2 } };
    expect(await ask({ claims })).toMatchObject({
      verdict: 'recognised',
      code: expect.any(String),
      annotations: { 'authentication.k8s.io/stale-token': 'subject: system:serviceaccount:dev:bot, seconds after warning threshold: 2' },
    });
  });
});

describe('audiences', () => {
  test.each<[claim: string, aud: unknown, wanted: string[], audiences: string[], line: string]>([
    ['one of two', ['x', 'api'], ['api'], ['api'], 'api'],
    ['in the order in which they are wanted', ['api2', 'api'], ['api', 'api2'], ['api', 'api2'], 'api, api2'],
    ['a text', 'api', ['api'], ['api'], 'api'],
    ['none means this server', undefined, ['api2', 'vault'], ['api2'], 'none named: this API server is meant'],
    ['an empty list means this server', [], ['api'], ['api'], 'none named: this API server is meant'],
  ])('%s', async (_claim, aud, wanted, audiences, line) => {
    const answer = await ask({ claims: { ...CLAIMS, aud }, wanted });
    expect(answer.verdict === 'recognised' && answer.audiences).toEqual(audiences);
    expect(lines(answer)[3]).toBe(`✓ audience: ${line}`);
  });

  test('that are not named are noted for the audit log', async () => {
    expect(await ask({ claims: { ...CLAIMS, aud: undefined } })).toMatchObject({
      annotations: { 'authentication.k8s.io/legacy-token': 'system:serviceaccount:dev:bot' },
    });
    expect(await ask({ claims: { ...CLAIMS, aud: undefined, sub: undefined } })).toMatchObject({ annotations: { 'authentication.k8s.io/legacy-token': '' } });
  });

  test('of others are an error, before time and account are looked at', async () => {
    const answer = await ask({ claims: { ...CLAIMS, aud: ['vault', 'x'], exp: 1 }, wanted: ['api', 'api2'] });
    expect(answer).toMatchObject({
      verdict: 'error',
      code: expect.any(String),
      error: 'token audiences ["vault" "x"] is invalid for the target audiences ["api" "api2"]',
      reason: 'wrong audience',
      why: 'the signature fits; the token is for vault, x, wanted is api, api2',
    });
    expect(lines(answer).slice(3)).toEqual([
      '✗ audience: token audiences ["vault" "x"] is invalid for the target audiences ["api" "api2"]',
      ...unreached('time', 'account and bound objects'),
    ]);
  });

  test('do not matter to a server that has none', async () => {
    const answer = await ask({ claims: { ...CLAIMS, aud: ['vault'] }, options: { apiAudiences: [] }, wanted: [] });
    expect(answer).toMatchObject({ verdict: 'recognised', audiences: [] });
  });
});

describe('a token of nobody here', () => {
  const part = (text: string) => Buffer.from(text).toString('base64url');
  test.each<[claim: string, token: string]>([
    ['a word', 'abc'],
    ['two parts', 'a.b'],
    ['four parts', `${part('{"alg":"RS256"}')}.${part(JSON.stringify(CLAIMS))}.x.y`],
    ['a header that is none', `${part('x')}.${part(JSON.stringify(CLAIMS))}.x`],
    ['claims that are none', `${part('{"alg":"RS256"}')}.${part('x')}.x`],
    ['JSON with two dots', ' {"a":"..."}'],
    ['braces in front', `{${part('{"alg":"RS256"}')}.${part(JSON.stringify(CLAIMS))}.x`],
  ])('%s is no JWT', async (_claim, token) => {
    expect(await ask({ token })).toEqual({ verdict: 'no-opinion', code: 'not-a-jwt', reason: 'not a JWT' });
  });

  test.each<[claim: string, iss: unknown, reason: string, why: string | undefined]>([
    ['of somebody else', 'https://else.example', 'of another issuer', undefined],
    ['with a slash too many', `${ISSUER}/`, 'of another issuer', `the token is of ${ISSUER}/, this server believes ${ISSUER}: not one letter may differ`],
    ['of no issuer', undefined, 'no issuer', undefined],
    ['of an empty one', '', 'no issuer', undefined],
    ['of a number', 5, 'no issuer', undefined],
  ])('%s', async (_claim, iss, reason, why) => {
    const claims = { ...CLAIMS, iss };
    const answer = await ask({ claims });
    expect(answer).toMatchObject({
      verdict: 'no-opinion',
      code: expect.any(String),
      reason,
      evidence: { type: 'jwt', header: { alg: 'RS256' }, payload: JSON.parse(JSON.stringify(claims)), checks: [] },
    });
    expect('why' in answer ? answer.why : undefined).toBe(why);
  });
});

describe('a token that is refused', () => {
  test('names a key that is unknown', async () => {
    const answer = await ask({ header: { kid: 'nobody' }, key: 'sa2' });
    expect(answer).toMatchObject({
      verdict: 'error',
      code: expect.any(String),
      error: 'invalid signature, no keys found',
      reason: 'unknown key',
      why: `the signature fits the key ${kid2()} of this server, but the token names the key nobody`,
    });
    expect(lines(answer)).toEqual([
      '✗ key known: invalid signature, no keys found',
      ...unreached('signature', 'issuer', 'audience', 'time', 'account and bound objects'),
    ]);
  });

  test('names a key that is unknown, and no key fits', async () => {
    const [head = '', body = ''] = (await new Signer(jwk('sa') ?? {}).sign('RS256', '{"alg":"RS256","kid":"nobody"}', JSON.stringify(CLAIMS))).split('.');
    expect(await ask({ token: `${head}.${body}.AAAA` })).toMatchObject({ reason: 'unknown key', why: 'no key of this server has the id nobody' });
  });

  test('names one key and is signed by another of this server', async () => {
    const answer = await ask({ header: { kid: kid2() } });
    expect(answer).toMatchObject({
      verdict: 'error',
      code: expect.any(String),
      error: 'go-jose/go-jose: error in cryptographic primitive',
      reason: 'signature invalid',
      why: `the signature fits another key of this server, ${kid()}`,
    });
    expect(lines(answer).slice(0, 3)).toEqual([
      `✓ key known: kid ${kid2()}`,
      '✗ signature: go-jose/go-jose: error in cryptographic primitive',
      '– issuer: not reached',
    ]);
  });

  test('was changed after it was signed', async () => {
    const [head = '', , signature = ''] = (await new Signer(jwk('sa') ?? {}).sign('RS256', JSON.stringify({ alg: 'RS256', kid: kid() }), '{}')).split('.');
    const answer = await ask({ token: `${head}.${Buffer.from(JSON.stringify(CLAIMS)).toString('base64url')}.${signature}` });
    expect(answer).toMatchObject({ reason: 'signature invalid', why: 'another key signed it, or it was changed after it was signed' });
  });

  test('fits no key of several, which is told once', async () => {
    const answer = await ask({
      token: `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(CLAIMS)).toString('base64url')}.AAAA`,
    });
    expect(answer).toMatchObject({ error: 'go-jose/go-jose: error in cryptographic primitive', reason: 'signature invalid' });
  });

  test.each<[claim: string, payload: string, error: string]>([
    ['names a claim twice', JSON.stringify(CLAIMS).replace('{', '{"x":1,"x":2,'), "json: duplicate key 'x' in object"],
    [
      'has an account that is a text',
      JSON.stringify({ ...CLAIMS, 'kubernetes.io': 'x' }),
      'json: cannot unmarshal string into Go value of type serviceaccount.kubernetes',
    ],
    ['has a date that is a text', JSON.stringify({ ...CLAIMS, exp: 'x' }), 'go-jose/go-jose/jwt: expected number value to unmarshal NumericDate'],
  ])('%s', async (_claim, payload, error) => {
    const answer = await ask({ payload });
    expect(answer).toMatchObject({ verdict: 'error', error, reason: 'claims cannot be read' });
    expect(answer).not.toHaveProperty('why');
    expect(lines(answer)[1]).toBe(`✗ signature: ${error}`);
  });

  test('cannot be read, whatever the other keys say', async () => {
    const answer = await ask({ header: { kid: undefined }, payload: JSON.stringify({ ...CLAIMS, exp: 'x' }) });
    expect(answer).toMatchObject({
      error: '[go-jose/go-jose/jwt: expected number value to unmarshal NumericDate, go-jose/go-jose: error in cryptographic primitive]',
      reason: 'claims cannot be read',
    });
  });

  test('names an issuer in other letters that the verified claims do not have', async () => {
    const answer = await ask({ payload: JSON.stringify({ ...CLAIMS, iss: 'https://foreign', ISS: ISSUER }) });
    expect(answer).toMatchObject({ error: 'token issuer "https://foreign" is invalid', reason: 'wrong issuer' });
    expect(lines(answer)[2]).toBe('✗ issuer: token issuer "https://foreign" is invalid');
  });

  test.each<[claim: string, dates: object, error: string, why: string]>([
    ['too late', { exp: S - 61 }, 'service account token has expired', 'until 2026-05-18T09:58:59Z'],
    ['too late, from a day on', { exp: S - 61, nbf: S - 100 }, 'service account token has expired', 'from 2026-05-18T09:58:20Z until 2026-05-18T09:58:59Z'],
    ['too early', { nbf: S + 61 }, 'service account token is not valid yet', 'from 2026-05-18T10:01:01Z'],
  ])('comes %s', async (_claim, dates, error, why) => {
    expect(await ask({ claims: { ...CLAIMS, ...dates } })).toMatchObject({ error, why: `the signature fits; the token is good ${why}` });
  });

  test('stands for an account that is gone, of which no miss is told', async () => {
    const answer = await ask({ claims: { ...CLAIMS, 'kubernetes.io': { namespace: 'dev', serviceaccount: { name: 'cat', uid: 'u1' } } } });
    expect(answer).toMatchObject({ error: 'serviceaccounts "cat" not found', reason: 'account not found' });
    expect(answer).not.toHaveProperty('why');
  });
});

describe('an older token', () => {
  test('is of an issuer of its own', async () => {
    const answer = await ask({ claims: LEGACY });
    expect(answer).toMatchObject({
      verdict: 'recognised',
      code: expect.any(String),
      user: { name: 'system:serviceaccount:dev:bot', uid: 'u1' },
      audiences: ['api'],
      annotations: { 'authentication.k8s.io/legacy-token': 'system:serviceaccount:dev:bot' },
    });
    expect(lines(answer).slice(2)).toEqual([
      '✓ issuer: kubernetes/serviceaccount',
      '✓ audience: none named: this API server is meant',
      '✓ time: never expires',
      '✓ account and bound objects: not looked up',
    ]);
  });

  test('that says it is a newer one has none of the claims it needs', async () => {
    expect(await ask({ claims: { ...CLAIMS, iss: LEGACY.iss } })).toMatchObject({ error: 'namespace claim is missing' });
  });

  test('that names its issuer in other letters only is of no issuer', async () => {
    expect(await ask({ claims: { ...LEGACY, iss: '', ISS: LEGACY.iss } })).toMatchObject({ error: 'token issuer "" is invalid' });
  });

  test('is compared with its Secret unless the flag says otherwise', async () => {
    expect(await ask({ claims: LEGACY, options: { checkLegacySecrets: true } })).toMatchObject({ error: 'Token has been invalidated' });
  });
});
