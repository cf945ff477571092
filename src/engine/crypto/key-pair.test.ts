// Keys in every form that openssl writes, made by Node; certificates by another library. What is said of a pair must be what Go says of it.
import 'reflect-metadata';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import * as peculiar from '@peculiar/x509';
import { beforeAll, describe, expect, test } from 'vitest';
import { keyPairFault } from './key-pair.ts';

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const P384 = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
const P521 = { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' };
const ED25519 = { name: 'Ed25519' };
const ALGORITHMS = { RSA, 'another RSA': RSA, 'P-256': P256, 'another P-256': P256, 'P-384': P384, 'P-521': P521, Ed25519: ED25519 };
type Name = keyof typeof ALGORITHMS;

const made = new Map<Name, { certificate: string; key: KeyObject }>();

beforeAll(async () => {
  for (const [name, algorithm] of Object.entries(ALGORITHMS)) {
    const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
    const certificate = await peculiar.X509CertificateGenerator.createSelfSigned({
      serialNumber: '0a',
      name: 'CN=arthur',
      notBefore: new Date('2026-05-18T10:02:11Z'),
      notAfter: new Date('2027-05-18T10:02:11Z'),
      signingAlgorithm: algorithm,
      keys,
    });
    const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
    made.set(name as Name, { certificate: certificate.toString('pem'), key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) });
  }
});

const certificateOf = (name: Name): string => made.get(name)!.certificate;
const keyOf = (name: Name, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string => made.get(name)!.key.export({ type, format: 'pem' }).toString();

describe('a pair that belongs together', () => {
  test.each<[name: Name, type: 'pkcs8' | 'pkcs1' | 'sec1']>([
    ['RSA', 'pkcs8'],
    ['RSA', 'pkcs1'],
    ['P-256', 'pkcs8'],
    ['P-256', 'sec1'],
    ['P-384', 'sec1'],
    ['P-521', 'pkcs8'],
    ['Ed25519', 'pkcs8'],
  ])('%s as %s is one', async (name, type) => {
    expect(await keyPairFault(certificateOf(name), keyOf(name, type))).toBeUndefined();
  });

  test('a key behind its certificate in one file is found, and so is one behind EC PARAMETERS', async () => {
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
    expect(await keyPairFault(certificateOf('P-256'), parameters + keyOf('P-256', 'sec1'))).toBeUndefined();
    const both = `${certificateOf('RSA')}\n${keyOf('RSA')}`;
    expect(await keyPairFault(both, both)).toBeUndefined();
  });
});

describe('a pair that does not is refused in Go’s words', () => {
  const MISMATCH = 'tls: private key does not match public key';
  const TYPE = 'tls: private key type does not match public key type';
  const UNREADABLE = 'tls: failed to parse private key';
  const garbled = (pem: string) => pem.replace(/\n[A-Za-z0-9+/]{10}/, '\nAAAAAAAAAA');
  test.each<[claim: string, certificate: () => string, key: () => string, words: string]>([
    ['another RSA key', () => certificateOf('RSA'), () => keyOf('another RSA'), MISMATCH],
    ['another key of the curve', () => certificateOf('P-256'), () => keyOf('another P-256'), MISMATCH],
    ['a key of another curve', () => certificateOf('P-256'), () => keyOf('P-384'), MISMATCH],
    ['an EC key for RSA', () => certificateOf('RSA'), () => keyOf('P-256'), TYPE],
    ['Ed25519 for EC', () => certificateOf('P-256'), () => keyOf('Ed25519'), TYPE],
    ['no PEM for a key', () => certificateOf('RSA'), () => 'hello\n', 'tls: failed to find any PEM data in key input'],
    ['no PEM for a certificate', () => 'hello', () => keyOf('RSA'), 'tls: failed to find any PEM data in certificate input'],
    [
      'the certificate twice',
      () => certificateOf('RSA'),
      () => certificateOf('RSA'),
      'tls: found a certificate rather than a key in the PEM for the private key',
    ],
    [
      'the key twice',
      () => keyOf('RSA'),
      () => keyOf('RSA'),
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    ],
    ['a key that is damaged', () => certificateOf('RSA'), () => garbled(keyOf('RSA')), UNREADABLE],
    [
      'two certificates for a key',
      () => certificateOf('RSA'),
      () => `${certificateOf('RSA')}\n${certificateOf('RSA')}`,
      'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [CERTIFICATE CERTIFICATE]',
    ],
  ])('%s', async (_claim, certificate, key, words) => {
    expect(await keyPairFault(certificate(), key())).toBe(words);
  });
});
