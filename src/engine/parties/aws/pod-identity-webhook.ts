// Models amazon-eks-pod-identity-webhook pkg/handler/handler.go: reads a new Pod's service account and writes what the SDK will look for.
// It asks the API server about the account each time, where the real one keeps a watch. Left out: Windows, the grace time, --compose-role-arn,
// the jitter of token lifetimes, metrics.
import { isJsonObject, type Members } from '../../../trace/json.ts';
import { toBase64, utf8 } from '../../crypto/encoding.ts';
import { parseJson } from '../../crypto/jws.ts';
import { Headers, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import { parseBool } from '../../http/negotiation.ts';
import { json } from '../json-answer.ts';
import type { Party, PartyContext, PartyData } from '../party.ts';
import type { AwsSpec } from './aws-spec.ts';
import type { PodIdentityWebhookSpec } from './pod-identity-webhook-spec.ts';

const members = (value: unknown): Members => (isJsonObject(value) ? value : {});
const list = (value: unknown): Members[] => (Array.isArray(value) ? (value as unknown[]).map(members) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const PREFIX = 'eks.amazonaws.com';
const SHORTEST = 600;

interface Plan {
  env: { name: string; value: string }[];
  /** When the container has one of these, none of `env` is added. */
  unless: readonly string[];
  volume: string;
  mountPath: string;
  audience: string;
  expirationSeconds: number;
  path: string;
  labels: Readonly<Record<string, string>>;
}

export function podIdentityWebhook(spec: PodIdentityWebhookSpec): Party {
  const { name, origin, certificate } = spec;
  return { spec, name, title: 'Pod identity webhook', origin, certificate, handle: (request, context) => mutate(spec, request, context) };
}

async function mutate(spec: PodIdentityWebhookSpec, request: HttpRequest, context: PartyContext): Promise<HttpResponse> {
  const review = members(parseJson(request.body));
  const asked = members(review.request);
  const respond = (response: Members) =>
    json(200, { kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', response: { uid: text(asked.uid), ...response } });
  if (!isJsonObject(asked.object)) return respond({ allowed: false, status: { message: 'bad content' } });
  const pod = asked.object;
  const account = await accountOf(spec, text(asked.namespace), text(members(pod.spec).serviceAccountName) || 'default', context);
  const plan = account && planFor(spec, account, members(members(pod.metadata).annotations), associated(spec, context));
  if (!plan) return respond({ allowed: true });
  const patch = patchFor(spec, pod, plan);
  return respond({ allowed: true, patchType: 'JSONPatch', patch: toBase64(utf8(JSON.stringify(patch))) });
}

/** undefined: nobody it knows, so the Pod passes as it is. */
async function accountOf({ client }: PodIdentityWebhookSpec, namespace: string, name: string, context: PartyContext): Promise<Members | undefined> {
  const { pki } = context;
  const ca = pki[client.ca]?.crt;
  const clientCertificate = pki[client.certificate]?.crt;
  const outcome = await context.call(
    `${client.server}/api/v1/namespaces/${namespace}/serviceaccounts/${name}`,
    { method: 'GET', headers: new Headers([['Accept', 'application/json']]), body: '' },
    { ...(ca === undefined ? {} : { ca }), ...(clientCertificate === undefined ? {} : { clientCertificate }) },
  );
  return outcome.ok && outcome.response.status === 200 ? members(parseJson(outcome.response.body)) : undefined;
}

function lifetime(spec: PodIdentityWebhookSpec, ...given: unknown[]): number {
  // Go's ParseInt refuses what no int64 holds; the next source then counts.
  const seconds = given.map(text).find((one) => /^[+-]?\d+$/.test(one) && BigInt.asIntN(64, BigInt(one)) === BigInt(one));
  return seconds === undefined ? (spec.tokenExpiration ?? 86_400) : Math.max(SHORTEST, Number(seconds));
}

/** Accounts of Pod Identity: as configured, or as EKS hands its associations on to the webhook that it runs. */
function associated({ containerCredentials }: PodIdentityWebhookSpec, { neighbours }: PartyContext): readonly { namespace: string; serviceAccount: string }[] {
  return (
    containerCredentials ??
    neighbours()
      .flatMap((party) => (isAws(party) ? (party.clusters ?? []) : []))
      .flatMap((one) => one.associations)
  );
}

const isAws = (party: PartyData): party is AwsSpec => party.kind === 'aws';

function planFor(spec: PodIdentityWebhookSpec, account: Members, ofPod: Members, containerCredentials: ReturnType<typeof associated>): Plan | undefined {
  const { name, namespace, annotations: given } = members(account.metadata);
  const annotations = members(given);
  const expirationSeconds = lifetime(spec, ofPod[`${PREFIX}/token-expiration`], annotations[`${PREFIX}/token-expiration`]);
  if (containerCredentials.some((one) => one.namespace === namespace && one.serviceAccount === name)) {
    const mountPath = '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount';
    const volume = 'eks-pod-identity-token';
    const env = [
      { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: 'http://169.254.170.23/v1/credentials' },
      { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: `${mountPath}/${volume}` },
    ];
    const labels = { [`${PREFIX}/pod-identity`]: 'enabled' };
    return { env, unless: env.map((one) => one.name), volume, mountPath, audience: 'pods.eks.amazonaws.com', expirationSeconds, path: volume, labels };
  }
  const role = text(annotations[`${PREFIX}/role-arn`]);
  if (!role) return undefined;
  const mountPath = '/var/run/secrets/eks.amazonaws.com/serviceaccount';
  const env = [
    { name: 'AWS_ROLE_ARN', value: role },
    { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: `${mountPath}/token` },
  ];
  const regional = parseBool(text(annotations[`${PREFIX}/sts-regional-endpoints`])) ?? spec.stsRegionalEndpoints ?? false;
  const before = regional ? [{ name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' }] : [];
  return {
    env: [...before, ...env],
    unless: env.map((one) => one.name),
    volume: 'aws-iam-token',
    mountPath,
    audience: text(annotations[`${PREFIX}/audience`]) || 'sts.amazonaws.com',
    expirationSeconds,
    path: 'token',
    labels: {},
  };
}

function withEnv({ region }: PodIdentityWebhookSpec, { env, unless }: Plan, container: Members): Members[] {
  const own = list(container.env);
  const has = (name: string) => own.some((one) => one.name === name);
  const added: Members[] = env.filter((one) => !has(one.name) && (!unless.includes(one.name) || !unless.some(has)));
  const regions = ['AWS_DEFAULT_REGION', 'AWS_REGION'];
  // In the order of the real one: endpoints, region, then the two that matter.
  if (region && !regions.some(has))
    added.splice(added[0]?.name === 'AWS_STS_REGIONAL_ENDPOINTS' ? 1 : 0, 0, ...regions.map((name) => ({ name, value: region })));
  return [...own, ...added];
}

function patchFor(spec: PodIdentityWebhookSpec, pod: Members, plan: Plan): Members[] {
  const { volumes, containers, initContainers } = members(pod.spec);
  const metadata = members(pod.metadata);
  const skipped = text(members(metadata.annotations)[`${PREFIX}/skip-containers`])
    .split(',')
    .map((one) => one.trim());
  const patched = (given: unknown): Members[] =>
    list(given).map((container) => {
      if (skipped.includes(text(container.name))) return container;
      const mounts = list(container.volumeMounts);
      const mounted = mounts.some((one) => one.name === plan.volume);
      const mount = { name: plan.volume, readOnly: true, mountPath: plan.mountPath };
      return { ...container, env: withEnv(spec, plan, container), volumeMounts: mounted ? mounts : [...mounts, mount] };
    });
  const operations: Members[] = [];
  if (!list(volumes).some((one) => one.name === plan.volume)) {
    const { audience, expirationSeconds, path } = plan;
    const volume = { name: plan.volume, projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds, path } }], defaultMode: 420 } };
    operations.push(Array.isArray(volumes) ? { op: 'add', path: '/spec/volumes/0', value: volume } : { op: 'add', path: '/spec/volumes', value: [volume] });
  }
  operations.push({ op: 'add', path: '/spec/containers', value: patched(containers) });
  if (Array.isArray(initContainers) && initContainers.length) operations.push({ op: 'add', path: '/spec/initContainers', value: patched(initContainers) });
  if (Object.keys(plan.labels).length) operations.push({ op: 'add', path: '/metadata/labels', value: { ...members(metadata.labels), ...plan.labels } });
  return operations;
}
