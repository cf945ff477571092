import * as jose from 'jose';
import { describe, expect, test } from 'vitest';
import { minikubePki } from '../base-worlds/minikube-pki.data.ts';
import { fromBase64Url, toBase64Url, utf8 } from './encoding.ts';
import { keyId, parseJws, readPublicKeys, Signer, signHmac, Verifier } from './jws.ts';

const { sa, stranger } = minikubePki;
const payload = '{"iss":"x","sub":"é"}';

describe('signing and checking agree with jose', () => {
  test.each(['RS256', 'RS384', 'RS512', 'PS256'])('%s made here passes there, and the other way round', async (alg) => {
    const token = await new Signer(sa.jwk).sign(alg, JSON.stringify({ alg }), payload);
    const verified = await jose.compactVerify(token, await jose.importJWK({ kty: 'RSA', n: sa.jwk.n, e: sa.jwk.e }, alg));
    expect(new TextDecoder().decode(verified.payload)).toBe(payload);
    const theirs = await new jose.CompactSign(utf8(payload)).setProtectedHeader({ alg }).sign(await jose.importJWK(sa.jwk, alg));
    const verifier = new Verifier({ kty: 'RSA', n: sa.jwk.n, e: sa.jwk.e });
    expect(await verifier.verify(parseJws(theirs)!)).toBe(true);
    const other = new Verifier({ kty: 'RSA', n: stranger.jwk.n, e: stranger.jwk.e });
    expect(await other.verify(parseJws(theirs)!)).toBe(false);
  });

  test('ES256', async () => {
    const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true });
    const token = await new jose.CompactSign(utf8(payload)).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    const jwk = await jose.exportJWK(publicKey);
    expect(await new Verifier({ kty: 'EC', crv: 'P-256', x: jwk.x!, y: jwk.y! }).verify(parseJws(token)!)).toBe(true);
  });

  test('HS256 with a text as secret', async () => {
    const token = await signHmac('HS256', 'secret', '{"alg":"HS256"}', payload);
    expect(new TextDecoder().decode((await jose.compactVerify(token, utf8('secret'))).payload)).toBe(payload);
  });
});

test('RS256 is deterministic', async () => {
  const sign = () => new Signer(sa.jwk).sign('RS256', '{"alg":"RS256"}', payload);
  expect(await sign()).toBe(await sign());
});

test('the header is signed letter for letter', async () => {
  const header = '{ "alg" : "RS256",\n "x": 1e2 }';
  const token = await new Signer(sa.jwk).sign('RS256', header, payload);
  expect(token.split('.')[0]).toBe(toBase64Url(utf8(header)));
});

describe('key ids', () => {
  test.each([
    [
      'RSA',
      'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3uyKxOrdW0vyt+aY7G06zh2xhaXGljtBAAkSmRJ3zizTN9Q4iv+dYarR+p/otWuM/qP/gJfMqXr8QiytOI8STL/NQQsTakSOufuAuhJ4PuJnVpvpwH3ziLfktzCbFRkBDW5M9Yn0aSCVYJHebDAnjmOqakJuv8SLff9HweVJmw8CKGwKgS3UXViL+e923vrQ04IQV0G2ntqwu8wg8SoISQtAw2dN21nvv+yjQNIrsnwOMfpTOJkduZRFoC/XFhD9pMyFdmfAktN+Ln+30jBIGdTPuvf6DFL/pYPKelwyIMeSb55l7f6NE0SK4Rg20g5p0LwXH8SIgqHBetzt6pM8SQIDAQAB',
      'q9Q0Yw8hIvE2u5gwgOK3WusBhRJrTLUg_DeBh1ODP9E',
    ],
    [
      'EC P-256',
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEp0E7k8Ifm33R5BZhRn8VXcR1Vf6PQk0/18YAGSHaRR1nbLHTeb6BjEYSh2rsNtOC2hXp3gAzdoJQM2dEdQIxrA==',
      '2Adxh9qz620NFIk3n7-qMdRLFOZ-2b-IXUYcwhbtLOQ',
    ],
  ])('of an %s key', async (_kind, der, kid) => {
    const bytes = Uint8Array.from(atob(der), (c) => c.charCodeAt(0));
    expect(await keyId(bytes)).toBe(kid);
    const pem = `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----\n`;
    expect((await readPublicKeys(pem))[0]?.kid).toBe(kid);
  });
});

describe('what is read as a token', () => {
  const part = (text: string) => toBase64Url(utf8(text));
  test.each<[claim: string, token: string, read: boolean]>([
    ['three parts', `${part('{"alg":"RS256"}')}.${part('{}')}.AAAA`, true],
    ['an empty signature', `${part('{"alg":"none"}')}.${part('{}')}.`, true],
    ['two parts', `${part('{}')}.${part('{}')}`, false],
    ['four parts', 'e30.e30.AA.AA', false],
    ['padding is not allowed', `${part('{"alg":"RS256"}')}.e30=.AAAA`, false],
    ['a header that is no object', `${part('[]')}.e30.AAAA`, false],
    ['an alg that is a number', `${part('{"alg":256}')}.e30.AAAA`, false],
    ['a kid that is a number', `${part('{"kid":7}')}.e30.AAAA`, false],
    ['a kid that is null', `${part('{"kid":null}')}.e30.AAAA`, true],
    ['a typ that is a number', `${part('{"typ":7}')}.e30.AAAA`, true],
    ['a jwk that is a text', `${part('{"jwk":"x"}')}.e30.AAAA`, false],
    ['letters outside the alphabet', 'é.é.é', false],
  ])('%s: %s → %s', (_claim, token, read) => {
    expect(parseJws(token) !== undefined).toBe(read);
  });

  test('the bytes come back', () => {
    expect(fromBase64Url('AQID')).toEqual(new Uint8Array([1, 2, 3]));
    expect(fromBase64Url('A')).toBeUndefined();
    expect(fromBase64Url('+/')).toBeUndefined();
  });
});
