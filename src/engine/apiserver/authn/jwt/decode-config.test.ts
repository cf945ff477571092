import { describe, expect, test } from 'vitest';
import { decodeFault, readJwt } from './decode-config.ts';

const unmarshal = (kind: string, field: string, type: string) => `json: cannot unmarshal ${kind} into Go struct field ${field} of type ${type}`;
const jwt = (entry: unknown) => ({ jwt: [entry] });
const mapped = (mapping: object) => jwt({ claimMappings: mapping });

describe('strict decoding', () => {
  test.each<[claim: string, document: Record<string, unknown>, error: string | undefined, at: (string | number)[]]>([
    ['nothing', {}, undefined, []],
    ['null wherever it stands', { apiVersion: null, jwt: [null, { issuer: null }], anonymous: null }, undefined, []],
    ['a kind that is a number', { kind: 5 }, unmarshal('number', 'AuthenticationConfiguration.kind', 'string'), ['kind']],
    ['a version that is a list', { apiVersion: [] }, unmarshal('array', 'AuthenticationConfiguration.apiVersion', 'string'), ['apiVersion']],
    ['jwt that is no list', { jwt: {} }, unmarshal('object', 'AuthenticationConfiguration.jwt', '[]v1.JWTAuthenticator'), ['jwt']],
    ['an entry that is a text', jwt('x'), unmarshal('string', 'AuthenticationConfiguration.jwt', 'v1.JWTAuthenticator'), ['jwt', 0]],
    ['an issuer that is a list', jwt({ issuer: [] }), unmarshal('array', 'JWTAuthenticator.jwt.issuer', 'v1.Issuer'), ['jwt', 0, 'issuer']],
    ['a URL that is a truth', jwt({ issuer: { url: true } }), unmarshal('bool', 'Issuer.jwt.issuer.url', 'string'), ['jwt', 0, 'issuer', 'url']],
    [
      'audiences that are a text',
      jwt({ issuer: { audiences: 'x' } }),
      unmarshal('string', 'Issuer.jwt.issuer.audiences', '[]string'),
      ['jwt', 0, 'issuer', 'audiences'],
    ],
    [
      'a number among audiences',
      jwt({ issuer: { audiences: ['a', 5] } }),
      unmarshal('number', 'Issuer.jwt.issuer.audiences', 'string'),
      ['jwt', 0, 'issuer', 'audiences', 1],
    ],
    [
      'rules that are an object',
      jwt({ claimValidationRules: {} }),
      unmarshal('object', 'JWTAuthenticator.jwt.claimValidationRules', '[]v1.ClaimValidationRule'),
      ['jwt', 0, 'claimValidationRules'],
    ],
    [
      'a message that is a number',
      jwt({ claimValidationRules: [{ message: 5 }] }),
      unmarshal('number', 'ClaimValidationRule.jwt.claimValidationRules.message', 'string'),
      ['jwt', 0, 'claimValidationRules', 0, 'message'],
    ],
    [
      'a user’s rule that is a text',
      jwt({ userValidationRules: ['x'] }),
      unmarshal('string', 'JWTAuthenticator.jwt.userValidationRules', 'v1.UserValidationRule'),
      ['jwt', 0, 'userValidationRules', 0],
    ],
    [
      'mappings that are a list',
      jwt({ claimMappings: [] }),
      unmarshal('array', 'JWTAuthenticator.jwt.claimMappings', 'v1.ClaimMappings'),
      ['jwt', 0, 'claimMappings'],
    ],
    [
      'a uid with a number for its claim',
      mapped({ uid: { claim: 5 } }),
      unmarshal('number', 'ClaimOrExpression.jwt.claimMappings.uid.claim', 'string'),
      ['jwt', 0, 'claimMappings', 'uid', 'claim'],
    ],
    [
      'groups with a number for their prefix',
      mapped({ groups: { prefix: 5 } }),
      unmarshal('number', 'PrefixedClaimOrExpression.jwt.claimMappings.groups.prefix', 'string'),
      ['jwt', 0, 'claimMappings', 'groups', 'prefix'],
    ],
    [
      'extra with a list for its key',
      mapped({ extra: [{ key: [] }] }),
      unmarshal('array', 'ExtraMapping.jwt.claimMappings.extra.key', 'string'),
      ['jwt', 0, 'claimMappings', 'extra', 0, 'key'],
    ],
    [
      'anonymous that is enabled by a text',
      { anonymous: { enabled: 'true' } },
      unmarshal('string', 'AnonymousAuthConfig.anonymous.enabled', 'bool'),
      ['anonymous', 'enabled'],
    ],
    [
      'a path that is a number',
      { anonymous: { conditions: [{ path: 5 }] } },
      unmarshal('number', 'AnonymousAuthCondition.anonymous.conditions.path', 'string'),
      ['anonymous', 'conditions', 0, 'path'],
    ],
    ['a member nobody knows', { jwtt: [] }, 'strict decoding error: unknown field "jwtt"', ['jwtt']],
    ['a member everything has', { toString: 1 }, 'strict decoding error: unknown field "toString"', ['toString']],
    [
      'members nobody knows, in the order of the letters',
      { z: 1, jwt: [{}, { issuer: { b: 1, a: 1 } }], anonymous: { conditions: [{ q: 1 }] } },
      'strict decoding error: unknown field "anonymous.conditions[0].q", unknown field "jwt[1].issuer.a", unknown field "jwt[1].issuer.b", unknown field "z"',
      ['anonymous', 'conditions', 0, 'q'],
    ],
    ['a wrong type is told before them', { a: 1, kind: 5 }, unmarshal('number', 'AuthenticationConfiguration.kind', 'string'), ['kind']],
  ])('%s', (_claim, document, error, at) => {
    expect(decodeFault(document)).toEqual(error === undefined ? undefined : { error, at });
  });
});

describe('what is read', () => {
  const NOTHING = {
    issuer: { url: '', discoveryURL: '', certificateAuthority: '', audiences: [], audienceMatchPolicy: '', egressSelectorType: '' },
    claimValidationRules: [],
    claimMappings: {
      username: { claim: '', expression: '', prefix: undefined },
      groups: { claim: '', expression: '', prefix: undefined },
      uid: { claim: '', expression: '' },
      extra: [],
    },
    userValidationRules: [],
  };
  test('of nothing', () => {
    expect([readJwt(undefined), readJwt(null), readJwt([])]).toEqual([[], [], []]);
    expect(readJwt([null, {}])).toEqual([NOTHING, NOTHING]);
  });

  test('of everything', () => {
    const full = {
      issuer: { url: 'u', discoveryURL: 'd', certificateAuthority: 'c', audiences: ['a', 'b'], audienceMatchPolicy: 'MatchAny', egressSelectorType: 'cluster' },
      claimValidationRules: [
        { claim: 'c', requiredValue: 'v', expression: '', message: '' },
        { claim: '', requiredValue: '', expression: 'e', message: 'm' },
      ],
      claimMappings: {
        username: { claim: 'n', expression: '', prefix: '' },
        groups: { claim: '', expression: 'g', prefix: 'p' },
        uid: { claim: 'u', expression: 'x' },
        extra: [{ key: 'k', valueExpression: 'v' }],
      },
      userValidationRules: [{ expression: 'e', message: 'm' }],
    };
    expect(readJwt([full])).toEqual([full]);
  });
});
