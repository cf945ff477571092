import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { awsWorld } from '../../base-worlds/aws.ts';
import { minikubePki } from '../../base-worlds/minikube-pki.data.ts';
import { createWorld } from '../../create-world.ts';
import { Headers } from '../../http/message.ts';
import type { World, WorldSnapshot } from '../../world.ts';
import type { PartyContext } from '../party.ts';
import { podIdentityWebhook } from './pod-identity-webhook.ts';

let world: World;
let fresh: WorldSnapshot;
beforeAll(async () => {
  world = await createWorld(awsWorld());
  fresh = world.snapshot();
}, 60_000);
beforeEach(() => world.restore(fresh));

async function ask(method: string, target: string, body?: unknown, type = 'application/json') {
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method, target, headers: new Headers([['Content-Type', type]]), body: body === undefined ? '' : JSON.stringify(body) },
    tls: { insecure: true, clientCertificate: minikubePki.client.crt },
  });
  if (!exchange.ok) throw new Error(exchange.failure.code);
  return { status: exchange.response.status, value: JSON.parse(exchange.response.body) as Pod & { message?: string }, trace: exchange.trace };
}

interface Container {
  name: string;
  env?: { name: string; value: string }[];
  volumeMounts?: { name: string; mountPath: string }[];
}
interface Pod {
  metadata: { labels?: Record<string, string> };
  spec: { containers: Container[]; initContainers?: Container[]; volumes: { name: string; projected?: { sources: unknown[] } }[] };
}
const podOf = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'myapp', ...metadata },
  spec: { serviceAccountName: 'my-serviceaccount', containers: [{ name: 'myapp', image: 'myapp:1.2' }], ...spec },
});
const create = (spec: object = {}, metadata: object = {}) => ask('POST', '/api/v1/namespaces/default/pods', podOf(spec, metadata));
const annotate = (annotations: Record<string, string>) =>
  ask('PATCH', '/api/v1/namespaces/default/serviceaccounts/my-serviceaccount', { metadata: { annotations } }, 'application/merge-patch+json');
const environment = ({ env = [] }: Container) => Object.fromEntries(env.map(({ name, value }) => [name, value]));

const REGION = { AWS_STS_REGIONAL_ENDPOINTS: 'regional', AWS_DEFAULT_REGION: 'us-east-1', AWS_REGION: 'us-east-1' };
const IRSA = {
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/my-role',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
};

describe('a Pod of an annotated account', () => {
  it('gets the two variables, the volume and the mount of the article', async () => {
    const { status, value, trace } = await create();
    expect(status).toBe(201);
    expect(environment(value.spec.containers[0]!)).toEqual({ ...REGION, ...IRSA });
    expect(Object.keys(environment(value.spec.containers[0]!)).slice(-2)).toEqual(Object.keys(IRSA));
    expect(value.spec.containers[0]!.volumeMounts).toContainEqual({
      name: 'aws-iam-token',
      readOnly: true,
      mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
    });
    expect(value.spec.volumes[0]).toEqual({
      name: 'aws-iam-token',
      projected: { defaultMode: 420, sources: [{ serviceAccountToken: { audience: 'sts.amazonaws.com', expirationSeconds: 86400, path: 'token' } }] },
    });
    const hops = trace.events.flatMap((event) => (event.kind === 'hop' ? [`${event.from} → ${event.to}`] : []));
    expect(hops).toContain('kube-apiserver → pod-identity-webhook');
    expect(hops).toContain('pod-identity-webhook → kube-apiserver');
  });

  test.each<[string, Record<string, string>, object, object, Record<string, string>, number | undefined]>([
    ['with a longer life', { 'eks.amazonaws.com/token-expiration': '7200' }, {}, {}, { ...REGION, ...IRSA }, 7200],
    ['with a life below the least', { 'eks.amazonaws.com/token-expiration': '60' }, {}, {}, { ...REGION, ...IRSA }, 600],
    ['with a life that is no number', { 'eks.amazonaws.com/token-expiration': 'long' }, {}, {}, { ...REGION, ...IRSA }, 86400],
    ['with a life that no int64 holds', { 'eks.amazonaws.com/token-expiration': '99999999999999999999' }, {}, {}, { ...REGION, ...IRSA }, 86400],
    [
      'whose Pod says it shorter',
      { 'eks.amazonaws.com/token-expiration': '7200' },
      {},
      { annotations: { 'eks.amazonaws.com/token-expiration': '900' } },
      { ...REGION, ...IRSA },
      900,
    ],
    [
      'without the regional endpoint',
      { 'eks.amazonaws.com/sts-regional-endpoints': 'false' },
      {},
      {},
      { AWS_DEFAULT_REGION: 'us-east-1', AWS_REGION: 'us-east-1', ...IRSA },
      86400,
    ],
    [
      'with a role of its own: no variable, but volume and mount',
      {},
      { containers: [{ name: 'a', image: 'b', env: [{ name: 'AWS_ROLE_ARN', value: 'mine' }] }] },
      {},
      { ...REGION, AWS_ROLE_ARN: 'mine' },
      86400,
    ],
    ['with a container that is skipped', {}, {}, { annotations: { 'eks.amazonaws.com/skip-containers': 'other, myapp' } }, {}, 86400],
    ['with the label that keeps the webhook away', {}, {}, { labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': 'x' } }, {}, undefined],
  ])('%s', async (_, annotations, spec, metadata, env, seconds) => {
    await annotate(annotations);
    const { value } = await create(spec, metadata);
    expect(environment(value.spec.containers[0]!)).toEqual(env);
    const volume = value.spec.volumes.find(({ name }) => name === 'aws-iam-token');
    expect((volume?.projected?.sources[0] as { serviceAccountToken: { expirationSeconds: number } } | undefined)?.serviceAccountToken.expirationSeconds).toBe(
      seconds,
    );
  });

  it('has its audience from the account, and its init containers are not forgotten', async () => {
    await annotate({ 'eks.amazonaws.com/audience': 'vault' });
    const { value } = await create({ initContainers: [{ name: 'first', image: 'b' }] });
    expect(value.spec.volumes[0]?.projected?.sources).toEqual([{ serviceAccountToken: { audience: 'vault', expirationSeconds: 86400, path: 'token' } }]);
    expect(environment(value.spec.initContainers![0]!)).toEqual({ ...REGION, ...IRSA });
  });
});

it('a Pod of another account passes as it is', async () => {
  const { value } = await create({ serviceAccountName: 'other' });
  expect([environment(value.spec.containers[0]!), value.spec.volumes.length]).toEqual([{}, 1]);
});

it('an account with an association gets the agent’s address and a token for it', async () => {
  const { value } = await create({ serviceAccountName: 'pod-serviceaccount' });
  expect(environment(value.spec.containers[0]!)).toEqual({
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_REGION: 'us-east-1',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
  });
  expect(value.metadata.labels).toEqual({ 'eks.amazonaws.com/pod-identity': 'enabled' });
});

describe('a webhook that is down', () => {
  const DOWN =
    'failed calling webhook "iam-for-pods.amazonaws.com": failed to call webhook: Post "https://127.0.0.1:1/mutate?timeout=10s": dial tcp 127.0.0.1:1: connect: connection refused';
  const configure = (failurePolicy: string) =>
    ask(
      'PATCH',
      '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/pod-identity-webhook',
      [
        { op: 'replace', path: '/webhooks/0/clientConfig/url', value: 'https://127.0.0.1:1/mutate' },
        { op: 'replace', path: '/webhooks/0/failurePolicy', value: failurePolicy },
      ],
      'application/json-patch+json',
    );

  it('lets Pods start without a role when its failurePolicy is Ignore', async () => {
    expect((await configure('Ignore')).status).toBe(200);
    const { status, value } = await create();
    expect([status, environment(value.spec.containers[0]!)]).toEqual([201, {}]);
    expect(world.server().log.at(-1)).toContain(`Failed calling webhook, failing open iam-for-pods.amazonaws.com: ${DOWN}`);
  });

  it('lets none start when it is Fail', async () => {
    await configure('Fail');
    const { status, value } = await create();
    expect([status, value.message]).toEqual([500, `Internal error occurred: ${DOWN}`]);
  });
});

describe('an association', () => {
  const associate = async (more: { namespace: string; serviceAccount: string }[]) => {
    const spec = world.parties().find(({ kind }) => kind === 'aws');
    if (spec?.kind !== 'aws') throw new Error('no account');
    const associations = more.map((one, i) => ({ id: `a-${i}`, role: 'pod-role', ...one }));
    await world.changeParty({ ...spec, clusters: spec.clusters?.map((cluster) => ({ ...cluster, associations })) });
  };

  test.each<[string, { namespace: string; serviceAccount: string }[], string]>([
    [
      'moves the account to Pod Identity, whatever its annotation says',
      [{ namespace: 'default', serviceAccount: 'my-serviceaccount' }],
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    ],
    ['of another namespace leaves it alone', [{ namespace: 'prod', serviceAccount: 'my-serviceaccount' }], 'AWS_ROLE_ARN'],
    ['that is gone leaves it alone', [], 'AWS_ROLE_ARN'],
  ])('%s', async (_, associations, variable) => {
    await associate(associations);
    const names = Object.keys(environment((await create()).value.spec.containers[0]!));
    expect(['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_ROLE_ARN'].filter((name) => names.includes(name))).toEqual([variable]);
  });
});

it('whatever stands in the annotations and the Pod, the answer is an AdmissionReview that lets it pass', async () => {
  const spec = awsWorld().parties?.find((party) => party.kind === 'pod-identity-webhook');
  if (spec?.kind !== 'pod-identity-webhook') throw new Error('no webhook');
  const webhook = podIdentityWebhook(spec);
  const annotation = fc
    .constantFrom('role-arn', 'audience', 'token-expiration', 'sts-regional-endpoints', 'skip-containers')
    .map((name) => `eks.amazonaws.com/${name}`);
  const annotations = fc.dictionary(annotation, fc.oneof(fc.string(), fc.constantFrom('true', '600', '1e9', '-1', ',,', '9'.repeat(40))));
  const pod = fc.record({
    metadata: fc.record({ annotations }),
    spec: fc.oneof(fc.jsonValue(), fc.record({ containers: fc.jsonValue(), volumes: fc.jsonValue(), initContainers: fc.jsonValue() })),
  });
  await fc.assert(
    fc.asyncProperty(pod, annotations, async (object, given) => {
      const account = JSON.stringify({ metadata: { name: 'a', namespace: 'b', annotations: given } });
      const context = {
        pki: {},
        neighbours: () => [],
        call: async () => ({ ok: true, response: { status: 200, headers: new Headers(), body: account } }),
      } as unknown as PartyContext;
      const answer = await webhook.handle(
        { method: 'POST', target: '/mutate', headers: new Headers(), body: JSON.stringify({ request: { uid: 'u', object } }) },
        context,
      );
      if (answer === 'no-answer') throw new Error('no answer');
      const { response } = JSON.parse(answer.body) as { response: { uid: string; allowed: boolean; patch?: string } };
      expect([response.uid, response.allowed]).toEqual(['u', true]);
      expect(response.patch !== undefined).toBe(Boolean(given['eks.amazonaws.com/role-arn']));
    }),
  );
});
