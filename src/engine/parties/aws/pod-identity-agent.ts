// Models eks-pod-identity-agent (internal/… credentials handler): what a Pod's SDK asks on its own node, and what the agent asks EKS Auth.
// Left out: the rate limit, its memory of credentials, the instance metadata from which it has the node role's credentials (it is given them here).
import { isJsonObject } from '../../../trace/json.ts';
import { fromUtf8 } from '../../crypto/encoding.ts';
import { parseJson, parseJws } from '../../crypto/jws.ts';
import { Headers, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import type { Account } from './account.ts';
import { newSession } from './sessions.ts';
import { sign } from './sigv4.ts';

export const AGENT_ADDRESS = '169.254.170.23';
const ADDRESSES = [AGENT_ADDRESS, 'fd00:ec2::23'];

const plain = (status: number, text: string): HttpResponse => ({
  status,
  headers: new Headers([
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['X-Content-Type-Options', 'nosniff'],
  ]),
  body: `${text}\n`,
});

/** Only what the agent itself looks at; whether the token is genuine is EKS Auth's question. */
function claimFault(token: string, now: number): string | undefined {
  const jws = parseJws(token);
  const payload = jws && parseJson(fromUtf8(jws.payload) ?? '');
  if (!isJsonObject(payload)) {
    const parts = token.split('.').length;
    const why = parts === 3 ? 'token is malformed' : `token is malformed: token contains an invalid number of segments`;
    return `Service account token cannot be parsed: ${why}`;
  }
  const { exp, nbf } = payload;
  if (typeof exp === 'number' && now >= exp) return 'Service account token failed basic claim validations: token is expired';
  if (typeof nbf === 'number' && now < nbf) return 'Service account token failed basic claim validations: token is not valid yet';
  return undefined;
}

export async function podIdentityAgent(account: Account, request: HttpRequest, context: PartyContext): Promise<HttpResponse> {
  const { spec } = account;
  const { clock, random, pki } = context;
  if (request.target.split('?')[0] !== '/v1/credentials') return plain(404, '404 page not found');
  const host = (request.headers.get('Host') ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  if (!ADDRESSES.includes(host))
    return plain(403, `Access Denied. Called agent through invalid address, please use either [${ADDRESSES.join(' ')}] address not ${host}`);
  const token = request.headers.get('Authorization') ?? '';
  if (!token) return plain(400, 'Service account token cannot be empty');
  const fault = claimFault(token, clock.seconds());
  if (fault !== undefined) return plain(400, fault);
  const cluster = spec.clusters?.[0];
  if (!cluster) return plain(500, 'the agent knows no cluster');

  const node = newSession(random, { role: cluster.nodeRole, name: 'i-0123456789abcdef0', expires: clock.now() + 6 * 3_600_000, tags: {} });
  account.remember(node, clock.now());
  const eksAuthHost = `eks-auth.${spec.region}.api.aws`;
  const target = `/clusters/${cluster.name}/assume-role-for-pod-identity`;
  const asked = {
    method: 'POST',
    target,
    headers: new Headers([
      ['Host', eksAuthHost],
      ['Content-Type', 'application/json'],
    ]),
    body: JSON.stringify({ token }),
  };
  await sign(asked, node, { region: spec.region, service: 'eks-auth' }, clock.now());
  const ca = spec.trustedCa === undefined ? undefined : pki[spec.trustedCa]?.crt;
  const outcome = await context.call(`https://${eksAuthHost}${target}`, asked, ca === undefined ? {} : { ca });
  if (!outcome.ok) return plain(500, outcome.error);
  const { status, headers, body } = outcome.response;
  const read = parseJson(body) as { message?: string; credentials?: Record<string, unknown> };
  if (status !== 200) {
    const code = headers.get('x-amzn-ErrorType') ?? '';
    return plain(status, `[${headers.get('x-amzn-RequestId') ?? ''}]: (${code}): ${read.message ?? ''}, fault: client`);
  }
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = read.credentials ?? {};
  const Expiration = new Date(Number(expiration) * 1000).toISOString().replace(/\.\d{3}/, '');
  return {
    status: 200,
    headers: new Headers([['Content-Type', 'application/json']]),
    body: JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, AccountId: spec.account, Expiration }),
  };
}
