import { describe, expect, test } from 'vitest';
import { Recorder } from '../../../../trace/recorder.ts';
import { Clock } from '../../../clock.ts';
import { Headers } from '../../../http/message.ts';
import type { Network } from '../../../network/outbound.ts';
import { noApiServer } from '../../../network/testing/alone.ts';
import type { RequestContext } from '../../request-context.ts';
import { webhook } from './webhook.ts';

type Status = Record<string, unknown>;

/** The desk with somebody behind it who answers with this status. */
function set(status: Status, { apiAudiences = ['api'], http = 200 } = {}) {
  const clock = new Clock('2026-05-18T10:00:00Z');
  const sent: Status[] = [];
  const log: string[] = [];
  const parties = {
    at: () => ({ name: 'hook', origin: 'http://hook.example' }),
    ask: async (_party: unknown, { body }: { body: string }) => {
      sent.push((JSON.parse(body) as { spec: Status }).spec);
      return { status: http, headers: new Headers(), body: JSON.stringify({ status }) };
    },
  };
  const network = { clock, parties, apiServer: noApiServer } as unknown as Network;
  const target = { url: 'http://hook.example/authenticate', trust: {}, authorization: undefined };
  const asking = { network, target, timeout: '30s', kind: 'TokenReview', group: 'authentication.k8s.io', version: 'v1' };
  const desk = webhook({ asking, cacheMs: 120_000, apiAudiences, now: clock.now, log: (text) => log.push(text) });
  const ask = async (token = 't', audiences = ['api']) => {
    const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: clock.now });
    const span = recorder.before('authn.webhook');
    const answer = await desk.authenticateToken(token, audiences, { recorder } as RequestContext);
    recorder.after(span, answer.verdict, answer.reason);
    return { answer, notes: recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [[e.text, e.ok]] : [])) };
  };
  return { ask, clock, sent, log, desk };
}
const ADA = { username: 'ada', uid: '7', groups: ['dev'], extra: { team: ['x'] } };
const answerTo = async (status: Status, audiences?: string[], options?: Parameters<typeof set>[1]) => (await set(status, options).ask('t', audiences)).answer;

describe('who it says it is', () => {
  test.each<[claim: string, user: unknown, said: object, reason: string]>([
    ['everything', ADA, { name: 'ada', uid: '7', groups: ['dev'], extra: { team: ['x'] } }, 'ada'],
    ['a name alone', { username: 'ada' }, { name: 'ada', uid: '', groups: [], extra: {} }, 'ada'],
    ['nothing', undefined, { name: '', uid: '', groups: [], extra: {} }, 'somebody without a name'],
    ['a text', 'ada', { name: '', uid: '', groups: [], extra: {} }, 'somebody without a name'],
    ['numbers', { username: 5, uid: 5, groups: 5, extra: 5 }, { name: '', uid: '', groups: [], extra: {} }, 'somebody without a name'],
    [
      'numbers among texts',
      { username: 'ada', groups: ['a', 5], extra: { b: ['c', 5], d: 'e' } },
      { name: 'ada', uid: '', groups: ['a'], extra: { b: ['c'], d: [] } },
      'ada',
    ],
  ])('%s', async (_claim, user, said, reason) => {
    const status = { authenticated: true, ...(user === undefined ? {} : { user }) };
    expect(await answerTo(status)).toEqual({
      verdict: 'recognised',
      code: 'recognised',
      user: said,
      audiences: ['api'],
      reason,
      evidence: { type: 'object', object: status },
    });
  });
});

describe('for whom the token is', () => {
  test.each<[claim: string, audiences: unknown, wanted: string[], said: unknown]>([
    ['nothing said means the API', undefined, ['api'], ['api']],
    ['an empty list means the API', [], ['api'], ['api']],
    ['a list of no texts means the API', [5], ['api'], ['api']],
    ['those of both', ['x', 'b', 'a'], ['a', 'b', 'c'], ['a', 'b']],
    ['others', ['vault', 'x'], ['api', 'b'], 'for vault, x, not for api, b'],
    ['the API where others are wanted', undefined, ['vault'], 'for api, not for vault'],
    ['where none is wanted', ['vault'], [], undefined],
  ])('%s', async (_claim, audiences, wanted, said) => {
    const answer = await answerTo({ authenticated: true, user: ADA, audiences }, wanted);
    if (typeof said === 'string') expect(answer).toMatchObject({ verdict: 'no-opinion', reason: said, evidence: { type: 'object' } });
    else expect([answer.verdict, answer.verdict === 'recognised' && answer.audiences]).toEqual(['recognised', said]);
  });
  test('a server without audiences means none', async () => {
    expect(await answerTo({ authenticated: true }, ['vault'], { apiAudiences: [] })).toMatchObject({ reason: 'for no audience, not for vault' });
  });
});

describe('what it does not know', () => {
  const unknown = { verdict: 'no-opinion', code: 'unknown', reason: 'the webhook does not know it' };
  test.each<[claim: string, status: Status, said: object]>([
    ['is no opinion', { authenticated: false }, unknown],
    ['is no opinion when nothing is said', {}, unknown],
    ['is no opinion when it says yes in letters', { authenticated: 'true', user: ADA }, unknown],
    ['is an error when it names one', { authenticated: false, error: 'revoked' }, { verdict: 'error', code: 'refused', error: 'revoked', reason: 'revoked' }],
    ['is no opinion when the error is empty', { authenticated: false, error: '' }, unknown],
    ['is no opinion when the error is a number', { authenticated: false, error: 5 }, unknown],
  ])('%s', async (_claim, status, said) => {
    expect(await answerTo(status)).toEqual({ ...said, evidence: { type: 'object', object: status } });
  });
  test('is an error and a line of the log when it gives no answer', async () => {
    const { ask, log } = set({}, { http: 404 });
    const error = 'the server could not find the requested resource';
    expect((await ask()).answer).toEqual({ verdict: 'error', code: 'no-usable-answer', error, reason: 'the webhook gave no usable answer' });
    expect(log).toEqual([`Failed to make webhook authenticator request: ${error}`]);
    const good = set({ authenticated: true });
    await good.ask();
    expect(good.log).toEqual([]);
  });
});

test('the question holds the token, and audiences when there are any', async () => {
  const { ask, sent } = set({ authenticated: true });
  await ask('a', ['x', 'y']);
  await ask('b', []);
  expect(sent).toEqual([{ token: 'a', audiences: ['x', 'y'] }, { token: 'b' }]);
});

test('what was recognised is remembered for that token and those audiences, and told with its age', async () => {
  const { ask, clock, sent } = set({ authenticated: true, user: ADA, audiences: ['a', 'b'] });
  const first = await ask('t', ['a']);
  await clock.advance(2500);
  const second = await ask('t', ['a']);
  expect(second.answer).toEqual(first.answer);
  expect([first.notes, second.notes]).toEqual([[], [['answered 2 s ago: the webhook is not asked again', true]]]);
  await ask('t', ['b']);
  await ask('u', ['a']);
  expect(sent).toHaveLength(3);
  await clock.advance(117_500);
  await ask('t', ['a']);
  expect(sent).toHaveLength(4);
});

test('what was not is asked anew', async () => {
  const { ask, sent } = set({ authenticated: false });
  await ask();
  await ask();
  expect(sent).toHaveLength(2);
});
