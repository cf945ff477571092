// Models ID tokens of OpenID Connect Core 1.0, section 2: really signed with the first of the provider's keys. Left out: at_hash, c_hash, acr, amr.
import { CompactSign, importJWK } from 'jose';
import { utf8 } from '../../crypto/encoding.ts';
import { algorithmsOf, type Jwk, publicOf } from '../../crypto/jws.ts';
import type { PartyContext } from '../party.ts';
import type { Grant } from './grants.ts';
import type { OidcSpec } from './oidc-spec.ts';

/** Claims that are told only to whom was allowed their scope; all others come with `openid`. */
const SCOPE_OF: Readonly<Record<string, string>> = {
  email: 'email',
  email_verified: 'email',
  name: 'profile',
  preferred_username: 'profile',
  given_name: 'profile',
  family_name: 'profile',
};

export const lifetimeOf = (spec: OidcSpec): number => spec.tokenLifetime ?? 3600;
export const issuerOf = (spec: OidcSpec): string => spec.issuer ?? spec.origin;

export async function idToken(
  spec: OidcSpec,
  grant: Grant,
  { pki, clock }: PartyContext,
): Promise<{ token: string } | { status: number; code: string; error: string }> {
  const user = spec.users?.find((u) => u.login === grant.login);
  if (!user) return { status: 400, code: 'invalid_grant', error: `the user ${grant.login} is gone` };
  const jwk = pki[spec.keys[0] ?? '']?.jwk as Jwk | undefined;
  const key = jwk && (await publicOf(jwk));
  const alg = jwk && algorithmsOf(jwk)[0];
  if (!key || !alg) return { status: 500, code: 'server_error', error: 'the provider has no key to sign with' };
  const told = Object.entries(user.claims).filter(([name]) => {
    const scope = SCOPE_OF[name];
    return scope === undefined || grant.scopes.includes(scope);
  });
  const now = clock.seconds();
  const payload = {
    iss: issuerOf(spec),
    sub: user.login,
    aud: grant.client,
    exp: now + lifetimeOf(spec),
    iat: now,
    auth_time: grant.authenticatedAt,
    ...(grant.nonce ? { nonce: grant.nonce } : {}),
    ...Object.fromEntries(told),
  };
  const signing = new CompactSign(utf8(JSON.stringify(payload))).setProtectedHeader({ alg, kid: key.kid, typ: 'JWT' });
  return { token: await signing.sign(await importJWK({ ...jwk, alg }, alg)) };
}
