import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../trace/json.ts';
import { Recorder } from '../../../../trace/recorder.ts';
import { shownCelValue } from '../../../cel/cel.ts';
import { mapClaims } from './claims-to-user.ts';
import { type Compiled, loadCompilers } from './compiled.ts';
import { readJwt } from './decode-config.ts';
import { readIdToken } from './go-values.ts';

interface Given {
  mappings?: Record<string, unknown>;
  rules?: unknown[];
  claims?: { [name: string]: Json };
  compiled?: Partial<Compiled>;
}

async function map({ mappings = {}, rules = [], claims = {}, compiled = {} }: Given) {
  const [config] = readJwt([{ claimMappings: { username: { claim: 'sub', prefix: 'p:' }, ...mappings }, claimValidationRules: rules }]);
  const all = { sub: 'jane', ...claims };
  const token = readIdToken(all);
  if (!config || !token.ok) throw new Error('the test is wrong');
  const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: () => 0 });
  const span = recorder.before('authn.oidc');
  const mapped = await mapClaims({
    config,
    compiled: { extra: [], claimRules: [], userRules: [], ...compiled },
    claims: all,
    token: token.value,
    recorder,
    shown: shownCelValue,
  });
  recorder.after(span, 'recognised', '');
  return { mapped, notes: recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [e] : [])) };
}
const said = async (given: Given) => {
  const { mapped } = await map(given);
  return mapped.ok ? mapped.user : [mapped.error, mapped.reason];
};
const user = (more: object) => ({ name: 'p:jane', uid: '', groups: [], extra: {}, ...more });
const json = (kind: string, type = 'string') => `json: cannot unmarshal ${kind} into Go value of type ${type}`;
const EMAIL = { username: { claim: 'email', prefix: '' } };
const GROUPS = { groups: { claim: 'groups', prefix: 'g:' } };
const UID = { uid: { claim: 'uid' } };

describe('claims', () => {
  test.each<[claim: string, given: Given, said: unknown]>([
    ['a name with its prefix', {}, user({})],
    ['an empty name is its prefix', { claims: { sub: '' } }, user({ name: 'p:' })],
    ['a name that is null is empty', { claims: { name: null }, mappings: { username: { claim: 'name', prefix: 'p:' } } }, user({ name: 'p:' })],
    [
      'no name',
      { mappings: { username: { claim: 'name', prefix: '' } } },
      ['oidc: parse username claims "name": claim not present', 'no user name in claim name'],
    ],
    ['a name without a prefix', { mappings: { username: { claim: 'sub' } } }, user({ name: 'jane' })],
    [
      'a name that is a number',
      { claims: { n: 5 }, mappings: { username: { claim: 'n', prefix: '' } } },
      [`oidc: parse username claims "n": ${json('number')}`, 'no user name in claim n'],
    ],
    ['an address', { mappings: EMAIL, claims: { email: 'j@x' } }, user({ name: 'j@x' })],
    ['an address that is verified', { mappings: EMAIL, claims: { email: 'j@x', email_verified: true } }, user({ name: 'j@x' })],
    [
      'an address that is not',
      { mappings: EMAIL, claims: { email: 'j@x', email_verified: false } },
      ['oidc: email not verified', 'e-mail address not verified'],
    ],
    [
      'an address of which null is said',
      { mappings: EMAIL, claims: { email: 'j@x', email_verified: null } },
      ['oidc: email not verified', 'e-mail address not verified'],
    ],
    [
      'an address verified by a text',
      { mappings: EMAIL, claims: { email: 'j@x', email_verified: 'true' } },
      [`oidc: parse 'email_verified' claim: ${json('string', 'bool')}`, 'email_verified is neither true nor false'],
    ],
    ['another name does not mind', { claims: { email_verified: false } }, user({})],
    ['groups that nobody wants', { claims: { groups: 5 } }, user({})],
    ['groups', { mappings: GROUPS, claims: { groups: ['a', 'b'] } }, user({ groups: ['g:a', 'g:b'] })],
    ['groups without a prefix', { mappings: { groups: { claim: 'groups' } }, claims: { groups: ['a'] } }, user({ groups: ['a'] })],
    ['one group', { mappings: GROUPS, claims: { groups: 'a' } }, user({ groups: ['g:a'] })],
    ['no groups', { mappings: GROUPS }, user({})],
    ['groups of null', { mappings: GROUPS, claims: { groups: null } }, user({})],
    [
      'groups of numbers',
      { mappings: GROUPS, claims: { groups: [1] } },
      [`oidc: parse groups claim "groups": ${json('array')}`, 'claim groups holds no groups'],
    ],
    [
      'groups of a number',
      { mappings: GROUPS, claims: { groups: 42 } },
      [`oidc: parse groups claim "groups": ${json('number')}`, 'claim groups holds no groups'],
    ],
    [
      'groups that stand elsewhere',
      { mappings: GROUPS, claims: { _claim_names: { groups: 's' }, _claim_sources: { s: { endpoint: 'https://x' } } } },
      ['oidc: could not expand distributed claims: not modelled: the claim "groups" stands at another server', 'distributed claims are not modelled'],
    ],
    [
      'groups that stand in another token are none',
      { mappings: GROUPS, claims: { _claim_names: { groups: 's' }, _claim_sources: { s: { JWT: 'x' } } } },
      user({}),
    ],
    ['groups whose source is a text are none', { mappings: GROUPS, claims: { _claim_names: { groups: 's' }, _claim_sources: { s: 'x' } } }, user({})],
    ['groups whose source is null are none', { mappings: GROUPS, claims: { _claim_names: { groups: 's' }, _claim_sources: { s: null } } }, user({})],
    ['groups whose source is a list are none', { mappings: GROUPS, claims: { _claim_names: { groups: 's' }, _claim_sources: { s: [] } } }, user({})],
    [
      'other claims that stand elsewhere',
      { mappings: GROUPS, claims: { _claim_names: { x: 's' }, _claim_sources: { s: { endpoint: 'https://x' } } } },
      user({}),
    ],
    [
      'groups that are here, too, are not looked for elsewhere',
      { mappings: GROUPS, claims: { groups: ['a'], _claim_names: { groups: 's' }, _claim_sources: { s: { endpoint: 'https://x' } } } },
      user({ groups: ['g:a'] }),
    ],
    ['a uid', { mappings: UID, claims: { uid: '7' } }, user({ uid: '7' })],
    ['no uid', { mappings: UID }, ['oidc: parse uid claim "uid": claim not present', 'no uid in claim uid']],
    ['a uid that is a number', { mappings: UID, claims: { uid: 7 } }, [`oidc: parse uid claim "uid": ${json('number')}`, 'no uid in claim uid']],
    ['a jti', { claims: { jti: 'x' } }, user({ extra: { 'authentication.kubernetes.io/credential-id': ['JTI=x'] } })],
    ['an empty jti', { claims: { jti: '' } }, user({})],
    ['a jti that is a number', { claims: { jti: 5 } }, user({})],
    ['a claim that must be there', { rules: [{ claim: 'hd', requiredValue: 'x' }], claims: { hd: 'x' } }, user({})],
    [
      'a claim that must be there and is not',
      { rules: [{ claim: 'hd', requiredValue: 'x' }] },
      ['oidc: required claim hd not present in ID token', 'claim hd is missing'],
    ],
    [
      'a claim that must be there and is a number',
      { rules: [{ claim: 'hd', requiredValue: 'x' }], claims: { hd: 5 } },
      [`oidc: parse claim hd: ${json('number')}`, 'claim hd is no text'],
    ],
    [
      'a claim that must be something else',
      {
        rules: [
          { claim: 'sub', requiredValue: 'jane' },
          { claim: 'hd', requiredValue: 'x' },
        ],
        claims: { hd: 'y' },
      },
      ['oidc: required claim hd value does not match. Got = y, want = x', 'claim hd is y'],
    ],
    ['a rule without a claim is none of these', { rules: [{ expression: 'false' }] }, user({})],
  ])('%s', async (_claim, given, expected) => {
    expect(await said(given)).toEqual(expected);
  });
});

describe('expressions', () => {
  async function program(expression: string, of: 'claims' | 'user' = 'claims') {
    const made = (await loadCompilers())[of].compile(expression);
    if (!made.ok) throw new Error(made.error);
    return made.program;
  }
  const EXTRA = 'oidc: error evaluating extra claim expression: claims.x: expression must return a string or a list of strings';

  test.each<[claim: string, x: Json, extra: unknown]>([
    ['a text', 'a', { 'a.io/x': ['a'] }],
    ['an empty text is left out', '', {}],
    ['null is left out', null, {}],
    ['a list', ['a', '', 'b'], { 'a.io/x': ['a', 'b'] }],
    ['a list of empty texts is left out', ['', ''], {}],
    ['an empty list is left out', [], {}],
    ['a list with a number', ['a', 5], [EXTRA, 'a.io/x is no text']],
    ['a number', 5, [EXTRA, 'a.io/x is no text']],
    ['an object', {}, [EXTRA, 'a.io/x is no text']],
  ])('of extra: %s', async (_claim, x, extra) => {
    const found = await said({ claims: { x }, compiled: { extra: [{ key: 'a.io/x', program: await program('claims.x') }] } });
    expect(Array.isArray(found) ? found : found.extra).toEqual(extra);
  });

  test('are told with what they gave', async () => {
    const { mapped, notes } = await map({
      compiled: { username: await program("'x:' + claims.sub"), uid: await program('claims.sub'), groups: await program("['a', 'b']") },
    });
    expect(mapped).toEqual({ ok: true, user: { name: 'x:jane', uid: 'jane', groups: ['a', 'b'], extra: {} } });
    expect(notes.map((n) => [n.text, n.ok])).toEqual([
      [`'x:' + claims.sub is "x:jane"`, true],
      [`['a', 'b'] is ["a","b"]`, true],
      ['claims.sub is "jane"', true],
    ]);
  });

  test('that cannot be computed are told, too', async () => {
    const { mapped, notes } = await map({ compiled: { username: await program('claims.nope') } });
    const error = "oidc: error evaluating username claim expression: expression 'claims.nope' resulted in error: no such key: nope";
    expect(mapped).toEqual({ ok: false, error, reason: 'an expression failed' });
    expect(notes).toMatchObject([
      { text: 'claims.nope cannot be computed', ok: false, evidence: { type: 'cel', expression: 'claims.nope', result: 'no such key: nope' } },
    ]);
  });

  test.each<[claim: string, part: 'username' | 'groups' | 'uid', expression: string, error: string, reason: string]>([
    [
      'a name that is a number',
      'username',
      '1',
      'oidc: error evaluating username claim expression: username claim expression must return a string',
      'the user name is no text',
    ],
    ['an empty name', 'username', "''", 'oidc: empty username via CEL expression is not allowed', 'the user name is empty'],
    [
      'groups that are a number',
      'groups',
      '1',
      'oidc: error evaluating group claim expression: expression must return a string or a list of strings',
      'the groups are no texts',
    ],
    ['a uid that is a number', 'uid', '1', 'oidc: error evaluating uid claim expression: uid claim expression must return a string', 'the uid is no text'],
  ])('%s', async (_claim, part, expression, error, reason) => {
    expect(await said({ compiled: { [part]: await program(expression) } })).toEqual([error, reason]);
  });

  test('a rule looks at the claims, and another at the user they made', async () => {
    const rules = {
      claimRules: [{ program: await program("claims.sub == 'jane'"), message: '' }],
      userRules: [{ program: await program("user.username == 'p:jane'", 'user'), message: '' }],
    };
    const { mapped, notes } = await map({ compiled: rules });
    expect([mapped.ok, notes.map((n) => [n.text, n.ok])]).toEqual([
      true,
      [
        ["claims.sub == 'jane' is true", true],
        ["user.username == 'p:jane' is true", true],
      ],
    ]);
  });

  test.each<[claim: string, rule: { claim?: string; user?: string }, message: string, error: string, reason: string]>([
    [
      'says no',
      { claim: "claims.sub == 'x'" },
      'only x',
      "oidc: error evaluating claim validation expression: validation expression 'claims.sub == 'x'' failed: only x",
      'only x',
    ],
    [
      'says no without a word',
      { claim: "claims.sub == 'x'" },
      '',
      "oidc: error evaluating claim validation expression: validation expression 'claims.sub == 'x'' failed: ",
      'a rule says no',
    ],
    [
      'fails',
      { claim: 'claims.x == 1' },
      'm',
      "oidc: error evaluating claim validation expression: expression 'claims.x == 1' resulted in error: no such key: x",
      'a rule failed',
    ],
    [
      'about the user says no',
      { user: "user.username == 'x'" },
      'only x',
      "oidc: error evaluating user info validation rule: validation expression 'user.username == 'x'' failed: only x",
      'only x',
    ],
  ])('a rule that %s', async (_claim, { claim, user: about }, message, error, reason) => {
    const compiled = claim
      ? { claimRules: [{ program: await program(claim), message }] }
      : { userRules: [{ program: await program(about ?? '', 'user'), message }] };
    const { mapped, notes } = await map({ compiled });
    expect(mapped).toEqual({ ok: false, error, reason });
    expect(notes.map((n) => n.ok)).toEqual([false]);
  });

  test('a required claim is looked at before the rules', async () => {
    const compiled = { claimRules: [{ program: await program("claims.sub == 'x'"), message: '' }] };
    expect(await said({ rules: [{ claim: 'hd', requiredValue: 'x' }], compiled })).toEqual([
      'oidc: required claim hd not present in ID token',
      'claim hd is missing',
    ]);
  });
});
