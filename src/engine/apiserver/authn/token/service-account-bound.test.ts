import { describe, expect, test } from 'vitest';
import type { KubeObject, ObjectMeta } from '../../../store/object.ts';
import type { BoundClaims, Claims } from './claims.ts';
import { type Lookup, stamp, validateBound } from './service-account-bound.ts';

const NOW = Date.parse('2026-05-18T10:00:00Z');
const S = NOW / 1000;
const at = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString().replace('.000Z', 'Z');

type Objects = Record<string, Partial<ObjectMeta>>;
const ACCOUNT = 'serviceaccounts dev/bot';
const HOME: Objects = { [ACCOUNT]: { uid: 'u1' } };

function lookupIn(objects: Objects): Lookup {
  return {
    get(resource, namespace, name): KubeObject | undefined {
      const metadata = objects[`${resource} ${namespace}/${name}`];
      return metadata && { apiVersion: 'v1', kind: 'Any', metadata: { name, ...metadata } };
    },
    now: () => NOW,
    label: () => undefined,
  };
}

const claims = (more: Partial<Claims> = {}): Claims => ({ iss: 'i', sub: 'system:serviceaccount:dev:bot', aud: [], jti: '', ...more });
const bound = (more: Partial<BoundClaims> = {}): BoundClaims => ({ namespace: 'dev', serviceaccount: { name: 'bot', uid: 'u1' }, ...more });

/** The checks that passed, or what was wrong: check, error, reason. */
function judged(objects: Objects, own: BoundClaims, registered: Claims = claims()): string[] {
  const answer = validateBound(lookupIn(objects), registered, own);
  return answer.ok ? answer.passed.map(({ check, detail }) => `${check}: ${detail}`) : [`not ok, ${answer.check}`, answer.error, answer.reason];
}

const OBJECTS = 'account and bound objects';
const wrong = (error: string, reason: string) => [`not ok, ${OBJECTS}`, error, reason];
const LIVES = ['time: never expires', `${OBJECTS}: serviceaccount dev/bot`];

describe('time, with a minute of leeway', () => {
  const late = ['not ok, time', 'service account token has expired', 'expired'];
  const early = ['not ok, time', 'service account token is not valid yet', 'not valid yet'];
  const future = ['not ok, time', 'service account token is issued in the future', 'issued in the future'];
  const until = (exp: number) => [`time: good until ${at(exp - S)}, and 60 s more`, `${OBJECTS}: serviceaccount dev/bot`];
  test.each<[claim: string, given: Partial<Claims>, said: string[]]>([
    ['a token without exp never expires', {}, LIVES],
    ['exp to come', { exp: S + 600 }, until(S + 600)],
    ['exp 60 s ago', { exp: S - 60 }, until(S - 60)],
    ['exp 61 s ago', { exp: S - 61 }, late],
    ['exp at the beginning of time', { exp: 0 }, late],
    ['nbf in 60 s', { nbf: S + 60 }, LIVES],
    ['nbf in 61 s', { nbf: S + 61 }, early],
    ['iat in 60 s', { iat: S + 60 }, LIVES],
    ['iat in 61 s', { iat: S + 61 }, future],
    ['exp is looked at before nbf', { exp: S - 61, nbf: S + 61 }, late],
    ['nbf is looked at before iat', { nbf: S + 61, iat: S + 61 }, early],
  ])('%s', (_claim, given, said) => {
    expect(judged(HOME, bound(), claims(given))).toEqual(said);
  });

  test('comes before the account', () => {
    expect(judged({}, bound(), claims({ exp: S - 61 }))).toEqual(late);
  });
});

describe('the account', () => {
  test.each<[claim: string, objects: Objects, own: Partial<BoundClaims>, said: string[]]>([
    ['is there', HOME, {}, LIVES],
    ['is missing', {}, {}, wrong('serviceaccounts "bot" not found', 'account not found')],
    ['has been made anew', { [ACCOUNT]: { uid: 'u2' } }, {}, wrong('service account UID (u2) does not match claim (u1)', 'account was made anew')],
    ['has no uid', { [ACCOUNT]: {} }, {}, wrong('service account UID () does not match claim (u1)', 'account was made anew')],
    ['is not named', HOME, { serviceaccount: { name: '', uid: '' } }, wrong('resource name may not be empty', 'names no account')],
    ['is of no namespace', HOME, { namespace: '' }, wrong('the server could not find the requested resource', 'names no namespace')],
    ['is of a namespace with a slash', HOME, { namespace: 'a/b' }, wrong('invalid namespace "a/b": [may not contain \'/\']', 'names no account')],
    ['is of a namespace that goes up', HOME, { namespace: '..' }, wrong('invalid namespace "..": [may not be \'..\']', 'names no account')],
    ['has a name that stays', HOME, { serviceaccount: { name: '.', uid: '' } }, wrong('invalid resource name ".": [may not be \'.\']', 'names no account')],
    [
      'has a name of which two letters are wrong',
      HOME,
      { serviceaccount: { name: 'a%/b', uid: '' } },
      wrong("invalid resource name \"a%/b\": [may not contain '/' may not contain '%']", 'names no account'),
    ],
    [
      'has dots in its name, which are no way up',
      { 'serviceaccounts dev/a..b': { uid: 'u1' } },
      { serviceaccount: { name: 'a..b', uid: 'u1' } },
      [LIVES[0] ?? '', `${OBJECTS}: serviceaccount dev/a..b`],
    ],
  ])('%s', (_claim, objects, own, said) => {
    expect(judged(objects, bound(own))).toEqual(said);
  });
});

describe('an object that is being deleted', () => {
  const ref = { name: 'x', uid: 'x1' };
  const kinds: [kind: string, key: string, own: Partial<BoundClaims>, gone: string[]][] = [
    ['account', ACCOUNT, {}, wrong('service account dev/bot has been deleted', 'account deleted')],
    ['secret', 'secrets dev/x', { secret: ref }, wrong('service account token has been invalidated', 'secret x is gone')],
    ['pod', 'pods dev/x', { pod: ref }, wrong('service account token has been invalidated', 'pod x is gone')],
    ['node', 'nodes /x', { node: ref }, wrong('service account token has been invalidated', 'node x is gone')],
  ];
  const times: [when: string, seconds: number, lives: boolean][] = [
    ['now', 0, true],
    ['a second ago', -1, true],
    ['in a second', 1, true],
    ['60 s ago', -60, true],
    ['61 s ago', -61, false],
  ];
  test.each(kinds.flatMap(([kind, key, own, gone]) => times.map(([when, seconds, lives]) => [`${kind}, ${when}`, key, own, gone, seconds, lives] as const)))(
    '%s',
    (_claim, key, own, gone, seconds, lives) => {
      const uid = key === ACCOUNT ? 'u1' : 'x1';
      const said = judged({ ...HOME, [key]: { uid, deletionTimestamp: at(seconds) } }, bound(own));
      if (lives) expect(said[1]).toBe(LIVES[1]);
      else expect(said).toEqual(gone);
    },
  );
});

describe('what the token is bound to', () => {
  const ref = { name: 'x', uid: 'x1' };
  const INVALID = 'service account token has been invalidated';
  const here = (key: string, uid?: string): Objects => ({ ...HOME, [key]: uid === undefined ? {} : { uid } });
  test.each<[claim: string, objects: Objects, own: Partial<BoundClaims>, said: string[]]>([
    ['a secret that is there', here('secrets dev/x', 'x1'), { secret: ref }, [...LIVES, `${OBJECTS}: secret x`]],
    ['a secret that is gone', HOME, { secret: ref }, wrong(INVALID, 'secret x is gone')],
    ['a secret of another namespace', here('secrets prod/x', 'x1'), { secret: ref }, wrong(INVALID, 'secret x is gone')],
    [
      'a secret made anew',
      here('secrets dev/x', 'x2'),
      { secret: ref },
      wrong('secret UID (x2) does not match service account secret ref claim (x1)', 'secret was made anew'),
    ],
    ['a pod that is there', here('pods dev/x', 'x1'), { pod: ref }, [...LIVES, `${OBJECTS}: pod x`]],
    ['a pod that is gone', HOME, { pod: ref }, wrong(INVALID, 'pod x is gone')],
    ['a pod made anew', here('pods dev/x', 'x2'), { pod: ref }, wrong('pod UID (x2) does not match service account pod ref claim (x1)', 'pod was made anew')],
    ['a pod without a uid', here('pods dev/x'), { pod: ref }, wrong('pod UID () does not match service account pod ref claim (x1)', 'pod was made anew')],
    ['a node that is there', here('nodes /x', 'x1'), { node: ref }, [...LIVES, `${OBJECTS}: node x`]],
    ['a node that is gone', HOME, { node: ref }, wrong(INVALID, 'node x is gone')],
    [
      'a node made anew',
      here('nodes /x', 'x2'),
      { node: ref },
      wrong('node UID (x2) does not match service account node ref claim (x1)', 'node was made anew'),
    ],
    ['a node without a uid', here('nodes /x'), { node: ref }, wrong('node UID () does not match service account node ref claim (x1)', 'node was made anew')],
    ['a pod, with a node that nobody looks up', here('pods dev/x', 'x1'), { pod: ref, node: { name: 'gone', uid: '' } }, [...LIVES, `${OBJECTS}: pod x`]],
    ['a secret is looked at before a pod', HOME, { pod: ref, secret: ref }, wrong(INVALID, 'secret x is gone')],
  ])('%s', (_claim, objects, own, said) => {
    expect(judged(objects, bound(own))).toEqual(said);
  });
});

describe('a token past its warning time', () => {
  const stale = (warnafter: number) => {
    const answer = validateBound(lookupIn(HOME), claims(), bound({ warnafter }));
    return answer.ok ? [answer.annotations, answer.passed.slice(2).map((p) => `${p.check}: ${p.detail}`)] : answer;
  };
  test('is good, and the audit log is told', () => {
    expect(stale(S - 5)).toEqual([
      { 'authentication.k8s.io/stale-token': 'subject: system:serviceaccount:dev:bot, seconds after warning threshold: 5' },
      ['time: stale: should have been renewed 5 s ago'],
    ]);
  });
  test.each([
    ['at the very second', S],
    ['before it', S + 1],
    ['when there is none', 0],
  ])('%s nobody is', (_claim, warnafter) => {
    expect(stale(warnafter)).toEqual([undefined, []]);
  });
});

describe('who the token stands for', () => {
  const userOf = (own: Partial<BoundClaims>, registered: Partial<Claims> = {}, objects: Objects = {}) => {
    const answer = validateBound(lookupIn({ ...HOME, ...objects }), claims(registered), bound(own));
    return answer.ok ? answer.user : answer.error;
  };
  const EXTRA = 'authentication.kubernetes.io/';
  test('is the account of the kubernetes.io claims, whatever sub says', () => {
    expect(userOf({}, { sub: 'somebody else' })).toEqual({
      name: 'system:serviceaccount:dev:bot',
      uid: 'u1',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:dev'],
      extra: {},
    });
  });
  const pod = { name: 'x', uid: 'x1' };
  const there: Objects = {
    'pods dev/x': { uid: 'x1' },
    'nodes /n': { uid: 'n1' },
    'nodes /m': { uid: '' },
    'pods dev/': { uid: 'x1' },
    'pods dev/y': { uid: '' },
  };
  test.each<[claim: string, own: Partial<BoundClaims>, jti: string, extra: Record<string, string[]>]>([
    ['a jti is the credential’s id', {}, 'abc', { 'credential-id': ['JTI=abc'] }],
    ['a pod', { pod }, '', { 'pod-name': ['x'], 'pod-uid': ['x1'] }],
    ['a pod without a name is none', { pod: { name: '', uid: 'x1' } }, '', {}],
    ['a pod without a uid is none', { pod: { name: 'y', uid: '' } }, '', {}],
    ['a node', { node: { name: 'n', uid: 'n1' } }, '', { 'node-name': ['n'], 'node-uid': ['n1'] }],
    ['a node without a uid', { node: { name: 'm', uid: '' } }, '', { 'node-name': ['m'] }],
    ['a node that is only a uid is none', { pod, node: { name: '', uid: 'n1' } }, '', { 'pod-name': ['x'], 'pod-uid': ['x1'] }],
    [
      'all of them',
      { pod, node: { name: 'z', uid: 'z1' } },
      'j',
      { 'credential-id': ['JTI=j'], 'pod-name': ['x'], 'pod-uid': ['x1'], 'node-name': ['z'], 'node-uid': ['z1'] },
    ],
  ])('%s', (_claim, own, jti, extra) => {
    const user = userOf(own, { jti }, there);
    expect(typeof user === 'string' ? user : user.extra).toEqual(Object.fromEntries(Object.entries(extra).map(([k, v]) => [EXTRA + k, v])));
  });
});

test.each([
  [0, '1970-01-01T00:00:00Z'],
  [S, '2026-05-18T10:00:00Z'],
  [8.64e12, '+275760-09-13T00:00:00Z'],
  [8.64e12 + 1, '8640000000001 s after 1970'],
  [-8.64e12 - 1, '-8640000000001 s after 1970'],
])('%d seconds are told as %s', (seconds, said) => {
  expect(stamp(seconds)).toBe(said);
});
