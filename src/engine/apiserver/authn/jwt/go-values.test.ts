import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../trace/json.ts';
import { goTime, readBool, readIdToken, readString, readStringOrArray, ZERO_TIME } from './go-values.ts';

const wrong = (kind: string, type: string) => ({ ok: false, error: `json: cannot unmarshal ${kind} into Go value of type ${type}` });
const good = (value: unknown) => ({ ok: true, value });

describe('one value', () => {
  test.each<[claim: string, read: () => unknown, said: object]>([
    ['a text is a text', () => readString('a'), good('a')],
    ['null is an empty text', () => readString(null), good('')],
    ['a number is no text', () => readString(5), wrong('number', 'string')],
    ['an object is no text', () => readString({}), wrong('object', 'string')],
    ['true is a truth', () => readBool(true), good(true)],
    ['false is a truth', () => readBool(false), good(false)],
    ['null is false', () => readBool(null), good(false)],
    ['a text is no truth', () => readBool('true'), wrong('string', 'bool')],
    ['a number is no truth', () => readBool(1), wrong('number', 'bool')],
    ['a text is a list of one', () => readStringOrArray('a'), good(['a'])],
    ['an empty text is a list of one', () => readStringOrArray(''), good([''])],
    ['a list is a list', () => readStringOrArray(['a', 'b']), good(['a', 'b'])],
    ['null in a list is an empty text', () => readStringOrArray(['a', null]), good(['a', ''])],
    ['null is an empty list', () => readStringOrArray(null), good([])],
    ['a list with a number is none', () => readStringOrArray(['a', 5]), wrong('array', 'string')],
    ['a number is no list', () => readStringOrArray(42), wrong('number', 'string')],
    ['an object is no list', () => readStringOrArray({ a: 1 }), wrong('object', 'string')],
  ])('%s', (_claim, read, said) => {
    expect(read()).toEqual(said);
  });
});

describe('an ID token', () => {
  const EMPTY = { iss: '', sub: '', aud: [], exp: ZERO_TIME, nbf: undefined, claimNames: {}, claimSources: {} };
  const field = (kind: string, name: string, type: string) => ({
    ok: false,
    error: `json: cannot unmarshal ${kind} into Go struct field idToken.${name} of type ${type}`,
  });
  test.each<[claim: string, payload: Json, read: object]>([
    ['of nothing', {}, good(EMPTY)],
    ['of null', null, good(EMPTY)],
    ['of a list', [], wrong('array', 'oidc.idToken')],
    ['of a text', 'x', wrong('string', 'oidc.idToken')],
    ['with names', { iss: 'i', sub: 's' }, good({ ...EMPTY, iss: 'i', sub: 's' })],
    ['with names in capitals', { ISS: 'i', Sub: 's', AUD: 'a', EXP: 5 }, good({ ...EMPTY, iss: 'i', sub: 's', aud: ['a'], exp: 5 })],
    ['with names that are null', { iss: null, sub: null, nonce: null, at_hash: null }, good(EMPTY)],
    ['with a nonce', { nonce: 'x', at_hash: 'y' }, good(EMPTY)],
    ['with an issuer that is a number', { iss: 5 }, field('number', 'iss', 'string')],
    ['with a subject that is a list', { sub: [] }, field('array', 'sub', 'string')],
    ['with a nonce that is a number', { nonce: 5 }, field('number', 'nonce', 'string')],
    ['with a hash that is an object', { at_hash: {} }, field('object', 'at_hash', 'string')],
    ['with the first of two faults', { sub: 5, iss: true }, field('number', 'sub', 'string')],
    ['with an audience', { aud: 'a' }, good({ ...EMPTY, aud: ['a'] })],
    ['with audiences', { aud: ['a', null] }, good({ ...EMPTY, aud: ['a', ''] })],
    ['with an audience that is null', { aud: null }, good(EMPTY)],
    ['with an audience that is a number', { aud: 5 }, field('number', 'aud', '[]string')],
    ['with a truth among audiences', { aud: ['a', true] }, field('bool', 'aud', 'string')],
    ['with an end', { exp: 10.9 }, good({ ...EMPTY, exp: 10 })],
    ['with an end that is a text', { exp: '10.9' }, good({ ...EMPTY, exp: 10 })],
    ['with an end that is a long text', { exp: '-1.5e1' }, good({ ...EMPTY, exp: -15 })],
    ['with an end of null', { exp: null }, good(EMPTY)],
    ['with a beginning', { nbf: 7 }, good({ ...EMPTY, nbf: 7 })],
    ['with a beginning of null', { nbf: null }, good(EMPTY)],
    ['with a time of issue, which nobody keeps', { iat: 7 }, good(EMPTY)],
    ['with a time of issue that is a truth', { iat: true }, field('bool', 'iat', 'json.Number')],
    ['with an end that is a list', { exp: [] }, field('array', 'exp', 'json.Number')],
    ...['x', '', '01', '1x', 'x1', '+1', '.5', '1.', '1e', '0x1', ' 1'].map((text): [string, Json, object] => [
      `with an end of ${JSON.stringify(text)}`,
      { exp: text },
      { ok: false, error: `json: invalid number literal, trying to unmarshal "\\"${text}\\"" into Number` },
    ]),
    ...(
      [
        ['0', 0],
        ['-5', -5],
        ['12E+2', 1200],
        ['10e-1', 1],
        ['1.25', 1],
      ] as const
    ).map(([text, exp]): [string, Json, object] => [`with an end of ${text}`, { exp: text }, good({ ...EMPTY, exp: exp })]),
    ['with names of sources', { _claim_names: { groups: 's' } }, good({ ...EMPTY, claimNames: { groups: 's' } })],
    ['with names of sources that are null', { _claim_names: null, _claim_sources: null }, good(EMPTY)],
    ['with a list of sources’ names', { _claim_names: [] }, field('array', '_claim_names', 'map[string]string')],
    ['with a source’s name that is a number', { _claim_names: { groups: 5 } }, field('number', '_claim_names', 'string')],
    ['with sources', { _claim_sources: { s: { endpoint: 'e' } } }, good({ ...EMPTY, claimSources: { s: { endpoint: 'e' } } })],
    ['with a text for sources', { _claim_sources: 'x' }, field('string', '_claim_sources', 'map[string]oidc.claimSource')],
    ['with what nobody reads', { email: 5 }, good(EMPTY)],
  ])('%s', (_claim, payload, read) => {
    expect(readIdToken(payload)).toEqual(read);
  });
});

test.each([
  [ZERO_TIME, '0001-01-01 00:00:00 +0000 UTC'],
  [0, '1970-01-01 00:00:00 +0000 UTC'],
  [1_767_225_600, '2026-01-01 00:00:00 +0000 UTC'],
  [1e20, '100000000000000000000'],
])('%d is %s', (seconds, text) => {
  expect(goTime(seconds)).toBe(text);
});
