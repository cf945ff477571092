// The keys a learner can sign tokens with: those of the world's pki that have a private half.
// Left out: keys in files of machines.

import { isJsonObject } from '../trace/json.ts';
import { toBase64Url, utf8 } from './crypto/encoding.ts';
import { algorithmsOf, type Jwk, type PublicKey, parseJson, publicOf, Signer, signHmac } from './crypto/jws.ts';
import type { KeyMaterial } from './spec.ts';

interface OwnKey {
  public: PublicKey;
  signer: Signer;
  /** PEM text that HS256 takes for its secret. */
  pem: string;
}

export class TokenKeys {
  readonly #pki: Readonly<Record<string, KeyMaterial>>;
  readonly #keys = new Map<string, OwnKey>();

  constructor(pki: Readonly<Record<string, KeyMaterial>>) {
    this.#pki = pki;
  }

  /** Makes the keys of the pki usable; called again, those that came since. */
  async ready(): Promise<void> {
    for (const [name, material] of Object.entries(this.#pki)) {
      if (this.#keys.has(name)) continue;
      const jwk = material.jwk as Jwk | undefined;
      // A CA's key signs certificates; no server would be given it for tokens.
      const own = jwk && !material.crt ? await publicOf(jwk) : undefined;
      if (jwk && own) this.#keys.set(name, { public: own, signer: new Signer(jwk), pem: material.pub ?? own.pem });
    }
  }

  list(trusted: (kid: string) => boolean): { name: string; kid: string; trusted: boolean }[] {
    return [...this.#keys].map(
      ([
        name,
        {
          public: { kid },
        },
      ]) => ({ name, kid, trusted: trusted(kid) }),
    );
  }

  /** Signs the texts as they are. The header's `alg` decides how; one that does not fit the key is signed with the key's own all the same. */
  async sign(header: string, payload: string, name: string): Promise<{ ok: true; token: string } | { ok: false; error: string }> {
    const key = this.#keys.get(name);
    if (!key) return { ok: false, error: `no key named ${name}` };
    const parsed = parseJson(header);
    if (parsed === undefined) return { ok: false, error: 'the header is not JSON' };
    const alg = isJsonObject(parsed) ? parsed.alg : undefined;
    if (alg === 'none') return { ok: true, token: `${toBase64Url(utf8(header))}.${toBase64Url(utf8(payload))}.` };
    if (alg === 'HS256' || alg === 'HS384' || alg === 'HS512') return { ok: true, token: await signHmac(alg, key.pem, header, payload) };
    const fitting = algorithmsOf(key.public.jwk);
    const chosen = typeof alg === 'string' && fitting.includes(alg) ? alg : fitting[0];
    if (chosen === undefined) return { ok: false, error: `the key ${name} cannot sign` };
    return { ok: true, token: await key.signer.sign(chosen, header, payload) };
  }
}
