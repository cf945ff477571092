import { describe, expect, it } from 'vitest';
import type { UserInfo } from '../../../../trace/event.ts';
import { Recorder } from '../../../../trace/recorder.ts';
import { Clock } from '../../../clock.ts';
import { Headers } from '../../../http/message.ts';
import type { Network } from '../../../network/outbound.ts';
import { noApiServer } from '../../../network/testing/alone.ts';
import type { MatchConditions } from '../../webhooks/match-conditions.ts';
import type { AskedAttributes } from '../authorizer.ts';
import { ask, path, person } from '../testing/policy-fixture.ts';
import { WebhookAuthorizer, type WebhookAuthorizerOptions } from './webhook.ts';

type Status = Record<string, unknown>;
interface Given {
  status?: Status;
  http?: number;
  options?: Partial<WebhookAuthorizerOptions>;
}

function set({ status = { allowed: true }, http = 200, options = {} }: Given) {
  const clock = new Clock('2026-05-18T10:00:00Z');
  const sent: { spec: Status; status: unknown }[] = [];
  const log: string[] = [];
  const answer = { status };
  const parties = {
    at: () => ({ name: 'hook', origin: 'http://hook.example' }),
    ask: async (_party: unknown, request: { body: string }) => {
      sent.push(JSON.parse(request.body) as { spec: Status; status: unknown });
      return { status: http, headers: new Headers(), body: JSON.stringify({ status: answer.status }) };
    },
  };
  const network = { clock, parties, apiServer: noApiServer } as unknown as Network;
  const target = { url: 'http://hook.example/authorize', trust: {}, authorization: undefined };
  const authorizer = new WebhookAuthorizer({
    id: 'authz.webhook',
    name: 'default',
    asking: { network, target, timeout: '30s', kind: 'SubjectAccessReview', group: 'authorization.k8s.io', version: 'v1' },
    authorizedMs: 10_000,
    unauthorizedMs: 2000,
    failurePolicy: 'NoOpinion',
    match: undefined,
    now: clock.now,
    log: (text) => log.push(text),
    ...options,
  });
  return { authorizer, clock, sent, log, answer };
}
const ada: UserInfo = { ...person('ada'), uid: '7', extra: { team: ['x'] } };
const GET = ask('get', 'pods', { name: 'web' });

describe('what is asked', () => {
  const specOf = async (asked: AskedAttributes & { labelSelector?: string }, user = ada) => {
    const { authorizer, sent } = set({});
    await authorizer.authorize(user, asked);
    return sent[0];
  };
  const WHO = { user: 'ada', groups: ['system:authenticated'], extra: { team: ['x'] }, uid: '7' };
  it.each<[claim: string, asked: AskedAttributes & { labelSelector?: string }, spec: object]>([
    ['a resource', GET, { resourceAttributes: { namespace: 'default', verb: 'get', version: 'v1', resource: 'pods', name: 'web' }, ...WHO }],
    [
      'everything of a resource',
      ask('create', 'pods', { apiGroup: 'g', subresource: 's', name: 'n' }),
      { resourceAttributes: { namespace: 'default', verb: 'create', group: 'g', version: 'v1', resource: 'pods', subresource: 's', name: 'n' }, ...WHO },
    ],
    ['a path', path('get', '/version'), { nonResourceAttributes: { path: '/version', verb: 'get' }, ...WHO }],
  ])('%s', async (_claim, asked, spec) => {
    expect(await specOf(asked)).toMatchObject({ spec, status: { allowed: false } });
    expect((await specOf(asked))?.spec).toEqual(spec);
  });
  it('leaves out what somebody does not have', async () => {
    expect((await specOf(path('get', '/x'), { name: '', uid: '', groups: [], extra: {} }))?.spec).toEqual({
      nonResourceAttributes: { path: '/x', verb: 'get' },
    });
  });
  it.each<[selector: string, requirements: object[] | undefined]>([
    ['', undefined],
    ['a=b', [{ key: 'a', operator: 'In', values: ['b'] }]],
    ['a==b', [{ key: 'a', operator: 'In', values: ['b'] }]],
    ['a!=b', [{ key: 'a', operator: 'NotIn', values: ['b'] }]],
    ['a=', [{ key: 'a', operator: 'In', values: [''] }]],
    [
      'a=b,c!=d=e',
      [
        { key: 'a', operator: 'In', values: ['b'] },
        { key: 'c', operator: 'NotIn', values: ['d=e'] },
      ],
    ],
    ['a', undefined],
    ['=b', undefined],
  ])('fields %s', async (fieldSelector, requirements) => {
    const attributes = (await specOf({ ...GET, fieldSelector }))?.spec.resourceAttributes as Status | undefined;
    expect(attributes?.fieldSelector).toEqual(requirements && { requirements });
  });
  it.each<[selector: string, requirements: object[] | undefined]>([
    ['', undefined],
    ['a=b', [{ key: 'a', operator: 'In', values: ['b'] }]],
    ['a==b', [{ key: 'a', operator: 'In', values: ['b'] }]],
    ['a!=b', [{ key: 'a', operator: 'NotIn', values: ['b'] }]],
    ['a in (b, c)', [{ key: 'a', operator: 'In', values: ['b', 'c'] }]],
    ['a notin (b)', [{ key: 'a', operator: 'NotIn', values: ['b'] }]],
    ['a', [{ key: 'a', operator: 'Exists' }]],
    ['!a', [{ key: 'a', operator: 'DoesNotExist' }]],
    ['a>1,b', [{ key: 'b', operator: 'Exists' }]],
    ['a in', undefined],
  ])('labels %s', async (labelSelector, requirements) => {
    const attributes = (await specOf({ ...GET, labelSelector }))?.spec.resourceAttributes as Status | undefined;
    expect(attributes?.labelSelector).toEqual(requirements && { requirements });
  });
});

describe('what is made of the answer', () => {
  it.each<[status: Status, answer: object]>([
    [{ allowed: true }, { decision: 'allowed', reason: '', words: 'the webhook allows it' }],
    [
      { allowed: true, reason: 'why not' },
      { decision: 'allowed', reason: 'why not', words: 'the webhook allows it' },
    ],
    [{ allowed: false }, { decision: 'no-opinion', reason: '', words: 'the webhook has no opinion' }],
    [{}, { decision: 'no-opinion', reason: '', words: 'the webhook has no opinion' }],
    [
      { allowed: 'yes', reason: 5 },
      { decision: 'no-opinion', reason: '', words: 'the webhook has no opinion' },
    ],
    [
      { denied: true, reason: 'never' },
      { decision: 'denied', reason: 'never', words: 'the webhook denies it' },
    ],
    [
      { denied: false, allowed: true },
      { decision: 'allowed', reason: '', words: 'the webhook allows it' },
    ],
    [
      { denied: true, allowed: true, reason: 'r' },
      { decision: 'denied', reason: 'r', error: 'webhook subject access review returned both allow and deny response' },
    ],
  ])('%j', async (status, answer) => {
    expect(await set({ status }).authorizer.authorize(ada, GET)).toEqual(answer);
  });
  it.each([
    ['NoOpinion', 'no-opinion'],
    ['Deny', 'denied'],
  ] as const)('a failure under %s is %s, and is logged', async (failurePolicy, decision) => {
    const { authorizer, log } = set({ http: 404, options: { failurePolicy } });
    const error = 'the server could not find the requested resource';
    expect(await authorizer.authorize(ada, GET)).toEqual({ decision, reason: '', error });
    expect(log).toEqual([`Failed to make webhook authorizer request: ${error}`]);
  });
});

describe('what is remembered', () => {
  const calls = async (given: Given, waits: number[], asked: AskedAttributes = GET) => {
    const { authorizer, clock, sent } = set(given);
    const counts = [];
    for (const wait of waits) {
      await clock.advance(wait);
      await authorizer.authorize(ada, asked);
      counts.push(sent.length);
    }
    return counts;
  };
  it.each<[claim: string, given: Given, waits: number[], calls: number[]]>([
    ['an allow', {}, [0, 9999, 1], [1, 1, 2]],
    ['a denial, shorter', { status: { denied: true } }, [0, 1999, 1], [1, 1, 2]],
    ['no opinion, shorter', { status: {} }, [0, 1999, 1], [1, 1, 2]],
    ['no failure', { http: 404 }, [0, 0], [1, 2]],
    ['nothing, when told so', { options: { authorizedMs: 0 } }, [0, 0], [1, 2]],
  ])('%s', async (_claim, given, waits, counts) => {
    expect(await calls(given, waits)).toEqual(counts);
  });
  it.each([
    [9982, [1, 1]],
    [9983, [1, 2]],
  ])('a question with a name of %i letters', async (length, counts) => {
    // "default", "get", "v1" and "pods" count as well.
    expect(await calls({}, [0, 0], { ...GET, name: 'x'.repeat(length + 1) })).toEqual(counts);
  });
  it('is told with its age', async () => {
    const { authorizer, clock } = set({});
    await authorizer.authorize(ada, GET);
    await clock.advance(2500);
    const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: () => 0 });
    const span = recorder.before('authz.webhook');
    expect((await authorizer.authorize(ada, GET, recorder)).decision).toBe('allowed');
    recorder.after(span, 'allowed', '');
    expect(recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [e.text] : []))).toEqual(['answered 2 s ago: the webhook is not asked again']);
  });
  it('counts for the same question only', async () => {
    const { authorizer, sent } = set({});
    for (const asked of [GET, { ...GET, name: 'other' }, GET]) await authorizer.authorize(ada, asked);
    await authorizer.authorize(person('ada'), GET);
    expect(sent).toHaveLength(3);
  });
});

describe('match conditions', () => {
  const matching = async (match: MatchConditions, failurePolicy: 'NoOpinion' | 'Deny' = 'Deny') => {
    const { authorizer, sent } = set({ options: { match, failurePolicy } });
    return { answer: await authorizer.authorize(ada, GET), asked: sent.length };
  };
  it.each<[claim: string, matched: ReturnType<MatchConditions>, policy: 'NoOpinion' | 'Deny', answer: object, asked: number]>([
    ['that hold', { matches: true }, 'Deny', { decision: 'allowed' }, 1],
    ['that do not', { matches: false }, 'Deny', { decision: 'no-opinion', reason: '', words: 'not asked: a match condition is false' }, 0],
    ['that fail', { error: 'e' }, 'Deny', { decision: 'denied', reason: '', error: 'e' }, 0],
    ['that fail, and no opinion', { error: 'e' }, 'NoOpinion', { decision: 'no-opinion', reason: '', error: 'e' }, 0],
  ])('%s', async (_claim, matched, policy, answer, asked) => {
    const found = await matching(() => matched, policy);
    expect(found).toMatchObject({ answer, asked });
  });
  it('see every text, the empty ones, too', async () => {
    const seen: unknown[] = [];
    const { authorizer } = set({
      options: {
        match(spec) {
          seen.push(spec);
          return { matches: false };
        },
      },
    });
    await authorizer.authorize({ name: '', uid: '', groups: [], extra: {} }, ask('get', 'pods', { namespace: '' }));
    await authorizer.authorize(ada, path('', '/x'));
    expect(seen).toEqual([
      {
        user: '',
        groups: [],
        uid: '',
        extra: {},
        resourceAttributes: { namespace: '', verb: 'get', group: '', version: 'v1', resource: 'pods', subresource: '', name: '' },
      },
      { user: 'ada', groups: ['system:authenticated'], uid: '7', extra: { team: ['x'] }, nonResourceAttributes: { path: '/x', verb: '' } },
    ]);
  });
});

it('is titled by its name, unless it is the one of the flags', () => {
  const title = (name: string) => set({ options: { name } }).authorizer.title;
  expect([title('default'), title('policy')]).toEqual(['Webhook', 'Webhook policy']);
});
it('cannot say what somebody may do', () => {
  expect(set({}).authorizer.rulesFor()).toEqual({
    resourceRules: [],
    nonResourceRules: [],
    incomplete: true,
    errors: ['webhook authorizer does not support user rule resolution'],
  });
});
it('takes its memory from a snapshot', async () => {
  const { authorizer, sent } = set({});
  const before = authorizer.memory.snapshot();
  await authorizer.authorize(ada, GET);
  authorizer.memory.restore(before);
  await authorizer.authorize(ada, GET);
  expect(sent).toHaveLength(2);
});
