import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../trace/json.ts';
import { ClaimError, glanceAtIssuer, readBoundClaims, readClaims, readLegacyClaims, refuseRepeated } from './claims.ts';

/** What was read, or the words of the refusal. */
function read<T>(reader: (payload: Json) => T, payload: Json): T | string {
  try {
    return reader(payload);
  } catch (error) {
    if (error instanceof ClaimError) return error.message;
    throw error;
  }
}

const NONE = { iss: '', sub: '', aud: [], jti: '' };
const wrong = (kind: string, type: string) => `json: cannot unmarshal ${kind} into Go value of type ${type}`;
const DATE = 'go-jose/go-jose/jwt: expected number value to unmarshal NumericDate';
const AUDIENCE = 'go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience';

describe('registered claims', () => {
  test.each<[claim: string, payload: Json, read: object | string]>([
    ['nothing', {}, NONE],
    ['null', null, NONE],
    ['a list', [], wrong('array', 'jwt.Claims')],
    ['a text', 'x', wrong('string', 'jwt.Claims')],
    ['a truth', true, wrong('bool', 'jwt.Claims')],
    ['texts', { iss: 'i', sub: 's', jti: 'j' }, { iss: 'i', sub: 's', aud: [], jti: 'j' }],
    ['texts that are null', { iss: null, sub: null, jti: null }, NONE],
    ['an issuer that is a number', { iss: 5 }, wrong('number', 'string')],
    ['a subject that is an object', { sub: {} }, wrong('object', 'string')],
    ['an id that is a list', { jti: [] }, wrong('array', 'string')],
    ['the first of two that are wrong', { jti: true, iss: [] }, wrong('bool', 'string')],
    ['a number after another wrong type: it ends the reading at once', { jti: true, iss: 5 }, wrong('number', 'string')],
    ['a date after another wrong type: it ends the reading, too', { jti: true, exp: 'x' }, DATE],
    ['names in capitals, which nobody reads', { ISS: 5, Exp: 'x' }, NONE],
    ['claims of other kinds, which nobody reads', { email: 5 }, NONE],
    ['an audience', { aud: 'a' }, { ...NONE, aud: ['a'] }],
    ['audiences', { aud: ['a', 'b'] }, { ...NONE, aud: ['a', 'b'] }],
    ['no audiences', { aud: [] }, NONE],
    ['an audience that is null', { aud: null }, AUDIENCE],
    ['an audience that is a number', { aud: 5 }, AUDIENCE],
    ['a number among audiences', { aud: ['a', 5] }, AUDIENCE],
    ['dates', { exp: 10, nbf: 5, iat: 1 }, { ...NONE, exp: 10, nbf: 5, iat: 1 }],
    ['dates that are null', { exp: null, nbf: null, iat: null }, NONE],
    ['a date with a fraction', { exp: 10.9 }, { ...NONE, exp: 10 }],
    ['a date before 1970', { exp: -10.9 }, { ...NONE, exp: -10 }],
    ['the largest date', { exp: 2 ** 63 - 1024 }, { ...NONE, exp: 2 ** 63 - 1024 }],
    ['a date too large', { exp: 2 ** 63 }, { ...NONE, exp: -(2 ** 63) }],
    ['a date too small', { exp: -(2 ** 64) }, { ...NONE, exp: -(2 ** 63) }],
    ['a date that is a text', { exp: '10' }, DATE],
    ['a date that is a list', { nbf: [] }, DATE],
    ['a date without end', { iat: Number.POSITIVE_INFINITY }, DATE],
    ['a text that is half a character', { jti: 'a\ud800b' }, { ...NONE, jti: 'a\ufffdb' }],
    ['a text of whole characters', { jti: '😀' }, { ...NONE, jti: '😀' }],
  ])('%s', (_claim, payload, said) => {
    expect(read(readClaims, payload)).toEqual(said);
  });
});

describe('claims of a bound token', () => {
  const BARE = { namespace: '', serviceaccount: { name: '', uid: '' } };
  const inside = (value: Json) => ({ 'kubernetes.io': value });
  test.each<[claim: string, payload: Json, read: object | string]>([
    ['none', {}, BARE],
    ['null', null, BARE],
    ['null inside', inside(null), BARE],
    ['a text', 'x', wrong('string', 'serviceaccount.privateClaims')],
    ['a list inside', inside([]), wrong('array', 'serviceaccount.kubernetes')],
    ['a number inside', inside(5), wrong('number', 'serviceaccount.kubernetes')],
    ['a namespace', inside({ namespace: 'dev' }), { ...BARE, namespace: 'dev' }],
    ['a namespace that is a number', inside({ namespace: 5 }), wrong('number', 'string')],
    ['an account', inside({ serviceaccount: { name: 'bot', uid: 'u' } }), { ...BARE, serviceaccount: { name: 'bot', uid: 'u' } }],
    ['an account without a uid', inside({ serviceaccount: { name: 'bot' } }), { ...BARE, serviceaccount: { name: 'bot', uid: '' } }],
    ['an account that is a text', inside({ serviceaccount: 'bot' }), wrong('string', 'serviceaccount.ref')],
    ['an account whose name is a truth', inside({ serviceaccount: { name: true } }), wrong('bool', 'string')],
    ['an account whose uid is a list', inside({ serviceaccount: { uid: [] } }), wrong('array', 'string')],
    ['a pod', inside({ pod: { name: 'p', uid: 'u' } }), { ...BARE, pod: { name: 'p', uid: 'u' } }],
    ['a secret', inside({ secret: { name: 's', uid: 'u' } }), { ...BARE, secret: { name: 's', uid: 'u' } }],
    ['a node', inside({ node: { name: 'n', uid: 'u' } }), { ...BARE, node: { name: 'n', uid: 'u' } }],
    ['an empty pod is a pod', inside({ pod: {} }), { ...BARE, pod: { name: '', uid: '' } }],
    ['a pod that is null is none', inside({ pod: null, secret: null, node: null }), BARE],
    ['a node that is a list', inside({ node: [] }), wrong('array', 'serviceaccount.ref')],
    ['a warning time', inside({ warnafter: 7.5 }), { ...BARE, warnafter: 7 }],
    ['a warning time that is null', inside({ warnafter: null }), BARE],
    ['a warning time that is a text', inside({ warnafter: 'x' }), DATE],
    ['what nobody reads', inside({ other: 5 }), BARE],
  ])('%s', (_claim, payload, said) => {
    expect(read(readBoundClaims, payload)).toEqual(said);
  });
});

describe('claims of an older token', () => {
  const at = (name: string) => `kubernetes.io/serviceaccount/${name}`;
  test.each<[claim: string, payload: Json, read: object | string]>([
    ['none', {}, { namespace: '', secretName: '', serviceAccountName: '', serviceAccountUid: '' }],
    [
      'all',
      { [at('namespace')]: 'dev', [at('secret.name')]: 's', [at('service-account.name')]: 'bot', [at('service-account.uid')]: 'u' },
      { namespace: 'dev', secretName: 's', serviceAccountName: 'bot', serviceAccountUid: 'u' },
    ],
    ['a namespace that is a number', { [at('namespace')]: 5 }, wrong('number', 'string')],
    ['a list', [], wrong('array', 'serviceaccount.legacyPrivateClaims')],
  ])('%s', (_claim, payload, said) => {
    expect(read(readLegacyClaims, payload)).toEqual(said);
  });
});

describe('a member named twice', () => {
  test.each<[claim: string, text: string, key: string | undefined]>([
    ['at the top', '{"a":1,"a":2}', 'a'],
    ['in kubernetes.io', '{"kubernetes.io":{"namespace":"a","namespace":"a"}}', 'namespace'],
    ['in the account', '{"kubernetes.io":{"serviceaccount":{"uid":"a","uid":"b"}}}', 'uid'],
    ['in the pod', '{"kubernetes.io":{"pod":{"uid":"a","uid":"b"}}}', 'uid'],
    ['in the secret', '{"kubernetes.io":{"secret":{"uid":"a","uid":"b"}}}', 'uid'],
    ['in the node', '{"kubernetes.io":{"node":{"uid":"a","uid":"b"}}}', 'uid'],
    ['in what nobody reads', '{"kubernetes.io":{"other":{"uid":"a","uid":"b"}},"x":{"a":1,"a":2}}', undefined],
    ['nowhere, though the text has blanks', '{ "a": 1 }', undefined],
  ])('%s', (_claim, text, key) => {
    const refused = read((payload) => refuseRepeated(text, payload), JSON.parse(text) as Json);
    expect(refused).toBe(key === undefined ? undefined : `json: duplicate key '${key}' in object`);
  });
});

describe('the issuer at first glance', () => {
  test.each<[claim: string, payload: Json, issuer: string | undefined]>([
    ['as it stands', { iss: 'a' }, 'a'],
    ['in capitals', { ISS: 'a' }, 'a'],
    ['the last of two', { iss: 'a', Iss: 'b' }, 'b'],
    ['null does not count', { iss: 'a', Iss: null }, 'a'],
    ['a number spoils it', { iss: 5 }, undefined],
    ['a name that only begins like it', { issuer: 5 }, ''],
    ['missing', {}, ''],
    ['null', null, ''],
    ['a list', [], undefined],
    ['a text', 'iss', undefined],
  ])('%s', (_claim, payload, issuer) => {
    expect(glanceAtIssuer(payload)).toBe(issuer);
  });
});
