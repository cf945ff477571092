// Models pkg/serviceaccount/openidmetadata.go and pkg/routes/openidmetadata.go: how others learn which keys sign service account tokens.
// Left out: keys of an external signer.
import { goJson } from '../../http/go-format.ts';
import type { HttpResponse } from '../../http/message.ts';
import { writeText } from '../../http/response-writer.ts';
import { discoveryProblem } from '../issuer-url.ts';
import type { RequestContext } from '../request-context.ts';

export const OPENID_PATHS = ['/.well-known/openid-configuration', '/openid/v1/jwks'] as const;
const CACHE = 'public, max-age=3600';

/** The document at one of the two paths; undefined when this server publishes none, or the path is another. */
export function openidDocument(context: RequestContext, path: string): HttpResponse | undefined {
  const { serviceAccountKeys: keys, options } = context.server;
  const [issuer = ''] = keys.issuers;
  if (discoveryProblem(issuer)) return undefined;
  if (path === OPENID_PATHS[0]) {
    const document = {
      issuer,
      jwks_uri: options.jwksUri || `https://${options.externalAddress}/openid/v1/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [...new Set(keys.trusted.map((k) => k.alg))].sort(),
    };
    return writeText(context, 200, goJson(document), { contentType: 'application/json', cacheControl: CACHE });
  }
  if (path !== OPENID_PATHS[1]) return undefined;
  const set = keys.trusted.map(({ jwk, kid, alg }) => {
    const { kty, ...rest } = jwk;
    return kty === 'EC' ? { use: 'sig', kty, kid, crv: rest.crv, alg, x: rest.x, y: rest.y } : { use: 'sig', kty, kid, alg, n: rest.n, e: rest.e };
  });
  return writeText(context, 200, goJson({ keys: set }), { contentType: 'application/jwk-set+json', cacheControl: CACHE });
}
