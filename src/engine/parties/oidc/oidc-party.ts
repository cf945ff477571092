// Models an OpenID Connect provider (OpenID Connect Discovery 1.0, RFC 7517) as far as its documents go.
import { type Jwk, publicOf } from '../../crypto/jws.ts';
import { Headers, type HttpResponse } from '../../http/message.ts';
import type { Party, PartyContext } from '../party.ts';
import type { OidcSpec } from './oidc-spec.ts';

export const json = (status: number, body: unknown): HttpResponse => ({
  status,
  headers: new Headers([['Content-Type', 'application/json']]),
  body: JSON.stringify(body),
});

export function oidcParty(spec: OidcSpec): Party {
  const issuer = spec.issuer ?? spec.origin;
  const { origin } = spec;
  return {
    spec,
    name: spec.name,
    title: 'OIDC provider',
    origin,
    certificate: spec.certificate,
    async handle({ target }, context) {
      const path = target.split('?')[0];
      if (path === '/.well-known/openid-configuration') {
        return json(200, {
          issuer,
          jwks_uri: `${origin}/keys`,
          authorization_endpoint: `${origin}/auth`,
          token_endpoint: `${origin}/token`,
          response_types_supported: ['code', 'id_token'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      }
      if (path === '/keys') return json(200, { keys: await published(spec, context) });
      return json(404, {});
    },
  };
}

async function published(spec: OidcSpec, { pki }: PartyContext): Promise<unknown[]> {
  const keys: unknown[] = [];
  for (const name of spec.keys) {
    const key = await publicOf((pki[name]?.jwk ?? {}) as Jwk);
    if (key) keys.push({ use: 'sig', kid: key.kid, alg: 'RS256', ...key.jwk });
  }
  return keys;
}
