import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, pretty } from './json-layout.ts';
import { encodePart, signatureBytes, takeApart } from './token-text.ts';

describe('JSON laid out', () => {
  it('keeps every number, name and order as it was written', () => {
    const text = '{"b":1e400,"a":[0.10,-0,{}],"a":"x, y: {\\"z\\"}","é":[]}';
    expect(pretty(text)).toBe(`{
  "b": 1e400,
  "a": [
    0.10,
    -0,
    {}
  ],
  "a": "x, y: {\\"z\\"}",
  "é": []
}`);
    expect(compact(pretty(text))).toBe(text);
  });

  it('leaves text that is no JSON alone', () => {
    for (const text of ['{"a":', '', 'token1', '{a: 1}']) {
      expect(pretty(text)).toBe(text);
      expect(compact(text)).toBe(text);
    }
  });

  it('folds up again to what any JSON writer wrote', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const small = JSON.stringify(JSON.parse(text));
        expect(compact(pretty(small))).toBe(small);
        expect(JSON.stringify(JSON.parse(pretty(small)))).toBe(small);
      }),
    );
  });
});

describe('a token taken apart', () => {
  const header = encodePart('{"alg":"RS256"}');
  const payload = encodePart('{"sub":"ä"}');

  it.each([
    ['nothing', '', {}, undefined],
    ['a static token', 'token1', {}, 'one part, not three: a JWT is header.payload.signature'],
    ['two parts', `${header}.${payload}`, { payload: '{\n  "sub": "ä"\n}' }, 'two parts, not three: a JWT is header.payload.signature'],
    ['four parts', `${header}.${payload}.a.b`, {}, 'four parts, not three: a JWT is header.payload.signature'],
    ['nine parts', 'a.a.a.a.a.a.a.a.a', {}, '9 parts, not three: a JWT is header.payload.signature'],
    ['three parts', `${header}.${payload}.AQID`, { header: '{\n  "alg": "RS256"\n}', payload: '{\n  "sub": "ä"\n}' }, undefined],
  ])('%s', (_name, token, texts, error) => {
    const found = takeApart(token);
    expect(found.error).toBe(error);
    expect({ header: found.header.text, payload: found.payload.text }).toMatchObject(texts);
  });

  it.each([
    ['a sign that is no base64url', 'a+b.e30.x', 'the header is not base64url: “+” at character 2'],
    ['a cut part', 'abcde.e30.x', 'the header is cut: 5 characters cannot be base64url'],
    ['bytes that are no text', '_w.e30.x', 'the header is base64url of something that is no text'],
    ['text that is no JSON', `${encodePart('hello')}.e30.x`, /^the header is no JSON: /],
  ])('names the part that fails: %s', (_name, token, error) => {
    expect(takeApart(token).header.error).toEqual(typeof error === 'string' ? error : expect.stringMatching(error));
    expect(takeApart(token).payload).toEqual({ text: '{}', value: {}, error: undefined });
  });

  it('puts any text together again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(takeApart(`e30.${encodePart(text)}.`).payload.value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (token) => void takeApart(token)));
  });

  it.each([
    ['', 0],
    ['AQ', 1],
    ['AQI', 2],
    ['AQID', 3],
    ['AQIDB', 0],
    ['A?', 0],
  ])('counts the bytes of the signature %j: %i', (text, bytes) => {
    expect(signatureBytes(text)).toBe(bytes);
  });
});
