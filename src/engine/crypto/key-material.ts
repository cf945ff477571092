// A key pair or certificate as a world's data holds it. Its name in the pki is what flags and parties call it by.
import * as v from 'valibot';

export const keyMaterialSchema = v.object({
  /** PEM certificate. */
  crt: v.optional(v.string()),
  /** PEM public key (SPKI). */
  pub: v.optional(v.string()),
  /** PEM text of the private key's file. What the spec itself pairs with `crt` is taken to fit: recordings hold no private keys. */
  key: v.optional(v.string()),
  /** Private key as JWK. */
  jwk: v.optional(v.record(v.string(), v.unknown())),
});
export type KeyMaterial = v.InferOutput<typeof keyMaterialSchema>;
