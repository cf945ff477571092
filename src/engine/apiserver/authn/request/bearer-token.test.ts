import { describe, expect, test } from 'vitest';
import { Headers } from '../../../http/message.ts';
import { bearerToken, EXTRA_SPACE, websocketToken } from './bearer-token.ts';

describe('the Authorization header', () => {
  test.each<[value: string | undefined, token: string, warns: boolean]>([
    [undefined, '', false],
    ['', '', false],
    ['   ', '', false],
    ['Bearer', '', false],
    ['Bearer ', '', false],
    ['Bearer token', 'token', false],
    ['bEaReR token', 'token', false],
    ['Bearer token more', 'token', false],
    ['\u00a0Bearer token\u3000', 'token', false],
    ['\u2028\u0085 Bearer token \u1680', 'token', false],
    // JavaScript takes this for white space, Go does not.
    ['\ufeffBearer token', '', false],
    ['Bearer token\ufeff', 'token\ufeff', false],
    ['Bearer  token', '', true],
    ['Bearer   token', '', true],
    ['Basic  token', '', false],
    ['Basic token', '', false],
    ['Bearer\ttoken', '', false],
    ['token', '', false],
  ])('%j', (value, token, warns) => {
    const headers = new Headers(value === undefined ? [] : [['Authorization', value]]);
    expect(bearerToken(headers)).toEqual(warns ? { token, warning: EXTRA_SPACE } : { token });
  });

  test('only the first counts', () => {
    const headers = new Headers([
      ['authorization', 'Basic x'],
      ['Authorization', 'Bearer token'],
    ]);
    expect(bearerToken(headers)).toEqual({ token: '' });
  });
});

describe('sub-protocols of a websocket', () => {
  const P = 'base64url.bearer.authorization.k8s.io.';
  const TOKEN = `${P}dG9rZW4`;
  const UPGRADE: [string, string][] = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
  ];
  const found = (protocols: string[], upgrade = UPGRADE) =>
    websocketToken(new Headers([...upgrade, ...protocols.map((p): [string, string] => ['Sec-WebSocket-Protocol', p])]));
  const good = { token: 'token', rest: 'v5' };

  test.each<[claim: string, upgrade: [string, string][], found: object | undefined]>([
    ['an upgrade', UPGRADE, good],
    [
      'in any case',
      [
        ['connection', 'UPGRADE'],
        ['upgrade', 'WebSocket'],
      ],
      good,
    ],
    [
      'among others',
      [
        ['Connection', 'keep-alive,  upgrade'],
        ['Upgrade', 'websocket'],
      ],
      good,
    ],
    [
      'in a second header',
      [
        ['Connection', 'keep-alive'],
        ['Connection', 'upgrade'],
        ['Upgrade', 'websocket'],
      ],
      good,
    ],
    [
      'to something else',
      [
        ['Connection', 'Upgrade'],
        ['Upgrade', 'h2c'],
      ],
      undefined,
    ],
    ['to nothing', [['Connection', 'Upgrade']], undefined],
    ['without Connection', [['Upgrade', 'websocket']], undefined],
    [
      'with another Connection',
      [
        ['Connection', 'keep-alive'],
        ['Upgrade', 'websocket'],
      ],
      undefined,
    ],
    [
      'with a longer word',
      [
        ['Connection', 'upgraded'],
        ['Upgrade', 'websocket'],
      ],
      undefined,
    ],
  ])('%s', (_claim, upgrade, said) => {
    expect(found([`${TOKEN}, v5`], upgrade)).toEqual(said);
  });

  test.each<[claim: string, protocols: string[], found: object | undefined]>([
    ['none', [], undefined],
    ['none that is a token', ['v5, v4'], undefined],
    ['a token and others', [`${TOKEN},v5,v4`], { token: 'token', rest: 'v5,v4' }],
    ['the token last', [`v5, ${TOKEN}`], { token: 'token', rest: 'v5' }],
    ['in two headers', ['v5', TOKEN], { token: 'token', rest: 'v5' }],
    ['blanks around', [`  ${TOKEN}  ,  v5  `], { token: 'token', rest: 'v5' }],
    ['a token in the middle of a word', [`x${TOKEN}, v5`], undefined],
    ['an empty token', [`${P}, v5`], undefined],
    ['an empty token, alone', [P], undefined],
    ['a token alone', [TOKEN], { error: 'missing additional subprotocol' }],
    ['two tokens', [`${TOKEN}, ${TOKEN}, v5`], { error: 'multiple base64.bearer.authorization tokens specified' }],
    ['two empty tokens', [`${P}, ${P}, v5`], { error: 'multiple base64.bearer.authorization tokens specified' }],
    ['padding', [`${P}dG9rZW4=, v5`], { error: 'invalid base64.bearer.authorization token encoding' }],
    ['bytes that are no text', [`${P}_w, v5`], { error: 'invalid base64.bearer.authorization token' }],
  ])('%s', (_claim, protocols, said) => {
    expect(found(protocols)).toEqual(said);
  });
});
