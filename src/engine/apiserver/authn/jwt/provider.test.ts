import { beforeAll, describe, expect, test } from 'vitest';
import pki from '../../../../../e2e/conformance/cases/pki.json';
import { Recorder } from '../../../../trace/recorder.ts';
import { Clock } from '../../../clock.ts';
import { Certificates } from '../../../crypto/certificates.ts';
import { type ParsedJws, parseJws, publicOf, Signer } from '../../../crypto/jws.ts';
import { Headers, type HttpResponse } from '../../../http/message.ts';
import type { Network } from '../../../network/outbound.ts';
import { noApiServer } from '../../../network/testing/alone.ts';
import type { KeyMaterial } from '../../../spec.ts';
import { Provider } from './provider.ts';

const URL = 'http://issuer.example';
const KEYS: Record<string, KeyMaterial> = pki;
const answer = (body: unknown, status = 200, headers: [string, string][] = []): HttpResponse => ({
  status,
  headers: new Headers(headers),
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const DISCOVERY = { issuer: URL, jwks_uri: `${URL}/keys` };

/** A provider behind a wire on which we answer. */
function set(answers: Record<string, HttpResponse>, issuer: { url?: string; discoveryURL?: string } = {}) {
  const clock = new Clock('2026-05-18T10:00:00Z');
  const asked: string[] = [];
  const log: string[] = [];
  const party = { name: 'issuer', origin: URL };
  const parties = {
    at: ({ host }: { host: string }) => (host === 'issuer.example' ? party : undefined),
    knowsHost: () => true,
    ask: async (_party: unknown, { target, headers }: { target: string; headers: Headers }) => {
      asked.push(`${target} ${headers.get('User-Agent')} ${headers.get('Accept-Encoding')}`);
      return answers[target] ?? answer('nothing here', 404);
    },
  };
  const network = { clock, parties, certificates: new Certificates(new Map()), apiServer: noApiServer } as unknown as Network;
  const config = { url: URL, discoveryURL: '', certificateAuthority: '', audiences: [], audienceMatchPolicy: '', egressSelectorType: '', ...issuer };
  const provider = new Provider({ issuer: config, server: { network }, log: (text) => log.push(text) });
  return { provider, clock, asked, log, answers };
}

let keys: Record<'sa' | 'sa2', object>;
let kids: Record<'sa' | 'sa2', string>;
beforeAll(async () => {
  const of = async (name: 'sa' | 'sa2') => {
    const read = await publicOf(KEYS[name]?.jwk ?? {});
    if (!read) throw new Error('no key');
    return read;
  };
  const [sa, sa2] = [await of('sa'), await of('sa2')];
  keys = { sa: sa.jwk, sa2: sa2.jwk };
  kids = { sa: sa.kid, sa2: sa2.kid };
});
async function signed(name: 'sa' | 'sa2', kid: string | undefined): Promise<ParsedJws> {
  const jws = parseJws(await new Signer(KEYS[name]?.jwk ?? {}).sign('RS256', JSON.stringify({ alg: 'RS256', kid }), '{}'));
  if (!jws) throw new Error('not signed');
  return jws;
}
const published = (...names: ('sa' | 'sa2')[]) => answer({ keys: names.map((name) => ({ ...keys[name], kid: kids[name], alg: 'RS256', use: 'sig' })) });
const WELL_KNOWN = '/.well-known/openid-configuration';
const CLIENT = 'Go-http-client/1.1 gzip';

describe('discovery', () => {
  test('asks once, below the issuer, and is done', async () => {
    const { provider, asked, log } = set({ [WELL_KNOWN]: answer(DISCOVERY) });
    expect([await provider.ready(), await provider.ready()]).toEqual([true, true]);
    expect([asked, log]).toEqual([[`${WELL_KNOWN} ${CLIENT}`], []]);
    expect(provider.state).toMatchObject({ jwksUri: `${URL}/keys`, keys: [] });
  });

  test('of an issuer with a slash has no slash too many', async () => {
    const { provider, asked } = set({ [`/a${WELL_KNOWN}`]: answer({ ...DISCOVERY, issuer: `${URL}/a/` }) }, { url: `${URL}/a/` });
    expect(await provider.ready()).toBe(true);
    expect(asked).toEqual([`/a${WELL_KNOWN} ${CLIENT}`]);
  });

  test('may have an address of its own', async () => {
    const { provider, asked } = set({ '/x/y': answer(DISCOVERY) }, { discoveryURL: `${URL}/x/y` });
    expect(await provider.ready()).toBe(true);
    expect(asked).toEqual([`/x/y ${CLIENT}`]);
  });

  const other = (got: string) => `oidc: issuer did not match the issuer returned by provider, expected "${URL}" got "${got}"`;
  test.each<[claim: string, given: HttpResponse, error: string]>([
    ['is not there', answer('nothing here', 404), '404 Not Found: nothing here'],
    ['is an error', answer('oops', 500), '500 Internal Server Error: oops'],
    ['is no JSON', answer('<html>'), 'oidc: failed to decode provider discovery object: invalid JSON'],
    ['is a list', answer([]), 'oidc: failed to decode provider discovery object: invalid JSON'],
    ['is null', answer('null'), 'oidc: failed to decode provider discovery object: invalid JSON'],
    ['names another issuer', answer({ ...DISCOVERY, issuer: `${URL}/` }), other(`${URL}/`)],
    ['names no issuer', answer({ jwks_uri: 'x' }), other('')],
    ['names a number', answer({ issuer: 5 }), other('')],
    ['names no keys', answer({ issuer: URL }), 'provider did not return JWKS URL'],
    ['names a number for its keys', answer({ issuer: URL, jwks_uri: 5 }), 'provider did not return JWKS URL'],
  ])('that %s fails, and the log says why', async (_claim, given, error) => {
    const { provider, log } = set({ [WELL_KNOWN]: given });
    expect(await provider.ready()).toBe(false);
    expect(log).toEqual([`oidc authenticator: initializing plugin: ${error}`]);
    expect(provider.state).toMatchObject({ jwksUri: undefined, error });
  });

  test('of a host that is not there fails as well', async () => {
    const { provider, log } = set({}, { url: 'http://nobody.example' });
    expect(await provider.ready()).toBe(false);
    expect(log).toEqual([
      `oidc authenticator: initializing plugin: Get "http://nobody.example${WELL_KNOWN}": dial tcp nobody.example:80: connect: connection refused`,
    ]);
  });

  test('that failed is tried again after ten seconds, not before', async () => {
    const { provider, asked, clock, answers } = set({});
    expect(await provider.ready()).toBe(false);
    answers[WELL_KNOWN] = answer(DISCOVERY);
    await clock.advance(9_999);
    expect([await provider.ready(), asked.length]).toEqual([false, 1]);
    await clock.advance(1);
    expect([await provider.ready(), asked.length]).toEqual([true, 2]);
  });

  test('that failed is told in the trace, and one that did not is not', async () => {
    const notes = async (answers: Record<string, HttpResponse>) => {
      const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: () => 0 });
      const span = recorder.before('authn.oidc');
      await set(answers).provider.ready(recorder);
      recorder.after(span, 'error', '');
      return recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [[e.text, e.ok]] : []));
    };
    expect(await notes({})).toEqual([['looked for the provider: 404 Not Found: nothing here', false]]);
    expect(await notes({ [WELL_KNOWN]: answer(DISCOVERY) })).toEqual([]);
  });
});

describe('keys', () => {
  const FAILED = { ok: false, error: 'failed to verify id token signature' };
  async function found(keySet: HttpResponse) {
    const made = set({ [WELL_KNOWN]: answer(DISCOVERY), '/keys': keySet });
    await made.provider.ready();
    made.asked.length = 0;
    return made;
  }

  test('are fetched when a signature asks for them, and then known', async () => {
    const { provider, asked } = await found(published('sa', 'sa2'));
    expect(await provider.verify(await signed('sa2', kids.sa2))).toEqual({ ok: true, kid: kids.sa2 });
    expect(await provider.verify(await signed('sa', kids.sa))).toEqual({ ok: true, kid: kids.sa });
    expect(asked).toEqual([`/keys ${CLIENT}`]);
  });

  test.each<[claim: string, name: 'sa' | 'sa2', kid: () => string | undefined, fits: () => string | undefined]>([
    ['a token without an id is tried with all', 'sa2', () => undefined, () => kids.sa2],
    ['a token of an empty id, too', 'sa2', () => '', () => kids.sa2],
    ['a token of another id is tried with none', 'sa', () => 'nobody', () => undefined],
    ['a token of one id and another key is tried with that id alone', 'sa', () => kids.sa2, () => undefined],
  ])('%s', async (_claim, name, kid, fits) => {
    const { provider } = await found(published('sa', 'sa2'));
    const kidOfKey = fits();
    expect(await provider.verify(await signed(name, kid()))).toEqual(kidOfKey === undefined ? FAILED : { ok: true, kid: kidOfKey });
  });

  test('without an age are fetched for every signature that fits none', async () => {
    const { provider, asked } = await found(published('sa'));
    const foreign = await signed('sa2', kids.sa2);
    expect([await provider.verify(foreign), await provider.verify(foreign)]).toEqual([FAILED, FAILED]);
    expect(asked).toHaveLength(2);
  });

  test('with an age are believed until half a minute before its end', async () => {
    const { provider, asked, clock, answers } = await found({ ...published('sa'), headers: new Headers([['cache-control', 'public, max-age=100']]) });
    const late = await signed('sa2', kids.sa2);
    expect(await provider.verify(late)).toEqual(FAILED);
    answers['/keys'] = published('sa', 'sa2');
    await clock.advance(70_000);
    expect([await provider.verify(late), asked.length]).toEqual([FAILED, 1]);
    await clock.advance(1);
    expect([await provider.verify(late), asked.length]).toEqual([{ ok: true, kid: kids.sa2 }, 2]);
  });

  test.each<[claim: string, keySet: () => HttpResponse, error: string]>([
    ['that are not there', () => answer('gone', 410), 'fetching keys oidc: get keys failed: 410 Gone gone'],
    ['that are no JSON', () => answer('<html>'), 'fetching keys oidc: failed to decode keys: invalid JSON <html>'],
    ['that are none', () => answer({ keys: 'x' }), 'failed to verify id token signature'],
    [
      'among which nothing is a key',
      () => answer({ keys: [null, 5, {}, { kty: 'RSA', kid: kids.sa }, { kty: 'RSA', n: '!', e: 'AQAB' }] }),
      'failed to verify id token signature',
    ],
  ])('%s fit nothing', async (_claim, keySet, error) => {
    const { provider } = await found(keySet());
    expect(await provider.verify(await signed('sa', kids.sa))).toEqual({ ok: false, error });
  });

  test('that are broken do not spoil those that are not', async () => {
    const { provider } = await found(answer({ keys: [{ kty: 'RSA', n: '!', e: 'AQAB' }, { ...keys.sa }] }));
    expect(await provider.verify(await signed('sa', undefined))).toEqual({ ok: true, kid: '' });
  });

  test('of another host that is not there', async () => {
    const { provider } = set({ [WELL_KNOWN]: answer({ ...DISCOVERY, jwks_uri: 'http://nobody.example/keys' }) });
    await provider.ready();
    expect(await provider.verify(await signed('sa', kids.sa))).toEqual({
      ok: false,
      error: 'fetching keys oidc: get keys failed Get "http://nobody.example/keys": dial tcp nobody.example:80: connect: connection refused',
    });
  });

  test('may be marked for things that a browser would mind', async () => {
    const { provider } = await found(answer({ keys: [{ ...keys.sa, kid: kids.sa, use: 'enc', key_ops: ['sign'], alg: 'PS512' }] }));
    expect(await provider.verify(await signed('sa', kids.sa))).toEqual({ ok: true, kid: kids.sa });
  });

  test.each<[claim: string, keySet: () => HttpResponse, name: 'sa' | 'sa2', kid: () => string, why: () => string]>([
    [
      'another id',
      () => published('sa', 'sa2'),
      'sa',
      () => 'nobody',
      () => `the signature fits the published key ${kids.sa}, but the token names the key nobody`,
    ],
    [
      'another id than none',
      () => answer({ keys: [keys.sa] }),
      'sa',
      () => 'nobody',
      () => 'the signature fits the published key without an id, but the token names the key nobody',
    ],
    ['another key', () => published('sa'), 'sa2', () => kids.sa, () => 'another key signed it, or it was changed after it was signed'],
    ['a key nobody published', () => published('sa'), 'sa2', () => kids.sa2, () => `the token names the key ${kids.sa2}; published are ${kids.sa}`],
    ['a key of no id', () => published('sa'), 'sa2', () => '', () => `the token names the key without an id; published are ${kids.sa}`],
    ['nothing published', () => answer({ keys: [] }), 'sa', () => kids.sa, () => `the token names the key ${kids.sa}; published are none`],
    [
      'something without an id published',
      () => answer({ keys: [{ ...keys.sa }] }),
      'sa2',
      () => 'x',
      () => 'the token names the key x; published are without an id',
    ],
  ])('why none fits: %s', async (_claim, keySet, name, kid, why) => {
    const { provider } = await found(keySet());
    const jws = await signed(name, kid());
    await provider.verify(jws);
    expect(await provider.whyNot(jws)).toBe(why());
  });
});
