import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../../crypto/encoding.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { Claims, LegacyClaims } from './claims.ts';
import { validateLegacy } from './service-account-legacy.ts';

const NOW = Date.parse('2026-05-18T23:30:00Z');
const SECRET = 'secrets dev/bot-token';
const ACCOUNT = 'serviceaccounts dev/bot';
const LAST_USED = 'kubernetes.io/legacy-token-last-used';
const INVALID_SINCE = 'kubernetes.io/legacy-token-invalid-since';

type Objects = Record<string, KubeObject>;
const secret = (labels: Record<string, string> = {}, more: Partial<KubeObject['metadata']> = {}, data: unknown = { token: toBase64(utf8('the token')) }) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'bot-token', labels, ...more },
  data,
});
const account = (more: Partial<KubeObject['metadata']> = {}, secrets?: unknown) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'bot', uid: 'u1', ...more },
  secrets,
});
const HOME: Objects = { [SECRET]: secret(), [ACCOUNT]: account() };

interface Given {
  objects?: Objects;
  own?: Partial<LegacyClaims>;
  sub?: string;
  token?: string;
  checkSecret?: boolean;
}

function validate({ objects = HOME, own = {}, sub = 'system:serviceaccount:dev:bot', token = 'the token', checkSecret = true }: Given) {
  const labelled: unknown[] = [];
  const lookup = {
    get: (resource: string, namespace: string, name: string) => objects[`${resource} ${namespace}/${name}`],
    now: () => NOW,
    label: (...what: unknown[]) => {
      labelled.push(what);
    },
  };
  const claims: Claims = { iss: 'kubernetes/serviceaccount', sub, aud: [], jti: '' };
  const legacy: LegacyClaims = { namespace: 'dev', secretName: 'bot-token', serviceAccountName: 'bot', serviceAccountUid: 'u1', ...own };
  const answer = validateLegacy(lookup, claims, legacy, token, checkSecret);
  return { answer, labelled, said: answer.ok ? 'good' : [answer.check, answer.error, answer.reason] };
}

const wrong = (error: string, reason: string) => ['account and bound objects', error, reason];
const MISSING = 'claim missing';
const BAD_SUB = wrong('sub claim is invalid', 'sub does not fit');
const MARKED = wrong(
  "the token in secret dev/bot-token for service account dev/bot has been marked invalid. Use tokens from the TokenRequest API or manually created secret-based tokens, or remove the 'kubernetes.io/legacy-token-invalid-since' label from the secret to temporarily allow use of this token",
  'marked invalid',
);

describe('an older token, kept in a Secret', () => {
  test.each<[claim: string, given: Given, said: unknown]>([
    ['is good', {}, 'good'],
    ['needs a sub', { sub: '', own: { namespace: '' } }, wrong('sub claim is missing', MISSING)],
    ['needs a namespace', { own: { namespace: '', secretName: '' } }, wrong('namespace claim is missing', MISSING)],
    ['needs a secret’s name', { own: { secretName: '', serviceAccountName: '' } }, wrong('secretName claim is missing', MISSING)],
    ['needs an account’s name', { own: { serviceAccountName: '', serviceAccountUid: '' } }, wrong('serviceAccountName claim is missing', MISSING)],
    ['needs an account’s uid', { own: { serviceAccountUid: '' }, sub: 'x' }, wrong('serviceAccountUID claim is missing', MISSING)],
    ['has a sub of another namespace', { sub: 'system:serviceaccount:prod:bot' }, BAD_SUB],
    ['has a sub of another account', { sub: 'system:serviceaccount:dev:cat' }, BAD_SUB],
    ['has a sub that is no account', { sub: 'jane' }, BAD_SUB],
    ['lost its secret', { objects: { [ACCOUNT]: account() } }, wrong('Token has been invalidated', 'secret bot-token is gone')],
    [
      'has a secret that is being deleted',
      { objects: { ...HOME, [SECRET]: secret({}, { deletionTimestamp: '2026-05-18T23:29:59Z' }) } },
      wrong('Token has been invalidated', 'secret bot-token is gone'),
    ],
    ['is not the token of its secret', { token: 'another' }, wrong("Token does not match server's copy", 'not the token in its secret')],
    [
      'has a secret without data',
      { objects: { ...HOME, [SECRET]: secret({}, {}, null) } },
      wrong("Token does not match server's copy", 'not the token in its secret'),
    ],
    [
      'has a secret with a text for data',
      { objects: { ...HOME, [SECRET]: secret({}, {}, 'x') } },
      wrong("Token does not match server's copy", 'not the token in its secret'),
    ],
    [
      'has a secret without a token',
      { objects: { ...HOME, [SECRET]: secret({}, {}, {}) } },
      wrong("Token does not match server's copy", 'not the token in its secret'),
    ],
    [
      'has a number for a token',
      { objects: { ...HOME, [SECRET]: secret({}, {}, { token: 5 }) } },
      wrong("Token does not match server's copy", 'not the token in its secret'),
    ],
    ['lost its account', { objects: { [SECRET]: secret() } }, wrong('serviceaccounts "bot" not found', 'account not found')],
    [
      'has an account that is being deleted, if only now',
      { objects: { ...HOME, [ACCOUNT]: account({ deletionTimestamp: '2026-05-18T23:30:00Z' }) } },
      wrong('ServiceAccount dev/bot has been deleted', 'account deleted'),
    ],
    [
      'has an account made anew',
      { objects: { ...HOME, [ACCOUNT]: account({ uid: 'u2' }) } },
      wrong('ServiceAccount UID (u2) does not match claim (u1)', 'account was made anew'),
    ],
    [
      'has an account without a uid',
      { objects: { ...HOME, [ACCOUNT]: { ...account(), metadata: { name: 'bot' } } } },
      wrong('ServiceAccount UID () does not match claim (u1)', 'account was made anew'),
    ],
    ['was marked invalid', { objects: { ...HOME, [SECRET]: secret({ [INVALID_SINCE]: '2026-05-01' }) } }, MARKED],
    ['was marked with nothing', { objects: { ...HOME, [SECRET]: secret({ [INVALID_SINCE]: '' }) } }, 'good'],
    ['is not looked up when the flag says so', { objects: {}, token: 'another', checkSecret: false }, 'good'],
    ['must fit its sub even then', { objects: {}, sub: 'jane', checkSecret: false }, BAD_SUB],
  ])('%s', (_claim, given, said) => {
    expect(validate(given).said).toEqual(said);
  });

  test('stands for the account, and the audit log hears that it is an older one', () => {
    expect(validate({}).answer).toEqual({
      ok: true,
      user: { name: 'system:serviceaccount:dev:bot', uid: 'u1', groups: ['system:serviceaccounts', 'system:serviceaccounts:dev'], extra: {} },
      passed: [
        { check: 'time', detail: 'never expires' },
        { check: 'account and bound objects', detail: 'serviceaccount dev/bot, secret bot-token' },
      ],
      annotations: { 'authentication.k8s.io/legacy-token-manual-secret': 'bot-token' },
    });
  });

  test('that is not looked up says so', () => {
    const { answer, labelled } = validate({ objects: {}, checkSecret: false });
    expect(answer).toMatchObject({ passed: [{ detail: 'never expires' }, { detail: 'not looked up' }], annotations: {} });
    expect(labelled).toEqual([]);
  });

  const AUTO = 'Use tokens from the TokenRequest API or manually created secret-based tokens instead of auto-generated secret-based tokens.';
  test.each<[claim: string, secrets: unknown, warnings: string[] | undefined]>([
    ['whose secret the account lists, is warned of', [{ name: 'other' }, { name: 'bot-token' }], [AUTO]],
    ['whose secret is not in the list, is not', [{ name: 'other' }], undefined],
    ['of an account with an odd list, is not', [null, 'bot-token', {}], undefined],
    ['of an account without a list, is not', 'bot-token', undefined],
  ])('%s', (_claim, secrets, warnings) => {
    const { answer } = validate({ objects: { ...HOME, [ACCOUNT]: account({}, secrets) } });
    expect(answer.ok && answer.warnings).toEqual(warnings);
    expect(answer.ok && answer.annotations).toEqual({ [`authentication.k8s.io/legacy-token-${warnings ? 'autogenerated' : 'manual'}-secret`]: 'bot-token' });
  });

  test.each<[claim: string, labels: Record<string, string>, marks: boolean]>([
    ['is marked with the day of its use', {}, true],
    ['last used yesterday is marked anew', { [LAST_USED]: '2026-05-17' }, true],
    ['used today is not', { [LAST_USED]: '2026-05-18' }, false],
    ['used tomorrow, by another server’s clock, is not', { [LAST_USED]: '2026-05-19' }, false],
    ['marked invalid is marked as used all the same', { [INVALID_SINCE]: '2026-05-01' }, true],
  ])('%s', (_claim, labels, marks) => {
    const { labelled } = validate({ objects: { ...HOME, [SECRET]: secret(labels) } });
    expect(labelled).toEqual(marks ? [['secrets', 'dev', 'bot-token', { [LAST_USED]: '2026-05-18' }]] : []);
  });

  test('that is refused is not marked', () => {
    expect(validate({ token: 'another' }).labelled).toEqual([]);
  });

  test('may have a secret without labels', () => {
    const { metadata, ...rest } = secret();
    const { answer, labelled } = validate({ objects: { ...HOME, [SECRET]: { ...rest, metadata: { name: metadata.name } } } });
    expect([answer.ok, labelled.length]).toEqual([true, 1]);
  });
});
