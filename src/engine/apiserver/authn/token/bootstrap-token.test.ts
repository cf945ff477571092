import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../../crypto/encoding.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { bootstrapToken } from './bootstrap-token.ts';

const NOW = Date.parse('2026-05-18T10:00:00Z');
const TOKEN = 'abcdef.0123456789abcdef';
const DATA = { 'token-id': 'abcdef', 'token-secret': '0123456789abcdef', 'usage-bootstrap-authentication': 'true' };

interface Given {
  data?: Record<string, string | undefined>;
  raw?: unknown;
  type?: string;
  name?: string;
  namespace?: string;
  deletionTimestamp?: string;
}

function secretOf({ data = {}, raw, type = 'bootstrap.kubernetes.io/token', name = 'bootstrap-token-abcdef', deletionTimestamp }: Given): KubeObject {
  const texts = Object.entries({ ...DATA, ...data }).flatMap(([key, value]) => (value === undefined ? [] : [[key, toBase64(utf8(value))]]));
  const metadata = { name, ...(deletionTimestamp ? { deletionTimestamp } : {}) };
  return { apiVersion: 'v1', kind: 'Secret', metadata, type, data: raw === undefined ? Object.fromEntries(texts) : raw };
}

function ask(given: Given, token = TOKEN) {
  const { namespace = 'kube-system' } = given;
  const secret = secretOf(given);
  const at = (asked: { resource: string }, where: string) => asked.resource === 'secrets' && where === namespace;
  const store = {
    get: (key: { resource: string }, where: string, name: string) => (at(key, where) && name === secret.metadata.name ? secret : undefined),
    list: (key: { resource: string }, where?: string) => (at(key, where ?? '') ? [secret] : []),
  } as Parameters<typeof bootstrapToken>[0];
  const answer = bootstrapToken(store, () => NOW).authenticateToken(token, [], {} as RequestContext);
  if (answer instanceof Promise) throw new Error('a lookup waits for nothing');
  return answer;
}

const GROUPS = (names: string) => ({ data: { 'auth-extra-groups': names } });
const B = 'system:bootstrappers';

describe('a bootstrap token', () => {
  test.each<[claim: string, given: Given, groups: string[]]>([
    ['is in one group', {}, [B]],
    ['may be in more, sorted and each once', GROUPS(`${B}:z,${B}:a,${B}:z`), [B, `${B}:a`, `${B}:z`]],
    ['has no further group when the list is empty', GROUPS(''), [B]],
    ['has a group of one letter', GROUPS(`${B}:x`), [B, `${B}:x`]],
    ['has a group of 256 letters', GROUPS(`${B}:${'a'.repeat(256)}`), [B, `${B}:${'a'.repeat(256)}`]],
    ['has a group with colons and hyphens', GROUPS(`${B}:a:b-c:1`), [B, `${B}:a:b-c:1`]],
    ['lasts until its expiration', { data: { expiration: '2026-05-18T10:00:01Z' } }, [B]],
    ['lasts for ever without one', { data: { expiration: '' } }, [B]],
    ['lasts into the next century', { data: { expiration: '2109-01-01T00:00:00Z' } }, [B]],
  ])('%s', (_claim, given, groups) => {
    expect(ask(given)).toEqual({
      verdict: 'recognised',
      code: 'recognised',
      user: { name: 'system:bootstrap:abcdef', uid: '', groups, extra: {} },
      reason: 'system:bootstrap:abcdef',
    });
  });

  const over = (expiration: string) => `Secret bootstrap-token-abcdef was good until ${expiration}`;
  const notFor = 'usage-bootstrap-authentication is not "true" in Secret bootstrap-token-abcdef';
  test.each<[claim: string, given: Given, token: string, reason: string, why: string | undefined]>([
    ['of another shape', {}, 'abcdef', 'wrong shape', undefined],
    ['with a short id', {}, 'abc.0123456789abcdef', 'wrong shape', undefined],
    ['with capitals', {}, 'ABCDEF.0123456789abcdef', 'wrong shape', undefined],
    ['with something before it', {}, `x${TOKEN}`, 'wrong shape', undefined],
    ['with something after it', {}, `${TOKEN}x`, 'wrong shape', undefined],
    ['with something after a newline', {}, `${TOKEN}\nx`, 'wrong shape', undefined],
    ['whose Secret is elsewhere', { namespace: 'default' }, TOKEN, 'no Secret bootstrap-token-abcdef', undefined],
    ['whose Secret is named otherwise', { name: 'token-abcdef' }, TOKEN, 'no Secret bootstrap-token-abcdef', undefined],
    [
      'whose Secret is named nearly so',
      { name: 'bootstrap-token-abcdeg' },
      TOKEN,
      'no Secret bootstrap-token-abcdef',
      'Secret bootstrap-token-abcdeg comes nearest; of the part before the dot: one character differs',
    ],
    ['whose Secret is named otherwise but ends alike', { name: 'bootstrap-tokens-abcdeg' }, TOKEN, 'no Secret bootstrap-token-abcdef', undefined],
    ['whose Secret is being deleted', { deletionTimestamp: '2026-05-18T10:00:00Z' }, TOKEN, 'its Secret is being deleted', undefined],
    ['whose Secret is of another type', { type: 'Opaque' }, TOKEN, 'its Secret is of another type', undefined],
    ['whose Secret holds nothing', { raw: {} }, TOKEN, 'its Secret is of another type', undefined],
    ['whose Secret has no data', { raw: null }, TOKEN, 'its Secret is of another type', undefined],
    ['whose Secret has a text for data', { raw: 'x' }, TOKEN, 'its Secret is of another type', undefined],
    [
      'with another secret part',
      {},
      'abcdef.0123456789abcdeX'.toLowerCase(),
      'wrong secret part',
      'Secret bootstrap-token-abcdef is there; of the part after the dot: one character differs',
    ],
    [
      'with a secret part that is far away',
      {},
      'abcdef.zzzzzzzzzzzzzzzz',
      'wrong secret part',
      'Secret bootstrap-token-abcdef is there; of the part after the dot: it is another',
    ],
    [
      'whose Secret has no secret part',
      { data: { 'token-secret': undefined } },
      TOKEN,
      'wrong secret part',
      'Secret bootstrap-token-abcdef is there; of the part after the dot: it is another',
    ],
    [
      'whose secret part is a number',
      { raw: { 'token-secret': 5 } },
      TOKEN,
      'wrong secret part',
      'Secret bootstrap-token-abcdef is there; of the part after the dot: it is another',
    ],
    ['with another id inside', { data: { 'token-id': 'zzzzzz' } }, TOKEN, 'token-id does not match', undefined],
    ['that ended a second ago', { data: { expiration: '2026-05-18T09:59:59Z' } }, TOKEN, 'expired', over('2026-05-18T09:59:59Z')],
    ['that ends this second', { data: { expiration: '2026-05-18T10:00:00Z' } }, TOKEN, 'expired', over('2026-05-18T10:00:00Z')],
    ['whose end cannot be read', { data: { expiration: 'tomorrow' } }, TOKEN, 'expired', over('tomorrow')],
    ['for signing only', { data: { 'usage-bootstrap-authentication': 'false' } }, TOKEN, 'not for authentication', notFor],
    ['for nothing in particular', { data: { 'usage-bootstrap-authentication': undefined } }, TOKEN, 'not for authentication', notFor],
    ['whose usage is in capitals', { data: { 'usage-bootstrap-authentication': 'True' } }, TOKEN, 'not for authentication', notFor],
    ['with a group of another name', GROUPS('foo'), TOKEN, 'group foo is not allowed', undefined],
    ['with a good group and a bad one', GROUPS(`${B}:a,foo`), TOKEN, 'group foo is not allowed', undefined],
    ['with a blank before a group', GROUPS(`${B}:a, ${B}:b`), TOKEN, `group  ${B}:b is not allowed`, undefined],
    ['with a group that ends in a hyphen', GROUPS(`${B}:a-`), TOKEN, `group ${B}:a- is not allowed`, undefined],
    ['with a group that ends too early', GROUPS(`${B}:`), TOKEN, `group ${B}: is not allowed`, undefined],
    ['with a group of 257 letters', GROUPS(`${B}:${'a'.repeat(257)}`), TOKEN, `group ${B}:${'a'.repeat(257)} is not allowed`, undefined],
    ['with a group that has something before it', GROUPS(`x${B}:a`), TOKEN, `group x${B}:a is not allowed`, undefined],
  ])('%s is not known', (_claim, given, token, reason, why) => {
    expect(ask(given, token)).toEqual({ verdict: 'no-opinion', code: expect.any(String), reason, ...(why ? { why } : {}) });
  });
});
