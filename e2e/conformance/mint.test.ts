import { readFileSync } from 'node:fs';
import { compactVerify, decodeProtectedHeader, importJWK, importSPKI } from 'jose';
import { describe, expect, it } from 'vitest';
import { mint } from './mint.ts';
import type { Pki } from './recorded-case.ts';

const pki = JSON.parse(readFileSync(new URL('cases/pki.json', import.meta.url), 'utf8')) as Pki;
const claims = { sub: 'system:serviceaccount:a:b' };
const verified = async (token: string, key = 'sa', alg = 'RS256') =>
  compactVerify(token, await importSPKI(pki[key]!.pub!, alg)).then(
    ({ payload }) => new TextDecoder().decode(payload),
    (error: Error) => error.name,
  );

describe('mint', () => {
  it('signs with the cluster key and names it', async () => {
    const token = mint({ claims }, pki);
    expect(await verified(token)).toBe(JSON.stringify(claims));
    expect(Object.keys(decodeProtectedHeader(token))).toEqual(['alg', 'kid']);
  });
  it('signs with another key and another hash', async () => {
    expect(await verified(mint({ claims, key: 'sa2', alg: 'RS512' }, pki), 'sa2', 'RS512')).toBe(JSON.stringify(claims));
  });
  it('leaves the key id out when told so', () => {
    expect(decodeProtectedHeader(mint({ claims, header: { kid: null } }, pki))).toEqual({ alg: 'RS256' });
  });
  it.each(['signature', 'payload', 'truncate'] as const)('breaks the %s', async (tamper) => {
    expect(await verified(mint({ claims, tamper }, pki))).toBe('JWSSignatureVerificationFailed');
  });
  it('signs nothing with none', () => {
    expect(mint({ claims, alg: 'none' }, pki).endsWith('.')).toBe(true);
  });
  it('takes the public key for a secret with HS256', async () => {
    const secret = await importJWK({ kty: 'oct', k: Buffer.from(pki.sa!.pub!).toString('base64url') }, 'HS256');
    await expect(compactVerify(mint({ claims, alg: 'HS256' }, pki), secret)).resolves.toBeDefined();
  });
});
