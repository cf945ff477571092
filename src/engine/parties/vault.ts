// Models the Kubernetes auth method of HashiCorp Vault, with the vault in the cluster: it shows the caller's token to the API server and asks whose it is.
// Left out: its own look into the token before it asks, policies, leases, and anything to keep.
import { membersOf } from '../../trace/json.ts';
import { Headers, type HttpRequest, type HttpResponse } from '../http/message.ts';
import { json } from './json-answer.ts';
import type { Party, PartyContext } from './party.ts';
import { vaultAbout } from './vault.about.ts';
import type { VaultSpec } from './vault-spec.ts';

const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const REVIEWS = 'https://kubernetes.default.svc/apis/authentication.k8s.io/v1/tokenreviews';

const refuse = (status: number, error: string): HttpResponse => json(status, { errors: [error] });

export function vaultParty(spec: VaultSpec): Party {
  const { name, origin, pod } = spec;
  return {
    spec,
    name,
    title: vaultAbout.title,
    origin,
    certificate: '',
    pod,
    handle(request, context) {
      const [path] = request.target.split('?');
      if (path !== '/v1/auth/kubernetes/login') return refuse(404, `no handler for route ${JSON.stringify(path?.replace(/^\/v1\//, '') ?? '')}`);
      return request.method === 'POST' || request.method === 'PUT' ? login(spec, request, context) : refuse(405, 'unsupported operation');
    },
  };
}

function members(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return membersOf(value);
  } catch {
    return {};
  }
}

const inside = (value: unknown): Record<string, unknown> => members(JSON.stringify(value ?? null));

async function login(spec: VaultSpec, { body }: HttpRequest, context: PartyContext): Promise<HttpResponse> {
  const { role, jwt } = members(body);
  if (typeof jwt !== 'string' || jwt === '') return refuse(400, 'missing jwt');
  if (typeof role !== 'string' || role === '') return refuse(400, 'missing role');
  const wanted = Object.hasOwn(spec.roles, role) ? spec.roles[role] : undefined;
  if (!wanted) return refuse(400, `invalid role name ${JSON.stringify(role)}`);
  const review = await ask(spec, jwt, wanted.audience, context);
  if ('refused' in review) return refuse(403, `lookup failed: ${review.refused}`);
  const [, , namespace = '', account = ''] = review.username.split(':');
  if (!review.username.startsWith('system:serviceaccount:')) return refuse(403, 'lookup failed: could not parse service account metadata');
  if (!names(wanted.bound_service_account_names, account)) return refuse(403, 'service account name not authorized');
  if (!names(wanted.bound_service_account_namespaces, namespace)) return refuse(403, 'namespace not authorized');
  return json(200, {
    auth: {
      client_token: `hvs.${context.random.uuid().replaceAll('-', '')}`,
      policies: ['default', role],
      metadata: { role, service_account_name: account, service_account_namespace: namespace, service_account_uid: review.uid },
      lease_duration: 3600,
      renewable: true,
    },
  });
}

const names = (bound: readonly string[], name: string): boolean => bound.includes('*') || bound.includes(name);

/** A TokenReview, sent with the token that lies in the vault's own pod. */
async function ask(
  { pod }: VaultSpec,
  token: string,
  audience: string | undefined,
  { call, podFile }: PartyContext,
): Promise<{ username: string; uid: string } | { refused: string }> {
  const [own = '', ca = ''] = ['token', 'ca.crt'].map((file) => podFile?.(pod.namespace, pod.name, `${MOUNT}/${file}`));
  const review = { kind: 'TokenReview', apiVersion: 'authentication.k8s.io/v1', spec: { token, ...(audience ? { audiences: [audience] } : {}) } };
  const headers = new Headers([
    ['Accept', 'application/json'],
    ['Authorization', `Bearer ${own}`],
    ['Content-Type', 'application/json'],
    ['User-Agent', 'Go-http-client/1.1'],
  ]);
  const outcome = await call(REVIEWS, { method: 'POST', headers, body: JSON.stringify(review) }, { ca });
  if (!outcome.ok) return { refused: outcome.error };
  const answer = members(outcome.response.body);
  if (outcome.response.status !== 201) return { refused: String(answer.message ?? outcome.response.status) };
  const status = inside(answer.status);
  if (typeof status.error === 'string' && status.error) return { refused: status.error };
  if (status.authenticated !== true) return { refused: 'service account jwt not valid' };
  const { username, uid } = inside(status.user);
  return { username: String(username), uid: String(uid) };
}
