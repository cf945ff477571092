// Models pkg/registry/core/serviceaccount/storage/token.go and pkg/serviceaccount/claims.go (Claims): issuing a service account token.
// Left out: NodeRestriction's extra rules for kubelets, audit annotations, external signers.
import { isJsonObject, type Members } from '../../../trace/json.ts';
import { goJson, goQuote } from '../../http/go-format.ts';
import { type FieldError, internalError, invalidObject, notFound, type StatusError } from '../../http/status.ts';
import type { KubeObject } from '../../store/object.ts';
import type { ApiServer } from '../api-server.ts';
import { annotate, type RequestContext } from '../request-context.ts';
import type { VirtualResource } from './resource.ts';

const GROUP = 'authentication.k8s.io';
const KIND = 'TokenRequest';
const HOUR = 3600;
/** Asked for by kubelets: such a token lives a year while the kubelet renews it hourly. */
const WARN_ONLY_BOUND = HOUR + 7;
const YEAR = 365 * 24 * HOUR;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Named {
  name: string;
  uid: string;
}

interface Bound {
  pod?: Named;
  secret?: Named;
  node?: Named;
}

type Answer<T> = { value: T } | { error: StatusError };

const badRequest = (message: string): StatusError => ({ code: 400, reason: 'BadRequest', message });

export const tokenRequests: VirtualResource = {
  group: '',
  version: 'v1',
  resource: 'serviceaccounts',
  subresource: 'token',
  kind: KIND,
  async create(context, body) {
    const issued = await issue(context, body);
    return 'error' in issued ? issued : { object: issued.value };
  },
};

async function issue(context: RequestContext, body: KubeObject): Promise<Answer<Members>> {
  const { server, info } = context;
  const { namespace, name } = info;
  const { serviceAccountKeys: keys, store, options, clock } = server;
  const metadata: Members = isJsonObject(body.metadata) ? body.metadata : {};
  if (text(metadata.name) !== '' && metadata.name !== name) {
    return {
      error: invalid(name, [
        { type: 'Invalid', field: 'metadata.name', value: goQuote(text(metadata.name)), detail: 'must match the service account name if specified' },
      ]),
    };
  }
  const account = store.get({ group: '', resource: 'serviceaccounts' }, namespace, name);
  if (!account)
    return {
      error: store.get({ group: '', resource: 'namespaces' }, '', namespace) ? notFound('', 'serviceaccounts', name) : notFound('', 'namespaces', namespace),
    };
  const uid = account.metadata.uid ?? '';
  if (text(metadata.uid) !== '' && metadata.uid !== uid) {
    return {
      error: conflict(`${KIND}.${GROUP}`, name, `the UID in the token request (${text(metadata.uid)}) does not match the UID of the service account (${uid})`, {
        name,
        group: GROUP,
        kind: KIND,
      }),
    };
  }

  const spec: Members = isJsonObject(body.spec) ? body.spec : {};
  const asked = Array.isArray(spec.audiences) ? spec.audiences.filter((a) => typeof a === 'string') : [];
  const audiences = asked.length ? asked : [...options.apiAudiences];
  const seconds = typeof spec.expirationSeconds === 'number' ? spec.expirationSeconds : HOUR;
  const problem = durationProblem(seconds);
  if (problem) return { error: invalid('', [{ type: 'Invalid', field: 'spec.expirationSeconds', value: String(seconds), detail: problem }]) };

  const ref = isJsonObject(spec.boundObjectRef) ? spec.boundObjectRef : undefined;
  const bound = ref ? bind(server, ref, namespace, name) : { value: {} };
  if ('error' in bound) return bound;
  if (!keys.signing) return { error: internalError('failed to generate token: no signing key') };

  const { maxTokenExpiration } = options;
  const granted = maxTokenExpiration > 0 && seconds > maxTokenExpiration ? maxTokenExpiration : seconds;
  if (granted !== seconds) context.warnings.push(`requested expiration of ${seconds} seconds shortened to ${granted} seconds`);
  const extended =
    options.extendTokenExpiration && bound.value.pod !== undefined && seconds === WARN_ONLY_BOUND && audiences.every((a) => options.apiAudiences.includes(a));

  const now = clock.seconds();
  const accountRef = { name, uid };
  const jti = server.random.uuid();
  annotate(context, { 'authentication.kubernetes.io/issued-credential-id': `JTI=${jti}` });
  const claims = {
    aud: audiences,
    exp: now + (extended ? YEAR : granted),
    iat: now,
    iss: keys.issuers[0] ?? '',
    jti,
    'kubernetes.io': {
      namespace,
      ...(bound.value.node ? { node: bound.value.node.uid ? bound.value.node : { name: bound.value.node.name } } : {}),
      ...(bound.value.pod ? { pod: bound.value.pod } : {}),
      ...(bound.value.secret ? { secret: bound.value.secret } : {}),
      serviceaccount: accountRef,
      ...(extended ? { warnafter: now + seconds } : {}),
    },
    nbf: now,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const token = await keys.signing.sign(goJson(claims));
  context.recorder.note(`a token for ${claims.sub}, good for ${granted} s, signed with key ${keys.signing.kid.slice(0, 8)}…`, { ok: true });
  return {
    value: {
      kind: KIND,
      apiVersion: `${GROUP}/v1`,
      metadata: { name, namespace, uid, creationTimestamp: clock.timestamp() },
      spec: { audiences, expirationSeconds: granted, boundObjectRef: ref ? shown(ref) : null },
      status: { token, expirationTimestamp: new Date((now + granted) * 1000).toISOString().replace('.000Z', 'Z') },
    },
  };
}

function durationProblem(seconds: number): string | undefined {
  if (seconds < 600) return 'may not specify a duration less than 10 minutes';
  return seconds > 2 ** 32 ? 'may not specify a duration larger than 2^32 seconds' : undefined;
}

const invalid = (name: string, errors: FieldError[]): StatusError => invalidObject(GROUP, KIND, name, errors);

const conflict = (what: string, name: string, why: string, details: StatusError['details']): StatusError => ({
  code: 409,
  reason: 'Conflict',
  message: `Operation cannot be fulfilled on ${what} ${goQuote(name)}: ${why}`,
  ...(details ? { details } : {}),
});

function shown(ref: Members): Members {
  const out: Members = {};
  for (const field of ['kind', 'apiVersion', 'name', 'uid']) if (text(ref[field])) out[field] = ref[field];
  return out;
}

/** Looks up what the token is to be bound to. The server reads it itself: the caller needs no rights on it. */
function bind({ store }: ApiServer, ref: Members, namespace: string, account: string): Answer<Bound> {
  const [apiVersion, kind, name, uid] = [text(ref.apiVersion), text(ref.kind), text(ref.name), text(ref.uid)];
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const resource = group === '' && (version === 'v1' || version === '') ? { Pod: 'pods', Secret: 'secrets', Node: 'nodes' }[kind] : undefined;
  if (!resource) return { error: badRequest(`cannot bind token to object of type ${group ?? ''}/${version ?? ''}, Kind=${kind}`) };
  if (!name) return { error: badRequest('Name parameter required.') };
  const object = store.get({ group: '', resource }, resource === 'nodes' ? '' : namespace, name);
  if (!object) return { error: notFound('', resource, name) };
  const own = object.metadata.uid ?? '';
  if (kind === 'Pod') {
    const pod: Members = isJsonObject(object.spec) ? object.spec : {};
    if (text(pod.serviceAccountName) !== account) {
      return { error: badRequest(`cannot bind token for serviceaccount ${goQuote(account)} to pod running with different serviceaccount name.`) };
    }
  }
  if (uid && uid !== own) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    return { error: conflict(kind, name, why, { name, kind }) };
  }
  if (kind === 'Secret') return { value: { secret: { name, uid: own } } };
  if (kind === 'Node') return { value: { node: { name, uid: own } } };
  const pod: Members = isJsonObject(object.spec) ? object.spec : {};
  const node = text(pod.nodeName);
  const nodeUid = node ? (store.get({ group: '', resource: 'nodes' }, '', node)?.metadata.uid ?? '') : '';
  return { value: { pod: { name, uid: own }, ...(node ? { node: { name: node, uid: nodeUid } } : {}) } };
}
