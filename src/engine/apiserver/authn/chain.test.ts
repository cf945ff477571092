import { describe, expect, test } from 'vitest';
import { Clock } from '../../clock.ts';
import type { Authentication } from './authenticator.ts';
import { ask, bearer, chainOf, contextOf, inWords, none, type Setup, steps, wrong, yes } from './testing/chain-of.ts';

describe('the union', () => {
  test.each<[claim: string, setup: Setup, said: string]>([
    ['nothing shown is anonymous', { x509: none }, 'system:anonymous [system:unauthenticated] by Anonymous'],
    ['nothing shown, anonymous off', { x509: none, anonymous: false }, 'nobody'],
    ['a good certificate hides a bad token', { x509: yes('ada'), file: none, headers: bearer('x') }, 'ada [system:authenticated] by X.509 client certificate'],
    ['a bad certificate and a good token', { x509: wrong('bad'), file: yes('ada'), headers: bearer('x') }, 'ada [system:authenticated] by Static token file'],
    ['a bad certificate never becomes anonymous', { x509: wrong('bad') }, 'error: bad'],
    ['a bad token never becomes anonymous', { file: none, headers: bearer('x') }, 'error: invalid bearer token'],
    ['the front proxy speaks before the certificate', { proxy: yes('pat'), x509: yes('ada') }, 'pat [system:authenticated] by Front proxy headers'],
    ['a refused proxy falls back to the certificate', { proxy: wrong('no proxy'), x509: yes('ada') }, 'ada [system:authenticated] by X.509 client certificate'],
    ['errors of both are told in order', { proxy: wrong('p'), x509: wrong('x') }, 'error: p + x'],
    [
      'a desk that errs and one that knows the token',
      { file: none, account: wrong('expired'), bootstrap: yes('b'), headers: bearer('x') },
      'b [system:authenticated] by Bootstrap tokens',
    ],
    ['the loopback error stands first', { file: none, account: wrong('expired'), headers: bearer('x') }, 'error: invalid bearer token + expired'],
    ['equal errors are told once', { account: wrong('invalid bearer token'), headers: bearer('x') }, 'error: invalid bearer token'],
    ['a token on a server without token desks', { headers: bearer('x') }, 'error: invalid bearer token'],
    ['system:authenticated is added at the end', { x509: yes('ada', ['dev']) }, 'ada [dev, system:authenticated] by X.509 client certificate'],
    ['but not twice', { x509: yes('ada', ['system:authenticated', 'dev']) }, 'ada [system:authenticated, dev] by X.509 client certificate'],
    ['nor to who is explicitly not', { x509: yes('ada', ['system:unauthenticated']) }, 'ada [system:unauthenticated] by X.509 client certificate'],
    ['nor to somebody called system:anonymous', { x509: yes('system:anonymous', ['dev']) }, 'system:anonymous [dev] by X.509 client certificate'],
    ['a file knows nothing of other audiences', { file: yes('ada'), headers: bearer('x'), audiences: ['vault'] }, 'error: invalid bearer token'],
  ])('%s', async (_claim, setup, said) => {
    expect((await ask(setup)).said).toBe(said);
  });
});

describe('the Authorization header', () => {
  const echo: Setup = { file: (token) => yes(`<${token}>`) };
  test.each<[value: string, name: string]>([
    ['Bearer token', '<token>'],
    ['bearer token', '<token>'],
    ['BEARER token', '<token>'],
    ['Bearer token a b c', '<token>'],
    ['Bearer token ', '<token>'],
    ['  Bearer token', '<token>'],
    ['Bearer', 'system:anonymous'],
    ['Bearer ', 'system:anonymous'],
    ['Basic 123', 'system:anonymous'],
    ['token', 'system:anonymous'],
    ['Bearer: token', 'system:anonymous'],
    ['bear token', 'system:anonymous'],
    ['Bearer  token', 'system:anonymous'],
    ['Bearer\ttoken', 'system:anonymous'],
    ['', 'system:anonymous'],
  ])('%j is %s', async (value, name) => {
    const { answer } = await ask({ ...echo, headers: [['authorization', value]] });
    expect(answer.verdict === 'recognised' && answer.user.name).toBe(name);
  });

  test('only the first of two counts', async () => {
    const { said } = await ask({ ...echo, headers: [...bearer('one'), ...bearer('two')] });
    expect(said).toContain('<one>');
  });

  test('an extra space is warned of, once', async () => {
    const { context } = await ask({ ...echo, headers: [['Authorization', 'Bearer  token']] });
    expect(context.warnings).toEqual(['the provided Authorization header contains extra space before the bearer token, and is ignored']);
  });
});

describe('websocket sub-protocols', () => {
  const socket = (...protocols: string[]): [string, string][] => [
    ['Upgrade', 'websocket'],
    ['Connection', 'keep-alive, Upgrade'],
    ...protocols.map((p): [string, string] => ['Sec-WebSocket-Protocol', p]),
  ];
  const P = 'base64url.bearer.authorization.k8s.io.';
  test.each<[protocols: string[], said: string]>([
    [[`${P}dG9rZW4, dummy, dummy2`], '<token> [system:authenticated] by Static token file'],
    [[`${P}dG9rZW4`, 'dummy'], '<token> [system:authenticated] by Static token file'],
    [[P, 'dummy'], 'system:anonymous [system:unauthenticated] by Anonymous'],
    [['undefined'], 'system:anonymous [system:unauthenticated] by Anonymous'],
    [[`${P}dG9rZW4`], 'error: missing additional subprotocol'],
    [[`${P}dG9rZW4, ${P}dG9rZW4, dummy`], 'error: multiple base64.bearer.authorization tokens specified'],
    [[`${P}dG9rZW4=, dummy`], 'error: invalid base64.bearer.authorization token encoding'],
    [[`${P}__8, dummy`], 'error: invalid base64.bearer.authorization token'],
  ])('%j', async (protocols, said) => {
    expect((await ask({ file: (t) => yes(`<${t}>`), headers: socket(...protocols) })).said).toBe(said);
  });

  test('the other protocols go on', async () => {
    const { context } = await ask({ file: yes('ada'), headers: socket(`${P}dG9rZW4, dummy, dummy2`) });
    expect(context.request.headers.all('Sec-WebSocket-Protocol')).toEqual(['dummy,dummy2']);
  });

  test('they count only on an upgrade', async () => {
    const { said } = await ask({ file: yes('ada'), headers: [['Sec-WebSocket-Protocol', `${P}dG9rZW4, dummy`]] });
    expect(said).toContain('system:anonymous');
  });
});

describe('the trace', () => {
  test('without a token no token desk is asked', async () => {
    const { context } = await ask({ x509: none, file: none });
    expect(steps(context.events())).toEqual(['front-proxy: skipped, not configured', 'x509: no-opinion, not mine', 'anonymous: recognised, system:anonymous']);
  });

  test('a token nobody knows walks past every desk', async () => {
    const { context } = await ask({ x509: none, file: none, account: none, bootstrap: none, headers: bearer('x') });
    expect(steps(context.events())).toEqual([
      'front-proxy: skipped, not configured',
      'x509: no-opinion, not mine',
      'static-token-file: no-opinion, not mine',
      'service-account: no-opinion, not mine',
      'bootstrap: no-opinion, not mine',
      'oidc: skipped, not configured',
      'webhook: skipped, not configured',
      'bearer-token: error, no one knew it',
      'anonymous: skipped, an error came first',
    ]);
  });

  test('what was accepted is believed for ten seconds, and shown again', async () => {
    const clock = new Clock('2026-05-18T10:00:00Z');
    let asked = 0;
    let known: Authentication = yes('ada');
    const chain = chainOf({
      file: () => {
        asked++;
        return known;
      },
    });
    const again = async () => {
      const context = contextOf(bearer('x'), clock);
      const said = inWords(await chain.authenticate(context, ['api']));
      return { said, steps: steps(context.events()) };
    };
    const first = await again();
    known = none;
    await clock.advance(9_999);
    expect(await again()).toEqual(first);
    expect(asked).toBe(1);
    await clock.advance(1);
    expect((await again()).said).toBe('error: invalid bearer token');
    expect((await again()).said).toBe('error: invalid bearer token');
    expect(asked).toBe(3);
  });
});
