// Models an OpenID Connect provider: discovery (Discovery 1.0), its keys (RFC 7517), login and tokens. Left out: userinfo, introspection, logout.

import { algorithmsOf, type Jwk, publicOf } from '../../crypto/jws.ts';
import type { HttpResponse } from '../../http/message.ts';
import { json } from '../json-answer.ts';
import type { Party, PartyContext } from '../party.ts';
import { authorize } from './authorize.ts';
import { type Grants, noGrants } from './grants.ts';
import { issuerOf } from './id-token.ts';
import { oidcAbout } from './oidc.about.ts';
import type { OidcSpec } from './oidc-spec.ts';
import { exchange } from './token-endpoint.ts';

export function oidcParty(spec: OidcSpec): Party {
  const { name, origin, certificate } = spec;
  let grants: Grants = noGrants;
  const remember = ({ response, grants: next }: { response: HttpResponse; grants?: Grants }): HttpResponse => {
    if (next) grants = next;
    return response;
  };
  return {
    spec,
    name,
    title: oidcAbout.title,
    origin,
    certificate,
    async handle(request, context) {
      switch (request.target.split('?')[0]) {
        case '/.well-known/openid-configuration':
          return json(200, await discovery(spec, context));
        case '/keys':
          return json(200, { keys: await published(spec, context) });
        case '/auth':
          return remember(authorize(spec, grants, request, context));
        case '/token':
          return remember(await exchange(spec, grants, request, context));
        default:
          return json(404, {});
      }
    },
    snapshot: () => grants,
    restore(state) {
      grants = state as Grants;
    },
  };
}

interface Published extends Jwk {
  use: 'sig';
  kid: string;
  alg: string;
}

async function published(spec: OidcSpec, { pki }: PartyContext): Promise<Published[]> {
  const keys: Published[] = [];
  for (const name of spec.keys) {
    const jwk = pki[name]?.jwk as Jwk | undefined;
    const key = jwk && (await publicOf(jwk));
    if (key) keys.push({ use: 'sig', kid: key.kid, alg: algorithmsOf(key.jwk)[0] ?? '', ...key.jwk });
  }
  return keys;
}

async function discovery(spec: OidcSpec, context: PartyContext) {
  const { origin } = spec;
  return {
    issuer: issuerOf(spec),
    authorization_endpoint: `${origin}/auth`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/keys`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...new Set((await published(spec, context)).map((key) => key.alg))],
    scopes_supported: ['openid', 'email', 'profile', 'groups', 'offline_access'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256', 'plain'],
    claims_supported: [...new Set(['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', ...(spec.users ?? []).flatMap((u) => Object.keys(u.claims))])],
  };
}
