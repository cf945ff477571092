// "Does this signature fit?" asked of every key the world knows. jose is loaded when somebody first asks.
import type { KeyMaterial } from '../../engine/spec.ts';

/** @returns the name of the key in `pki` that made the signature */
export async function whoSigned(pki: Readonly<Record<string, KeyMaterial>>, token: string): Promise<string | undefined> {
  const { compactVerify, decodeProtectedHeader, importJWK } = await import('jose');
  let algorithm: string | undefined;
  try {
    algorithm = decodeProtectedHeader(token).alg;
  } catch {
    return undefined;
  }
  if (!algorithm || !/^(RS|PS|ES)\d{3}$|^EdDSA$|^Ed25519$/.test(algorithm)) return undefined;
  for (const [name, { jwk }] of Object.entries(pki)) {
    if (!jwk) continue;
    const { kty, crv, n, e, x, y } = jwk as Record<string, string | undefined>;
    const facts = Object.fromEntries(Object.entries({ kty, crv, n, e, x, y }).filter(([, value]) => value !== undefined));
    try {
      await compactVerify(token, await importJWK(facts, algorithm), { algorithms: [algorithm] });
      return name;
    } catch {
      // Not this key's, or not of its kind.
    }
  }
  return undefined;
}
