// Models go-oidc's NewProvider and remote key set as the JWT authenticator uses them: discovery until it succeeded, keys when a signature asks for them.
// Left out: Expires headers, several fetches at once. A failed discovery is tried again by the first token that comes ten seconds later or more,
// where the real server tries every ten seconds on its own.
import { isJsonObject } from '../../../../trace/json.ts';
import type { Recorder } from '../../../../trace/recorder.ts';
import { type Jwk, type ParsedJws, Verifier } from '../../../crypto/jws.ts';
import { goQuote } from '../../../http/go-format.ts';
import { Headers, type HttpResponse, phrase } from '../../../http/message.ts';
import { callOutside, type Network } from '../../../network/outbound.ts';
import type { JwtConfig } from './jwt-config.ts';

const RETRY_MS = 10_000;
const EXPIRY_DELAY_MS = 30_000;
const FAILED = 'failed to verify id token signature';

interface Key {
  kid: string;
  verifier: Verifier;
}

/** What a provider has learned; replaced, never changed. */
export interface ProviderState {
  /** Address of the keys, once discovery has succeeded. */
  jwksUri: string | undefined;
  tried: number;
  /** Why the last look did not find it. */
  error?: string;
  keys: readonly Key[];
  /** Milliseconds since 1970. */
  keysExpire: number;
}

export interface ProviderOptions {
  issuer: JwtConfig['issuer'];
  server: { readonly network: Network };
  log(text: string): void;
}

export class Provider {
  readonly #options: ProviderOptions;
  state: ProviderState = { jwksUri: undefined, tried: Number.NEGATIVE_INFINITY, keys: [], keysExpire: Number.NEGATIVE_INFINITY };

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  #now(): number {
    return this.#options.server.network.clock.now();
  }

  /** Whether tokens can be judged; looks for the provider when that is due. */
  async ready(recorder?: Recorder): Promise<boolean> {
    if (this.state.jwksUri !== undefined) return true;
    if (this.#now() < this.state.tried + RETRY_MS) return false;
    const found = await this.#discover(recorder);
    this.state = { ...this.state, tried: this.#now(), ...('uri' in found ? { jwksUri: found.uri } : found) };
    if ('error' in found) {
      this.#options.log(`oidc authenticator: initializing plugin: ${found.error}`);
      recorder?.note(`looked for the provider: ${found.error}`, { ok: false });
    }
    return 'uri' in found;
  }

  async #get(url: string, recorder?: Recorder) {
    const { certificateAuthority: ca } = this.#options.issuer;
    const headers = new Headers([
      ['User-Agent', 'Go-http-client/1.1'],
      ['Accept-Encoding', 'gzip'],
    ]);
    return await callOutside(this.#options.server, url, { method: 'GET', headers, body: '' }, ca ? { ca } : {}, recorder);
  }

  async #discover(recorder?: Recorder): Promise<{ uri: string } | { error: string }> {
    const { url, discoveryURL } = this.#options.issuer;
    const got = await this.#get(discoveryURL || `${url.replace(/\/$/, '')}/.well-known/openid-configuration`, recorder);
    if (!got.ok) return { error: got.error };
    const { response } = got;
    if (response.status !== 200) return { error: `${statusOf(response)}: ${response.body}` };
    const document = readJson(response.body);
    if (!document) return { error: `oidc: failed to decode provider discovery object: invalid JSON` };
    const issuer = typeof document.issuer === 'string' ? document.issuer : '';
    if (issuer !== url) return { error: `oidc: issuer did not match the issuer returned by provider, expected ${goQuote(url)} got ${goQuote(issuer)}` };
    const uri = typeof document.jwks_uri === 'string' ? document.jwks_uri : '';
    return uri ? { uri } : { error: 'provider did not return JWKS URL' };
  }

  /** undefined when a key fits, else go-oidc's text. */
  async verify(jws: ParsedJws, recorder?: Recorder): Promise<{ ok: true; kid: string } | { ok: false; error: string }> {
    const known = await fitting(jws, this.state.keys);
    if (known) return { ok: true, kid: known.kid };
    if (this.#now() + EXPIRY_DELAY_MS <= this.state.keysExpire) return { ok: false, error: FAILED };
    const fetched = await this.#fetchKeys(recorder);
    if (fetched !== undefined) return { ok: false, error: `fetching keys ${fetched}` };
    const key = await fitting(jws, this.state.keys);
    return key ? { ok: true, kid: key.kid } : { ok: false, error: FAILED };
  }

  /** Why no published key fits: for people only, asked when none did. */
  async whyNot(jws: ParsedJws): Promise<string> {
    const key = await fitting({ ...jws, kid: '' }, this.state.keys);
    if (key) return `the signature fits the published key ${key.kid || 'without an id'}, but the token names the key ${jws.kid}`;
    const known = this.state.keys.some(({ kid }) => kid === jws.kid);
    const published = this.state.keys.map(({ kid }) => kid || 'without an id').join(', ') || 'none';
    return known
      ? 'another key signed it, or it was changed after it was signed'
      : `the token names the key ${jws.kid || 'without an id'}; published are ${published}`;
  }

  async #fetchKeys(recorder?: Recorder): Promise<string | undefined> {
    const got = await this.#get(this.state.jwksUri ?? '', recorder);
    if (!got.ok) return `oidc: get keys failed ${got.error}`;
    const { response } = got;
    if (response.status !== 200) return `oidc: get keys failed: ${statusOf(response)} ${response.body}`;
    const document = readJson(response.body);
    if (!document) return `oidc: failed to decode keys: invalid JSON ${response.body}`;
    const listed = Array.isArray(document.keys) ? document.keys : [];
    const keys: Key[] = listed.flatMap((key: unknown) => {
      if (typeof key !== 'object' || key === null) return [];
      const { kid, ...jwk } = key as Jwk & { kid?: unknown };
      return [{ kid: typeof kid === 'string' ? kid : '', verifier: new Verifier(bare(jwk)) }];
    });
    const age = /max-age=(\d+)/.exec(response.headers.get('Cache-Control') ?? '')?.[1];
    this.state = { ...this.state, keys, keysExpire: this.#now() + Number(age ?? 0) * 1000 };
    return undefined;
  }
}

/** Only what makes the key: WebCrypto minds the rest. */
const bare = ({ kty, crv, n, e, x, y }: Jwk): Jwk => ({
  ...(kty ? { kty } : {}),
  ...(crv ? { crv } : {}),
  ...(n ? { n } : {}),
  ...(e ? { e } : {}),
  ...(x ? { x } : {}),
  ...(y ? { y } : {}),
});

async function fitting(jws: ParsedJws, keys: readonly Key[]): Promise<Key | undefined> {
  for (const key of keys) {
    if (jws.kid !== '' && key.kid !== jws.kid) continue;
    try {
      if (await key.verifier.verify(jws)) return key;
    } catch {
      // a published key that is none
    }
  }
  return undefined;
}

const statusOf = ({ status }: HttpResponse): string => `${status} ${phrase(status)}`.trim();

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
