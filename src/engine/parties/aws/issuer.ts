// Models the public issuer that EKS keeps for each cluster: copies of the discovery document and the keys, for everybody to read.
// Left out: the moment a new key takes to get there.
import { type Jwk, publicOf } from '../../crypto/jws.ts';
import type { HttpRequest, HttpResponse } from '../../http/message.ts';
import { json } from '../json-answer.ts';
import type { PartyContext } from '../party.ts';
import type { AwsSpec } from './aws-spec.ts';

type Issuer = NonNullable<AwsSpec['issuers']>[number];

export async function publicKeys(names: readonly string[], { pki }: PartyContext): Promise<{ kid: string; jwk: Jwk }[]> {
  const keys: { kid: string; jwk: Jwk }[] = [];
  for (const name of names) {
    const jwk = pki[name]?.jwk as Jwk | undefined;
    const key = jwk && (await publicOf(jwk));
    if (key) keys.push({ kid: key.kid, jwk: key.jwk });
  }
  return keys;
}

export async function issuer(issuers: readonly Issuer[], { method, target }: HttpRequest, context: PartyContext, origin: string): Promise<HttpResponse> {
  const path = target.split('?')[0] ?? '';
  if (method !== 'GET' && method !== 'HEAD') return json(405, { message: 'Method Not Allowed' });
  for (const { url, keys } of issuers) {
    // The slash at an issuer's end is part of its name, and no part of where its documents lie.
    const base = url.replace(/\/$/, '').slice(origin.length);
    if (path === `${base}/.well-known/openid-configuration`)
      return json(200, {
        issuer: url,
        jwks_uri: `${url.replace(/\/$/, '')}/keys`,
        authorization_endpoint: 'urn:kubernetes:programmatic_authorization',
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        claims_supported: ['sub', 'iss'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (path === `${base}/keys`)
      return json(200, {
        keys: (await publicKeys(keys, context)).map(({ kid, jwk }) => ({ kty: jwk.kty, kid, use: 'sig', alg: 'RS256', n: jwk.n, e: jwk.e })),
      });
  }
  return json(404, { message: 'Not Found' });
}
