import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../trace/json.ts';
import { headerRows, payloadRows } from './claims.ts';
import { lifetime, remaining } from './lifetime.ts';
import { clockTime, lengthOfTime, readableTime, relativeTime } from './moments.ts';
import { base64Bytes, head, tokenParts } from './token-parts.ts';

const now = 1_779_100_900; // 2026-05-18T10:41:40Z

describe('the parts of a token', () => {
  it.each([
    ['nothing', '', []],
    ['no dot: all of it is a header', 'garbage', ['header garbage']],
    ['one dot', 'a.b', ['header a', 'payload b']],
    ['three parts', 'a.b.c', ['header a', 'payload b', 'signature c']],
    ['a fourth stays in the third', 'a.b.c.d', ['header a', 'payload b', 'signature c.d']],
    ['empty parts', '..', ['header ', 'payload ', 'signature ']],
  ])('%s', (_, token, parts) => expect(tokenParts(token).map((p) => `${p.name} ${p.text}`)).toEqual(parts));
  it('joined by dots they are the token again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '.', 'é') }),
        (t) =>
          tokenParts(t)
            .map((p) => p.text)
            .join('.') === t,
      ),
    );
  });
  it('342 characters of base64url are 256 bytes', () => expect(base64Bytes('a'.repeat(342))).toBe(256));
  it('a part a little longer than the cut is shown whole', () => {
    expect(head('a'.repeat(18), 10)).toEqual({ shown: 'a'.repeat(18), more: 0 });
    expect(head('a'.repeat(30), 10)).toEqual({ shown: 'a'.repeat(10), more: 20 });
  });
});

describe('times', () => {
  it.each([
    ['today: the time alone', 1_779_102_414, '11:06:54Z'],
    ['another day: with the date', 1_779_202_414, '2026-05-19 14:53:34Z'],
    ['1970', 0, '1970-01-01 00:00:00Z'],
    ['beyond every calendar', 1e18, undefined],
    ['no number at all', Number.NaN, undefined],
  ])('%s', (_, seconds, text) => expect(readableTime(seconds, now)).toBe(text));
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [1514, '25 min 14 s'],
    [3600, '1 h'],
    [12_000, '3 h 20 min'],
    [86_400, '1 day'],
    [187_200, '2 days 4 h'],
    [31_536_000, '1 year'],
    [315_360_000, '10 years'],
  ])('%d seconds are %s', (seconds, text) => expect(lengthOfTime(seconds)).toBe(text));
  it.each([
    [now + 1514, 'in 25 min 14 s'],
    [now - 2086, '34 min 46 s ago'],
    [now, 'now'],
  ])('%d is %s', (seconds, text) => expect(relativeTime(seconds, now)).toBe(text));
  it('a clock time is the hour of an RFC 3339 time', () => {
    expect(clockTime('2026-05-18T10:02:11Z')).toBe('10:02:11Z');
    expect(clockTime('soon')).toBe('soon');
  });
});

const payload: Json = {
  aud: ['https://kubernetes.default.svc.cluster.local'],
  exp: now + 1514,
  iat: now - 2086,
  iss: 'https://kubernetes.default.svc.cluster.local',
  jti: '6c1e2f0a-7b53-4c7e-9d8a-0c7f1a9f2b11',
  'kubernetes.io': {
    namespace: 'default',
    node: { name: 'node-1', uid: 'b7d5' },
    pod: { name: 'api-client', uid: 'e3f9' },
    serviceaccount: { name: 'api-client', uid: '1f0c' },
    warnafter: now,
  },
  nbf: now - 2086,
  sub: 'system:serviceaccount:default:api-client',
};

const legacy = { 'kubernetes.io/serviceaccount/namespace': 'default', 'kubernetes.io/serviceaccount/service-account.name': 'api-client' };

describe('claims in words', () => {
  it('a service account token of a Pod', () => {
    expect(payloadRows(payload, now).map((r) => `${r.key} | ${r.meaning}`)).toEqual([
      'aud | who may accept it',
      'exp | 11:06:54Z, in 25 min 14 s',
      'iat, nbf | 10:06:54Z, 34 min 46 s ago',
      'iss | who made it; the server knows its own name',
      'jti | serial number, for the audit log',
      'namespace | namespace of the service account, a part of the username',
      'node | where the Pod runs',
      'pod | delete it and the token dies',
      'serviceaccount | its name becomes the username; must still exist, with this uid',
      'warnafter | 10:41:40Z, now: from then on its use is warned of',
      'sub | the username once more, for other readers',
    ]);
  });
  it.each([
    [
      'a subject that is not the account it is bound to',
      { ...payload, sub: 'system:serviceaccount:kube-system:x' },
      'sub',
      'not the account under kubernetes.io. The server takes the username from there and never looks here; other readers do',
      'wrong',
    ],
    ['the name that the server does take', payload, 'serviceaccount', 'its name becomes the username; must still exist, with this uid', 'username'],
    ['the subject of a legacy token', { ...legacy, sub: 'system:serviceaccount:default:api-client' }, 'sub', 'becomes the username', 'username'],
    [
      'a subject of a legacy token that is not its account',
      { ...legacy, sub: 'system:serviceaccount:default:x' },
      'sub',
      'not the account this token names: the server refuses it',
      'wrong',
    ],
    ['the subject of a provider’s token', { sub: 'ada' }, 'sub', 'whom it speaks for; a provider’s token often has the username here', 'username'],
    ['a subject of the wrong type', { sub: 7 }, 'sub', 'must be a text', 'wrong'],
    ['an exp in words', { exp: 'tomorrow' }, 'exp', 'must be a number of seconds since 1970', 'wrong'],
    ['an exp beyond every calendar', { exp: 1e300 }, 'exp', 'must be a number of seconds since 1970', 'wrong'],
    ['an audience of numbers', { aud: [1] }, 'aud', 'must be a text or a list of texts', 'wrong'],
    ['iat and nbf that differ stay two rows', { iat: now, nbf: now - 60 }, 'nbf', '10:40:40Z, 1 min ago', undefined],
    ['a pod that is no object', { 'kubernetes.io': { pod: 'x' } }, 'pod', 'must be an object with name and uid', 'wrong'],
    ['an unknown claim has no meaning here', { email: 'a@b' }, 'email', '', undefined],
  ] as const)('%s', (_, claims, key, meaning, tone) => {
    const row = payloadRows(claims as Json, now).find((r) => r.key === key);
    expect(row?.meaning).toBe(meaning);
    expect(row?.tone).toBe(tone);
  });
  it.each([
    ['RS256', 'RSA over SHA-256', undefined],
    ['none', 'no signature; this server never accepts it', 'wrong'],
    ['HS256', 'one shared secret; this server never accepts it', 'wrong'],
    ['XX', 'an algorithm this server does not know', 'wrong'],
    [1, 'must be a text', 'wrong'],
  ] as const)('alg %s: %s', (alg, meaning, tone) => {
    const [row] = headerRows({ alg });
    expect(row?.meaning).toBe(meaning);
    expect(row?.tone).toBe(tone);
  });
  it('no JSON whatever makes it fall over', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('exp', 'iat', 'nbf', 'sub', 'aud', 'iss', 'kubernetes.io', 'alg', 'kid', '__proto__'), (value, key) => {
        const json = { [key]: value } as Json;
        for (const row of [...payloadRows(json, now), ...headerRows(json)]) expect(typeof row.meaning).toBe('string');
        payloadRows(value as Json, now);
        headerRows(value as Json);
        lifetime(json, now);
        lifetime(value as Json, now);
      }),
    );
  });
});

describe('the lifetime bar', () => {
  const pod = { namespace: 'default', pod: { name: 'api-client', uid: 'e3f9' } };
  const hour = { iat: now - 2086, nbf: now - 2086, exp: now + 1514, 'kubernetes.io': pod };
  const year = { iat: now, nbf: now, exp: now + 31_536_000, 'kubernetes.io': { ...pod, warnafter: now + 3607 } };
  const week = { iat: now, nbf: now, exp: now + 604_800, 'kubernetes.io': pod };

  it('an hour, seen in the middle, renewed by the kubelet', () => {
    const bar = lifetime(hour, now);
    expect(bar?.begin).toEqual({ at: 0, time: '10:06:54', words: 'iat, nbf\nissued, valid from' });
    expect(bar?.end).toEqual({ at: 97.5, time: '11:06:54', words: 'exp\n+60 s grace' });
    expect(bar?.renewal).toEqual({ at: expect.closeTo(78, 5), time: '10:54:54', words: 'kubelet renews,\n80 % gone' });
    expect(bar?.now.at).toBeCloseTo(56.5, 1);
    expect(bar?.sentence).toBe('It lives 1 h. It expires in 25 min 14 s.');
  });
  it('a token that was extended to a year is renewed after 80 % of what the kubelet was told, which has its own scale', () => {
    const bar = lifetime(year, now + 60);
    expect(bar?.renewal?.time).toBe('11:29:45');
    expect([bar?.told, bar?.renewal?.at]).toEqual([84, expect.closeTo(67.2, 5)]);
    expect(bar?.end).toMatchObject({ time: '2027-05-18', words: '10:41:40\nexp\n+60 s grace' });
    expect(bar?.sentence).toBe(
      'It lives 1 year. It expires in 364 days 23 h. Its holder was told that it ends in 59 min 7 s (warnafter); for 364 days 22 h more it works, and its use is warned of.',
    );
  });
  it('what lives longer than 30 hours is renewed every day', () => {
    expect(lifetime(week, now)?.renewal).toMatchObject({ time: '2026-05-19', words: '10:41:40\nkubelet renews,\nafter 24 h' });
  });
  it('valid only later: issue and nbf are two marks', () => {
    const bar = lifetime({ iat: now, nbf: now + 300, exp: now + 600 }, now);
    expect([bar?.begin.words, bar?.validFrom, bar?.state]).toEqual(['iat\nissued', expect.closeTo(45.45, 1), 'not-yet']);
    expect(bar?.sentence).toBe('It lives 5 min. It begins in 5 min.');
  });
  it('says when it was sent, when that is over', () => {
    const bar = lifetime(hour, now + 60, now);
    expect([bar?.sent, bar?.sentence]).toEqual([expect.closeTo(56.5, 1), 'It lives 1 h. It expires in 24 min 14 s. It was sent 1 min ago.']);
    expect(lifetime(hour, now)?.sent).toBeUndefined();
  });
  it.each([
    ['not yet', now - 3000, 'not-yet'],
    ['its last second', now + 1514, 'valid'],
    ['in the grace', now + 1540, 'grace'],
    ['after it', now + 1575, 'expired'],
  ] as const)('%s', (_, at, state) => expect(lifetime(hour, at)?.state).toBe(state));
  it('without a Pod nobody renews it', () => expect(lifetime({ iat: now, exp: now + 600 }, now)?.renewal).toBeUndefined());
  it.each([
    ['without exp', { iat: now }],
    ['without a begin', { exp: now }],
    ['ending before it begins', { iat: now, exp: now - 1 }],
    ['no object', [1]],
  ])('there is none %s', (_, claims) => expect(lifetime(claims as Json, now)).toBeUndefined());
  it('has its marks in order, between 0 and 100, whatever the times are', () => {
    const time = fc.integer({ min: now - 1e6, max: now + 1e6 });
    fc.assert(
      fc.property(time, time, time, time, time, (iat, nbf, exp, warnafter, at) => {
        const bar = lifetime({ iat, nbf, exp, 'kubernetes.io': { ...pod, warnafter } }, at);
        if (!bar) return;
        const marks = [0, bar.validFrom ?? 0, bar.renewal?.at ?? 0, bar.told ?? bar.renewal?.at ?? 0, bar.end.at, 100];
        expect(marks).toEqual(marks.toSorted((a, b) => a - b));
        expect(bar.now.at >= 0 && bar.now.at <= 100).toBe(true);
      }),
      // A life of two seconds, of which its holder was told one.
      { examples: [[1778100900, 1778100900, 1778100902, 1778100901, 1778100900]] },
    );
  });
  it.each<[words: string | undefined, gone: number, claims: Json, at: number]>([
    ['25 min 14 s left, until 11:06:54Z', 0.58, hour, now],
    ['expired 1 min ago', 1, hour, now + 1574],
    ['begins in 1 min', 0, { iat: now, exp: now + 60 }, now - 60],
    ['59 min 7 s left, until 11:41:47Z, as its holder was told; the server accepts it until 2027-05-18 10:41:40Z', 0.02, year, now + 60],
    ['should be gone 1 min ago, as its holder was told; the server accepts it until 2027-05-18 10:41:40Z', 1, year, now + 3667],
    ['never expires', 0, { iss: 'kubernetes/serviceaccount' }, now],
    ['1 day 13 h left, until 2026-05-20 00:00:00Z', 0, { iat: now, exp: 1_779_235_200 }, now],
  ])('in one line: %s', (words, gone, claims, at) => expect(remaining(claims, at)).toEqual({ words, gone: expect.closeTo(gone, 2) }));
});
