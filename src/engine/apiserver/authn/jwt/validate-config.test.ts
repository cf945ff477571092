import { describe, expect, test } from 'vitest';
import pki from '../../../../../e2e/conformance/cases/pki.json';
import { loadCompilers } from './compiled.ts';
import { readJwt } from './decode-config.ts';
import { validateJwt } from './validate-config.ts';

const ISSUER = { url: 'https://a.example', audiences: ['x'] };
const NAME = { username: { claim: 'sub', prefix: '' } };

/** What the server says of the entries, path first; nothing when they are good. */
async function told(...entries: object[]): Promise<string[]> {
  const validated = await validateJwt(readJwt(entries), loadCompilers);
  return validated.ok ? [] : validated.errors.map(({ path, error }) => `${path.replace(/^jwt\[0\]\./, '')}: ${error}`);
}
const issuer = (more: object) => told({ issuer: { ...ISSUER, ...more }, claimMappings: NAME });
const mappings = (more: object) => told({ issuer: ISSUER, claimMappings: { ...NAME, ...more } });
const rules = (...list: object[]) => told({ issuer: ISSUER, claimMappings: NAME, claimValidationRules: list });
const userRules = (...list: object[]) => told({ issuer: ISSUER, claimMappings: NAME, userValidationRules: list });

describe('the issuer', () => {
  const url = (value: string, why: string) => [`issuer.url: Invalid value: ${JSON.stringify(value)}: ${why}`];
  const discovery = (value: string, why: string) => `issuer.discoveryURL: Invalid value: ${JSON.stringify(value)}: ${why}`;
  const policy = (value: string, why: string) => [`issuer.audienceMatchPolicy: Invalid value: "${value}": audienceMatchPolicy must be ${why}`];
  const MANY = 'MatchAny for multiple audiences';
  const ONE = 'empty or MatchAny for single audience';
  const D = 'https://d.example';
  test.each<[claim: string, more: object, said: string[]]>([
    ['good', {}, []],
    ['none', { url: '' }, ['issuer.url: Required value']],
    ['of another scheme', { url: 'http://x' }, url('http://x', 'URL scheme must be https')],
    ['of no scheme', { url: 'x' }, url('x', 'URL scheme must be https')],
    ['of https in the middle', { url: 'http://https:x' }, url('http://https:x', 'parse "http://https:x": invalid port ":x" after host')],
    ['in capitals', { url: 'HTTPS://x' }, []],
    ['with a user', { url: 'https://u:p@x' }, url('https://u:p@x', 'URL must not contain a username or password')],
    ['with a user in its path', { url: 'https://x/a@b' }, []],
    ['with a query', { url: 'https://x?a' }, url('https://x?a', 'URL must not contain a query')],
    ['with a question mark alone', { url: 'https://x?' }, []],
    ['with a fragment', { url: 'https://x#a' }, url('https://x#a', 'URL must not contain a fragment')],
    ['with a query in its fragment', { url: 'https://x#a?b' }, url('https://x#a?b', 'URL must not contain a fragment')],
    ['with a hash alone', { url: 'https://x#' }, []],
    [
      'of a port that is none',
      { url: 'https://issuer-url:invalid-port' },
      url('https://issuer-url:invalid-port', 'parse "https://issuer-url:invalid-port": invalid port ":invalid-port" after host'),
    ],
    ['with a discovery of its own', { discoveryURL: D }, []],
    ['with its own address for discovery', { discoveryURL: ISSUER.url }, [discovery(ISSUER.url, 'discoveryURL must be different from URL')]],
    [
      'with its own address and a slash for discovery',
      { discoveryURL: `${ISSUER.url}/` },
      [discovery(`${ISSUER.url}/`, 'discoveryURL must be different from URL')],
    ],
    [
      'with a slash, and its own address for discovery',
      { url: `${ISSUER.url}/`, discoveryURL: ISSUER.url },
      [discovery(ISSUER.url, 'discoveryURL must be different from URL')],
    ],
    ['with a discovery of another scheme', { discoveryURL: 'http://d' }, [discovery('http://d', 'URL scheme must be https')]],
    ['of no audience', { audiences: [] }, ['issuer.audiences: Required value: at least one jwt[0].issuer.audiences is required']],
    ['of an empty audience', { audiences: [''] }, ['issuer.audiences[0]: Required value']],
    ['of one audience twice', { audiences: ['a', 'a'], audienceMatchPolicy: 'MatchAny' }, ['issuer.audiences[1]: Duplicate value: "a"']],
    ['of two audiences', { audiences: ['a', 'b'] }, policy('', MANY)],
    ['of two audiences, either', { audiences: ['a', 'b'], audienceMatchPolicy: 'MatchAny' }, []],
    ['of two audiences, both', { audiences: ['a', 'b'], audienceMatchPolicy: 'MatchAll' }, policy('MatchAll', MANY)],
    ['of one audience, either', { audienceMatchPolicy: 'MatchAny' }, []],
    ['of one audience, all', { audienceMatchPolicy: 'MatchAll' }, policy('MatchAll', ONE)],
    ['with a CA', { certificateAuthority: pki['server-ca'].crt }, []],
    [
      'with a CA that is none',
      { certificateAuthority: 'x' },
      ['issuer.certificateAuthority: Invalid value: "<omitted>": data does not contain any valid RSA or ECDSA certificates'],
    ],
    [
      'with a CA that is broken',
      { certificateAuthority: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
      ['issuer.certificateAuthority: Invalid value: "<omitted>": x509: malformed certificate'],
    ],
    [
      'with a CA that is broken behind a good one',
      { certificateAuthority: `${pki['server-ca'].crt}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n` },
      ['issuer.certificateAuthority: Invalid value: "<omitted>": x509: malformed certificate'],
    ],
    ['reached over the cluster', { egressSelectorType: 'cluster' }, []],
    ['reached over the control plane', { egressSelectorType: 'controlplane' }, []],
    [
      'reached by a panda',
      { egressSelectorType: 'panda' },
      ['issuer.egressSelectorType: Invalid value: "panda": egress selector must be either controlplane or cluster'],
    ],
  ])('%s', async (_claim, more, said) => {
    expect(await issuer(more)).toEqual(said);
  });

  test('twice is told at the second', async () => {
    const one = { issuer: { ...ISSUER, discoveryURL: D }, claimMappings: NAME };
    expect(await told(one, one)).toEqual(['jwt[1].issuer.url: Duplicate value: "https://a.example"', `jwt[1].issuer.discoveryURL: Duplicate value: "${D}"`]);
  });

  test('may be there 64 times, not 65', async () => {
    const many = (count: number) => told(...Array.from({ length: count }, (_, i) => ({ issuer: { ...ISSUER, url: `https://i${i}` }, claimMappings: NAME })));
    expect(await many(64)).toEqual([]);
    expect(await many(65)).toEqual(['jwt: Too many: 65: must have at most 64 items']);
  });
});

describe('rules about claims', () => {
  const at = (i: number, what: string) => `claimValidationRules[${i}]${what}`;
  const EITHER = 'Required value: claim or expression is required';
  test.each<[claim: string, list: object[], said: string[]]>([
    ['a claim', [{ claim: 'hd', requiredValue: 'x' }], []],
    ['nothing', [{}], [at(0, `: ${EITHER}`)]],
    ['both', [{ claim: 'hd', expression: 'true' }], [at(0, `: Invalid value: "hd": claim and expression can't both be set`)]],
    ['a message beside a claim', [{ claim: 'hd', message: 'm' }], [at(0, '.message: Invalid value: "m": may not be specified when claim is set')]],
    ['a claim twice', [{ claim: 'hd' }, { claim: 'x' }, { claim: 'hd' }], [at(2, '.claim: Duplicate value: "hd"')]],
    ['an expression', [{ expression: 'claims.x == 1', message: 'm' }], []],
    [
      'a value beside an expression',
      [{ expression: 'true', requiredValue: 'v' }],
      [at(0, '.requiredValue: Invalid value: "v": may not be specified when expression is set')],
    ],
    [
      'an expression twice, told once',
      [{ expression: 'claims.' }, { expression: 'claims.' }],
      [expect.stringContaining('compilation failed'), at(1, '.expression: Duplicate value: "claims."')] as string[],
    ],
    ['an expression that is no truth', [{ expression: 'claims.x' }], [at(0, '.expression: Invalid value: "claims.x": must evaluate to bool')]],
    ['an expression in quotes', [{ expression: '"x"' }], [at(0, '.expression: Invalid value: "\\"x\\"": must evaluate to bool')]],
    [
      'an expression of nobody',
      [{ expression: 'foo.bar' }],
      [
        at(
          0,
          ".expression: Invalid value: \"foo.bar\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'foo' (in container '')\n | foo.bar\n | ^",
        ),
      ],
    ],
  ])('%s', async (_claim, list, said) => {
    expect(await rules(...list)).toEqual(said);
  });
});

describe('rules about the user', () => {
  const at = (i: number, what: string) => `userValidationRules[${i}].expression: ${what}`;
  test.each<[claim: string, list: object[], said: string[]]>([
    ['good', [{ expression: "user.username != 'x'", message: 'm' }], []],
    ['nothing', [{}], [at(0, 'Required value')]],
    ['twice', [{ expression: 'true' }, { expression: 'true' }], [at(1, 'Duplicate value: "true"')]],
    ['no truth', [{ expression: 'user.username' }], [at(0, 'Invalid value: "user.username": must evaluate to bool')]],
    [
      'about claims',
      [{ expression: 'claims.x == 1' }],
      [
        at(
          0,
          "Invalid value: \"claims.x == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'claims' (in container '')\n | claims.x == 1\n | ^",
        ),
      ],
    ],
  ])('%s', async (_claim, list, said) => {
    expect(await userRules(...list)).toEqual(said);
  });
});

describe('mappings', () => {
  const EITHER = 'claimMappings.username: Required value: claim or expression is required';
  const both = (what: string) => `claimMappings.${what}: Invalid value: "": claim and expression can't both be set`;
  const needs = (what: string) =>
    `claimMappings.${what}.prefix: Required value: prefix is required when claim is set. It can be set to an empty string to disable prefixing`;
  const beside = (what: string) => `claimMappings.${what}.prefix: Invalid value: "p": may not be specified when expression is set`;
  const broken = (path: string) =>
    `claimMappings.${path}: Invalid value: "claims.": compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'\n | claims.\n | .......^`;
  const extra = (...list: object[]) => ({ extra: list });
  test.each<[claim: string, more: object, said: string[]]>([
    ['no name', { username: {} }, [EITHER]],
    ['a name by claim and expression', { username: { claim: 'a', expression: 'b', prefix: '' } }, [both('username')]],
    ['a name without a prefix', { username: { claim: 'a' } }, [needs('username')]],
    ['a name by expression', { username: { expression: 'claims.sub' } }, []],
    ['a name by expression with a prefix', { username: { expression: 'claims.sub', prefix: 'p' } }, [beside('username')]],
    ['a name by expression with an empty prefix', { username: { expression: 'claims.sub', prefix: '' } }, []],
    ['a name by an expression that is none', { username: { expression: 'claims.' } }, [broken('username.expression')]],
    ['groups by claim', { groups: { claim: 'g', prefix: '' } }, []],
    ['groups by claim and expression', { groups: { claim: 'a', expression: 'b', prefix: '' } }, [both('groups')]],
    ['groups without a prefix', { groups: { claim: 'g' } }, [needs('groups')]],
    ['groups by expression with a prefix', { groups: { expression: 'claims.g', prefix: 'p' } }, [beside('groups')]],
    ['groups by an expression that is none', { groups: { expression: 'claims.' } }, [broken('groups.expression')]],
    ['a uid', { uid: { claim: 'u' } }, []],
    ['a uid by claim and expression', { uid: { claim: 'a', expression: 'b' } }, [both('uid')]],
    ['a uid by an expression that is none', { uid: { expression: 'claims.' } }, [broken('uid.expression')]],
    ['extra', extra({ key: 'a.io/b', valueExpression: 'claims.x' }), []],
    ['extra of no key', extra({ valueExpression: 'claims.x' }), ['claimMappings.extra[0].key: Required value']],
    [
      'extra of no key twice',
      extra({ valueExpression: 'claims.x' }, { valueExpression: 'claims.x' }),
      ['claimMappings.extra[0].key: Required value', 'claimMappings.extra[1].key: Required value'],
    ],
    ['extra of no value', extra({ key: 'a.io/b' }), ['claimMappings.extra[0].valueExpression: Required value']],
    [
      'extra of one key twice',
      extra({ key: 'a.io/b', valueExpression: '1' }, { key: 'a.io/b', valueExpression: '2' }),
      ['claimMappings.extra[1].key: Duplicate value: "a.io/b"'],
    ],
    [
      'extra of a key of nobody',
      extra({ key: 'foo', valueExpression: '1' }),
      ['claimMappings.extra[0].key: Invalid value: "foo": must be a domain-prefixed path (such as "acme.io/foo")'],
    ],
    ['extra of an expression that is none', extra({ key: 'a.io/b', valueExpression: 'claims.' }), [broken('extra[0].valueExpression')]],
  ])('%s', async (_claim, more, said) => {
    expect(await mappings(more)).toEqual(said);
  });

  const EMAIL =
    'claimMappings.username.expression: Invalid value: "claims.email": claims.email_verified must be used in claimMappings.username.expression or claimMappings.extra[*].valueExpression or claimValidationRules[*].expression when claims.email is used in claimMappings.username.expression';
  const byEmail = (more: object = {}, rest: object = {}) =>
    told({ issuer: ISSUER, claimMappings: { username: { expression: 'claims.email' }, ...more }, ...rest });
  test.each<[claim: string, said: () => Promise<string[]>, errors: string[]]>([
    ['needs to know that it is verified', () => byEmail(), [EMAIL]],
    ['knows it by extra', () => byEmail({ extra: [{ key: 'a.io/b', valueExpression: 'claims.email_verified' }] }), []],
    ['knows it by a rule', () => byEmail({}, { claimValidationRules: [{ expression: 'claims.email_verified == true' }] }), []],
    ['does not know it by a rule about something else', () => byEmail({}, { claimValidationRules: [{ expression: 'claims.hd == true' }] }), [EMAIL]],
    ['does not know it by the groups', () => byEmail({ groups: { expression: '[string(claims.email_verified)]' } }), [EMAIL]],
  ])('an address for a name %s', async (_claim, said, errors) => {
    expect(await said()).toEqual(errors);
  });
});

test('what is good comes back compiled', async () => {
  const entry = {
    issuer: ISSUER,
    claimMappings: {
      username: { expression: 'claims.a' },
      groups: { expression: 'claims.b' },
      uid: { expression: 'claims.c' },
      extra: [{ key: 'a.io/b', valueExpression: 'claims.d' }],
    },
    claimValidationRules: [{ claim: 'x' }, { expression: 'claims.e == 1', message: 'm1' }],
    userValidationRules: [{ expression: "user.uid == ''", message: 'm2' }],
  };
  const validated = await validateJwt(readJwt([entry, { issuer: { ...ISSUER, url: 'https://b' }, claimMappings: NAME }]), loadCompilers);
  const [one, two] = validated.ok ? validated.compiled : [];
  expect(one && [one.username?.expression, one.groups?.expression, one.uid?.expression]).toEqual(['claims.a', 'claims.b', 'claims.c']);
  expect(one?.extra.map((e) => [e.key, e.program.expression])).toEqual([['a.io/b', 'claims.d']]);
  expect(one?.claimRules.map((r) => [r.program.expression, r.message])).toEqual([['claims.e == 1', 'm1']]);
  expect(one?.userRules.map((r) => [r.program.expression, r.message])).toEqual([["user.uid == ''", 'm2']]);
  expect(two).toEqual({ extra: [], claimRules: [], userRules: [] });
});

test('no compiler is loaded where there is no expression', async () => {
  const validated = await validateJwt(readJwt([{ issuer: ISSUER, claimMappings: NAME, claimValidationRules: [{ claim: 'x' }] }]), () =>
    Promise.reject(new Error('loaded')),
  );
  expect(validated.ok).toBe(true);
});
