import { describe, expect, test } from 'vitest';
import type { ServerOptions } from '../../options.ts';
import { jwtFromFlags } from './flags.ts';

const ISSUER = 'https://issuer.example';
const DEFAULTS: Record<string, string> = { 'oidc-username-claim': 'sub' };

/** Options of which only the flags are read. */
function from(given: Record<string, string | string[]>, ca = '') {
  const flag = (name: string) => String(given[name] ?? DEFAULTS[name] ?? '');
  const list = (name: string) => [given[name] ?? []].flat();
  return jwtFromFlags({ flag, list, given } as unknown as ServerOptions, ca);
}
const both = (more: Record<string, string | string[]> = {}) => from({ 'oidc-issuer-url': ISSUER, 'oidc-client-id': 'client', ...more });
function configOf(more: Record<string, string | string[]>) {
  const read = both(more);
  if (!read.ok || !read.source) throw new Error('no configuration');
  return read.source;
}

describe('what the flags say', () => {
  test('nothing, when none of them is given', () => {
    expect(from({ 'token-auth-file': 'x' })).toEqual({ ok: true, source: undefined });
  });

  test('with an issuer and a client, one authenticator of the usual claims', () => {
    expect(from({ 'oidc-issuer-url': ISSUER, 'oidc-client-id': 'client' }, 'CA')).toEqual({
      ok: true,
      source: {
        algorithms: ['RS256'],
        config: {
          issuer: { url: ISSUER, discoveryURL: '', certificateAuthority: 'CA', audiences: ['client'], audienceMatchPolicy: '', egressSelectorType: '' },
          claimValidationRules: [],
          claimMappings: {
            username: { claim: 'sub', expression: '', prefix: `${ISSUER}#` },
            groups: { claim: '', expression: '', prefix: undefined },
            uid: { claim: '', expression: '' },
            extra: [],
          },
          userValidationRules: [],
        },
      },
    });
  });

  const TOGETHER = 'oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set';
  test.each<[claim: string, given: Record<string, string>, flag: string]>([
    ['an issuer without a client', { 'oidc-issuer-url': ISSUER }, 'oidc-client-id'],
    ['a client without an issuer', { 'oidc-client-id': 'client' }, 'oidc-issuer-url'],
    ['something else alone', { 'oidc-ca-file': 'x' }, 'oidc-issuer-url'],
    ['an empty client', { 'oidc-issuer-url': ISSUER, 'oidc-client-id': '' }, 'oidc-client-id'],
  ])('%s is not enough', (_claim, given, flag) => {
    expect(from(given)).toEqual({ ok: false, error: TOGETHER, flag });
  });

  test.each<[claim: string, algorithms: string[], said: unknown]>([
    ['are taken as they are given', ['ES256', 'RS512'], ['ES256', 'RS512']],
    ['are RS256 without the flag', [], ['RS256']],
    ['may be any of nine', ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'], 9],
  ])('algorithms %s', (_claim, algorithms, said) => {
    const { algorithms: read } = configOf({ 'oidc-signing-algs': algorithms });
    expect(typeof said === 'number' ? read.length : read).toEqual(said);
  });

  test('an algorithm of secrets is refused', () => {
    expect(both({ 'oidc-signing-algs': ['RS256', 'HS256', 'none'] })).toEqual({
      ok: false,
      error: 'oidc: unsupported signing alg: "HS256"',
      flag: 'oidc-signing-algs',
    });
  });

  test.each<[claim: string, prefix: string, read: string]>([
    ['sub', '', `${ISSUER}#`],
    ['sub', '-', ''],
    ['sub', 'oidc:', 'oidc:'],
    ['email', '', ''],
    ['email', 'oidc:', 'oidc:'],
    ['email', '-', ''],
    ['name', '', `${ISSUER}#`],
  ])('the claim %s with the prefix %j gives the prefix %j', (claim, prefix, read) => {
    const { config } = configOf({ 'oidc-username-claim': claim, 'oidc-username-prefix': prefix });
    expect(config.claimMappings.username).toEqual({ claim, expression: '', prefix: read });
  });

  test('groups have a prefix when they have a claim', () => {
    expect(configOf({ 'oidc-groups-claim': 'groups' }).config.claimMappings.groups).toEqual({ claim: 'groups', expression: '', prefix: '' });
    expect(configOf({ 'oidc-groups-claim': 'g', 'oidc-groups-prefix': 'p:' }).config.claimMappings.groups.prefix).toBe('p:');
    expect(configOf({ 'oidc-groups-prefix': 'p:' }).config.claimMappings.groups.prefix).toBeUndefined();
  });

  test.each<[pair: string, claim: string, value: string]>([
    ['hd=example.com', 'hd', 'example.com'],
    ['a=b=c', 'a', 'b=c'],
    ['a=', 'a', ''],
    ['=b', '', 'b'],
  ])('the required claim %s', (pair, claim, requiredValue) => {
    expect(configOf({ 'oidc-required-claim': [pair] }).config.claimValidationRules).toEqual([{ claim, requiredValue, expression: '', message: '' }]);
  });
});
