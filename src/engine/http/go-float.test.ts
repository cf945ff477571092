import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortestG } from './go-float.ts';

describe('a double as Go prints it with %g and no more digits than needed', () => {
  // Recorded from string(claims.v) of kube-apiserver, but for the last five, which are strconv's documented cases.
  test.each<[value: number, text: string]>([
    [0, '0'],
    [-1, '-1'],
    [123456, '123456'],
    [999999, '999999'],
    [1000000, '1e+06'],
    [1234567, '1.234567e+06'],
    [20260101, '2.0260101e+07'],
    [12345678901, '1.2345678901e+10'],
    [9007199254740992, '9.007199254740992e+15'],
    [4.25, '4.25'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e100, '1e+100'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NaN, 'NaN'],
  ])('%d is %s', (value, text) => {
    expect(shortestG(value)).toBe(text);
  });

  test('is read back as the same number, and uses an exponent exactly below 1e-4 and from 1e6 on', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = shortestG(value);
        expect(Object.is(Number(text), value)).toBe(true);
        const size = Math.abs(value);
        expect(text.includes('e')).toBe(size !== 0 && (size < 1e-4 || size >= 1e6));
        if (text.includes('e')) expect(text).toMatch(/^-?\d(\.\d*[1-9])?e[+-]\d{2,3}$/);
      }),
    );
  });
});
