// Signs a JWT as a case's `mint` step asks, with Node's own crypto: the tokens must not come from the code under test.
import crypto from 'node:crypto';
import type { MintStep, Pki } from './recorded-case.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

export function mint({ key = 'sa', alg = 'RS256', header = {}, claims, tamper }: Omit<MintStep, 'name'>, pki: Pki): string {
  const pair = pki[key];
  if (!pair?.pub) throw new Error(`pki.json holds no key pair named ${key}`);
  const der = crypto.createPublicKey(pair.pub).export({ type: 'spki', format: 'der' });
  const full: Record<string, unknown> = { alg, kid: crypto.createHash('sha256').update(der).digest('base64url'), ...header };
  for (const name of Object.keys(full)) if (full[name] === null) delete full[name];
  let payload = base64url(JSON.stringify(claims));
  const head = base64url(JSON.stringify(full));
  let signature = sign(alg, `${head}.${payload}`, pair);
  if (tamper === 'signature') signature = `${signature.slice(0, 10)}${signature[10] === 'A' ? 'B' : 'A'}${signature.slice(11)}`;
  if (tamper === 'payload') payload = base64url(JSON.stringify({ ...(claims as object), sub: 'system:serviceaccount:kube-system:default' }));
  if (tamper === 'truncate') signature = signature.slice(0, -4);
  return `${head}.${payload}.${signature}`;
}

function sign(alg: string, input: string, pair: Pki[string]): string {
  if (alg === 'none') return '';
  if (alg === 'HS256')
    return crypto
      .createHmac('sha256', pair.pub ?? '')
      .update(input)
      .digest('base64url');
  const hash = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512', ES256: 'sha256' }[alg];
  if (!hash) throw new Error(`nobody here signs with ${alg}`);
  const key = crypto.createPrivateKey({ key: pair.jwk as crypto.JsonWebKey, format: 'jwk' });
  return crypto.sign(hash, Buffer.from(input), alg === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' } : key).toString('base64url');
}
