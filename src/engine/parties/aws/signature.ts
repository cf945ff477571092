// Whether a key made a token's signature, asked of a JOSE library as AWS asks its own. Left out: keys of other kinds than RSA and EC.
import { compactVerify, importJWK } from 'jose';
import { algorithmsOf, type Jwk, publicJwk } from '../../crypto/jws.ts';

export async function signatureFits(token: string, jwk: Jwk): Promise<boolean> {
  try {
    await compactVerify(token, ({ alg }) => importJWK({ ...publicJwk(jwk), kty: jwk.kty ?? '' }, alg), { algorithms: [...algorithmsOf(jwk)] });
    return true;
  } catch {
    return false;
  }
}
