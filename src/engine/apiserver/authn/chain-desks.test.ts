import { describe, expect, test } from 'vitest';
import { Clock } from '../../clock.ts';
import type { RequestContext } from '../request-context.ts';
import type { Authentication, TokenAuthenticator } from './authenticator.ts';
import { AuthenticationChain, audienceAgnostic } from './chain.ts';
import { anonymous } from './request/anonymous.ts';
import { x509About } from './request/x509.about.ts';
import { ask, bearer, chainOf, contextOf, none, type Setup, steps, user, wrong, yes } from './testing/chain-of.ts';
import { serviceAccountAbout } from './token/service-account.about.ts';
import { staticTokenFileAbout } from './token/static-token-file.about.ts';

describe('who is named when nobody is recognised', () => {
  const refusal = async (setup: Setup) => {
    const { answer } = await ask(setup);
    return answer.verdict === 'error' ? [answer.desk, answer.reason] : answer.verdict;
  };
  test.each<[claim: string, setup: Setup, named: unknown]>([
    ['nobody, when no desk found anything wrong', { file: none, headers: bearer('x') }, [undefined, undefined]],
    ['the desk that did', { file: none, account: wrong('expired'), headers: bearer('x') }, ['Service account tokens', 'broken']],
    ['the first of two', { x509: wrong('bad'), account: wrong('expired'), headers: bearer('x') }, ['X.509 client certificate', 'broken']],
    ['nobody, when nothing was shown', { anonymous: false }, 'no-opinion'],
  ])('%s', async (_claim, setup, named) => {
    expect(await refusal(setup)).toEqual(named);
  });
});

describe('how somebody was recognised', () => {
  test.each<[claim: string, setup: Setup, audiences: unknown, byBearer: boolean]>([
    ['by certificate', { x509: yes('ada') }, undefined, false],
    ['by certificate, though a token came along', { x509: yes('ada'), file: yes('eve'), headers: bearer('x') }, undefined, false],
    ['by token', { file: yes('ada'), headers: bearer('x') }, ['api'], true],
    ['by a token that counts for one of two audiences', { file: yes('ada'), headers: bearer('x'), audiences: ['vault', 'api'] }, ['api'], true],
    ['as nobody', {}, undefined, false],
  ])('%s', async (_claim, setup, audiences, byBearer) => {
    const { answer } = await ask(setup);
    expect(answer).toMatchObject({ verdict: 'recognised', bearer: byBearer });
    expect(answer.verdict === 'recognised' && answer.audiences).toEqual(audiences);
  });

  test('by a token that says for whom it is', async () => {
    const account: Authentication = { verdict: 'recognised', code: 'recognised', user: user('bot'), audiences: ['vault'], reason: 'bot' };
    expect((await ask({ account, headers: bearer('x') })).answer).toMatchObject({ audiences: ['vault'], desk: 'Service account tokens' });
  });
});

test('a desk of no place in the row cannot be', () => {
  const stranger = { ...x509About, id: 'authn.palm', authenticate: () => none };
  expect(() => new AuthenticationChain({ request: [stranger], tokens: [], anonymous: undefined, apiAudiences: [] })).toThrow('an authenticator without a desk');
});

describe('a desk that knows nothing of audiences', () => {
  const inner = (answer: Authentication): TokenAuthenticator => ({ ...staticTokenFileAbout, authenticateToken: () => answer });
  const about = async (answer: Authentication, wanted: string[], api: string[]) =>
    audienceAgnostic(inner(answer), api).authenticateToken('t', wanted, {} as RequestContext);
  const ada = yes('ada');
  test.each<[claim: string, answer: Authentication, wanted: string[], api: string[], said: object]>([
    ['speaks for the API', ada, ['api'], ['api'], { ...ada, audiences: ['api'] }],
    ['in the order in which they are wanted', ada, ['b', 'x', 'a'], ['a', 'b'], { ...ada, audiences: ['b', 'a'] }],
    ['is not asked for others', ada, ['vault'], ['api'], { verdict: 'no-opinion', code: 'another-audience', reason: 'for another audience' }],
    ['is asked when none is wanted', ada, [], ['api'], { ...ada, audiences: [] }],
    ['keeps its errors', wrong('bad'), ['api'], ['api'], wrong('bad')],
  ])('%s', async (_claim, answer, wanted, api, said) => {
    expect(await about(answer, wanted, api)).toEqual(said);
  });
});

describe('the desks as states of the machine', () => {
  const edges = (setup: Setup, id: string) => {
    const desk = chainOf(setup)
      .desks()
      .find((d) => d.id === `authn.${id}`);
    return [desk?.configured, ...(desk?.transitions.map(({ on, to, because }) => `${on} → ${to.replace('authn.', '')}${because ? `, ${because}` : ''}`) ?? [])];
  };
  const all: Setup = { proxy: none, x509: none, file: none, account: none, bootstrap: none };
  const SECOND = 'static-token-file, a websocket shows a second token';

  test('stand in the row in which they are asked', () => {
    const desks = chainOf(all).desks();
    expect(desks.map((d) => d.id.replace('authn.', ''))).toEqual([
      'front-proxy',
      'x509',
      'static-token-file',
      'service-account',
      'bootstrap',
      'oidc',
      'webhook',
      'anonymous',
    ]);
    expect(desks[1]).toMatchObject({
      kind: 'desk',
      room: 'authentication',
      parent: 'authentication',
      title: x509About.title,
      blurb: x509About.blurb,
      upstream: x509About.upstream,
    });
  });

  test.each<[claim: string, setup: Setup, id: string, edges: unknown[]]>([
    ['the first leads to the second', all, 'front-proxy', [true, 'recognised → authentication', 'no-opinion → x509', 'error → x509']],
    ['one that is not there is passed over', {}, 'front-proxy', [false, 'skipped → x509']],
    [
      'the certificate’s leads to the tokens, or past them',
      all,
      'x509',
      [
        true,
        'recognised → authentication',
        'no-opinion → static-token-file',
        'no-opinion → anonymous, no token was shown',
        'error → static-token-file',
        'error → anonymous, no token was shown',
      ],
    ],
    [
      'past them only, where there are none',
      { x509: none },
      'x509',
      [true, 'recognised → authentication', 'no-opinion → anonymous, no token was shown', 'error → anonymous, no token was shown'],
    ],
    ['a token’s leads to the next', all, 'static-token-file', [true, 'recognised → authentication', 'no-opinion → service-account']],
    ['the last token’s leads on, or round again', all, 'webhook', [false, 'skipped → anonymous', `skipped → ${SECOND}`]],
    ['not round again where no token desk is there', {}, 'webhook', [false, 'skipped → anonymous']],
    ['the last of all leads back', all, 'anonymous', [true, 'recognised → authentication', 'skipped → authentication']],
    ['the last of all, when it is not there', { anonymous: false }, 'anonymous', [false, 'skipped → authentication']],
  ])('%s', (_claim, setup, id, said) => {
    expect(edges(setup, id)).toEqual(said);
  });
});

describe('the trace', () => {
  test('what is remembered is replayed: evidence, warnings, annotations, and how long ago', async () => {
    const clock = new Clock('2026-05-18T10:00:00Z');
    const evidence = { type: 'header' as const, name: 'x', value: 'y' };
    const answer: Authentication = {
      verdict: 'recognised',
      code: 'recognised',
      user: user('ada'),
      reason: 'ada',
      evidence,
      warnings: ['old'],
      annotations: { a: 'b' },
    };
    const chain = chainOf({ file: { ...none, evidence }, account: answer });
    const again = async () => {
      const context = { ...contextOf(bearer('x'), clock), server: { clock, audit: {} } as unknown as RequestContext['server'] };
      const found = await chain.authenticate(context, ['api']);
      const events = context.events();
      return {
        found,
        warnings: context.warnings,
        annotations: (context as RequestContext).annotations,
        evidence: events.flatMap((e) => (e.kind === 'after' && e.evidence ? [e.evidence] : [])),
        notes: events.flatMap((e) => (e.kind === 'note' ? [e.text] : [])),
        bearer: events.filter((e) => e.kind === 'before' && e.stage === 'authn.bearer-token').length,
      };
    };
    const { notes, ...first } = await again();
    expect(notes).toEqual([]);
    expect(first).toMatchObject({ warnings: ['old'], annotations: { a: 'b' }, evidence: [evidence, evidence], bearer: 1 });
    await clock.advance(2500);
    const { notes: told, ...second } = await again();
    expect(told).toEqual(['accepted 2 s ago: for ten seconds the server believes it without asking again']);
    expect(second).toEqual(first);
  });

  test('is remembered for those who asked for the same audiences only', async () => {
    const clock = new Clock('2026-05-18T10:00:00Z');
    let asked = 0;
    const chain = new AuthenticationChain({
      request: [],
      tokens: [
        {
          ...serviceAccountAbout,
          authenticateToken() {
            asked++;
            return yes('bot');
          },
        },
      ],
      anonymous: undefined,
      apiAudiences: [],
    });
    for (const audiences of [['a'], ['b'], ['a']]) await chain.authenticate(contextOf(bearer('x'), clock), audiences);
    expect(asked).toBe(2);
  });

  test('a nearest miss is a note of its desk, and good news is none', async () => {
    const { context } = await ask({ x509: { ...wrong('bad'), why: 'nearly' } as Authentication, file: yes('ada'), headers: bearer('x') });
    expect(context.events().flatMap((e) => (e.kind === 'note' ? [[e.text, e.ok]] : []))).toEqual([['nearly', false]]);
  });

  test('a token on a server without token desks opens no stage', async () => {
    const { context } = await ask({ x509: none, headers: bearer('x') });
    expect(steps(context.events())).toEqual(['front-proxy: skipped, not configured', 'x509: no-opinion, not mine', 'anonymous: skipped, an error came first']);
  });

  test('a desk that errs is told beside those that do not', async () => {
    const { context } = await ask({ file: none, account: wrong('expired'), headers: bearer('x') });
    expect(steps(context.events()).slice(-2)).toEqual(['bearer-token: error, refused', 'anonymous: skipped, an error came first']);
  });

  test('nobody, where anonymous is switched off', async () => {
    const { context } = await ask({ anonymous: false });
    expect(steps(context.events())).toEqual(['front-proxy: skipped, not configured', 'x509: skipped, not configured', 'anonymous: skipped, not configured']);
  });

  test('a token in the header is asked before that of a websocket, which gets its own round', async () => {
    const headers: [string, string][] = [
      ...bearer('bad'),
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Protocol', 'base64url.bearer.authorization.k8s.io.dG9rZW4, v5'],
    ];
    const { said, context } = await ask({ file: (t) => (t === 'token' ? yes('ada') : none), headers });
    expect(said).toBe('ada [system:authenticated] by Static token file');
    expect(steps(context.events()).filter((s) => s.startsWith('bearer-token'))).toEqual([
      'bearer-token: error, no one knew it',
      'bearer-token: recognised, ada',
    ]);
  });

  test('where anonymous may not go, its desk says so', async () => {
    const chain = new AuthenticationChain({ request: [], tokens: [], anonymous: anonymous(['/livez']), apiAudiences: [] });
    const context = contextOf([], new Clock('2026-05-18T10:00:00Z'));
    expect(await chain.authenticate(context, [])).toEqual({ verdict: 'no-opinion' });
    expect(steps(context.events()).at(-1)).toBe('anonymous: no-opinion, not for /');
  });

  test('what is replayed names the desks that were not there', async () => {
    const clock = new Clock('2026-05-18T10:00:00Z');
    const chain = chainOf({ account: yes('bot') });
    const again = async () => {
      const context = contextOf(bearer('x'), clock);
      await chain.authenticate(context, ['api']);
      return steps(context.events());
    };
    const first = await again();
    expect(first.slice(2)).toEqual(['static-token-file: skipped, not configured', 'service-account: recognised, bot', 'bearer-token: recognised, bot']);
    expect(await again()).toEqual(first);
  });

  test('no annotation is no word to the audit log', async () => {
    const context = { ...contextOf(bearer('x'), new Clock('2026-05-18T10:00:00Z')), server: { clock: new Clock('2026-05-18T10:00:00Z'), audit: {} } };
    const chain = chainOf({ account: yes('bot') });
    for (const _ of [1, 2]) await chain.authenticate(context as unknown as RequestContext, ['api']);
    expect([context.warnings, 'annotations' in context]).toEqual([[], false]);
  });
});

test.each<[claim: string, setup: Setup, said: string]>([
  ['that nobody knows is an error', { file: none }, 'error: invalid bearer token'],
  ['of which a desk says more is that error alone', { file: none, account: wrong('expired') }, 'error: expired'],
  ['beside a certificate that is wrong is the second error', { x509: wrong('bad'), file: none }, 'error: bad + invalid bearer token'],
  ['where nobody reads tokens is none', {}, 'system:anonymous [system:unauthenticated] by Anonymous'],
])('a token of a websocket %s', async (_claim, setup, said) => {
  const headers: [string, string][] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Protocol', 'base64url.bearer.authorization.k8s.io.dG9rZW4, v5'],
  ];
  expect((await ask({ ...setup, headers })).said).toBe(said);
});
