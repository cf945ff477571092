import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { minikubePki } from './minikube-pki.data.ts';
import { outsidePki } from './outside-pki.data.ts';
import { rsaPair } from './rsa-pair.ts';

describe('a key out of its two primes', () => {
  it('is the one they were taken from, letter for letter', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { p = '', q = '', ...rest } = privateKey.export({ format: 'jwk' });
    const made = rsaPair(p, q);
    expect(made).toEqual({ pub: publicKey.export({ type: 'spki', format: 'pem' }), jwk: { p, q, ...rest } });
  });

  it.each(Object.entries({ ...minikubePki, ...outsidePki }).flatMap(([name, key]) => ('jwk' in key ? [[name, key] as const] : [])))(
    '%s holds together',
    (_, key) => {
      const own = createPublicKey(createPrivateKey({ key: key.jwk, format: 'jwk' }));
      if ('pub' in key) expect(key.pub).toBe(own.export({ type: 'spki', format: 'pem' }));
      if ('crt' in key) expect(createPublicKey(key.crt).export({ type: 'spki', format: 'pem' })).toBe(own.export({ type: 'spki', format: 'pem' }));
      expect(own.asymmetricKeyDetails?.modulusLength).toBe(2048);
    },
  );
});
