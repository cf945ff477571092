// Models the key handling of pkg/serviceaccount/jwt.go and pkg/kubeapiserver/options: which keys sign and which are believed.
// Left out: external signers, keys read anew while running.
import { algorithmsOf, type Jwk, type PublicKey, publicOf, readPublicKeys, Signer, Verifier } from '../crypto/jws.ts';

export interface TrustedKey extends PublicKey {
  /** The algorithm published for it. */
  alg: string;
  verifier: Verifier;
}

export interface ServiceAccountKeys {
  /** `--service-account-issuer`, the first one issues. */
  readonly issuers: readonly string[];
  /** In the order of the key files. */
  readonly trusted: readonly TrustedKey[];
  /** All keys when `kid` is "". */
  keysFor(kid: string): readonly TrustedKey[];
  /** Absent when the server was given no signing key: it then issues no tokens. */
  readonly signing?: { kid: string; alg: string; sign(payload: string): Promise<string> };
}

export interface KeySources {
  issuers: readonly string[];
  /** Texts of --service-account-key-file, PEM public keys. */
  publicKeys: readonly string[];
  /** Of --service-account-signing-key-file. */
  signing: Jwk | undefined;
}

export async function serviceAccountKeys({ issuers, publicKeys, signing }: KeySources): Promise<ServiceAccountKeys> {
  const found: PublicKey[] = [];
  for (const text of publicKeys) found.push(...(await readPublicKeys(text)));
  const signer = signing && (await signerFor(signing));
  // Without a key file the signing key's public half is believed.
  if (!publicKeys.length && signer) found.push(signer.public);
  const trusted = found.map((key) => ({ ...key, alg: algorithmsOf(key.jwk)[0] ?? '', verifier: new Verifier(key.jwk) }));
  const byKid = new Map<string, TrustedKey[]>();
  for (const key of trusted) byKid.set(key.kid, [...(byKid.get(key.kid) ?? []), key]);
  return {
    issuers,
    trusted,
    keysFor: (kid) => (kid === '' ? trusted : (byKid.get(kid) ?? [])),
    ...(signer ? { signing: signer.signing } : {}),
  };
}

async function signerFor(jwk: Jwk) {
  const own = await publicOf(jwk);
  const alg = algorithmsOf(jwk)[0];
  if (!own || !alg) return undefined;
  const signer = new Signer(jwk);
  const header = JSON.stringify({ alg, kid: own.kid });
  return { public: own, signing: { kid: own.kid, alg, sign: (payload: string) => signer.sign(alg, header, payload) } };
}
