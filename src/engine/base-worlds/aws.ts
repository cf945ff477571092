// The minikube world as a cluster of EKS, with an AWS account beside it: a public issuer, a provider registered for it, a role, a bucket.
import type { AwsSpec } from '../parties/aws/aws-spec.ts';
import type { PodIdentityWebhookSpec } from '../parties/aws/pod-identity-webhook-spec.ts';
import type { WorldSpec } from '../spec.ts';
import { awsPki } from './aws-pki.data.ts';
import { MINIKUBE_ADDRESS, minikubeWorld } from './minikube.ts';
import { minikubePki } from './minikube-pki.data.ts';

export const AWS_ACCOUNT = '111122223333';
export const AWS_REGION = 'us-east-1';
export const EKS_ISSUER = 'https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';
export const AWS_CA_FILE = '/etc/ssl/certs/ca-certificates.crt';
const HOST = EKS_ISSUER.replace('https://', '');
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

export const trustPolicy = (subject: string, audience = 'sts.amazonaws.com', host = HOST): string =>
  pretty({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${AWS_ACCOUNT}:oidc-provider/${host}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${host}:sub`]: subject, [`${host}:aud`]: audience } },
      },
    ],
  });

const permit = (...statements: readonly { Action: string | string[]; Resource: string }[]): string =>
  pretty({ Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) });

const UPLOADS = permit(
  { Action: ['s3:PutObject', 's3:GetObject'], Resource: 'arn:aws:s3:::myapp-uploads/*' },
  { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::myapp-uploads' },
);

/** Roles that nobody gets, with one classic mistake each: another namespace, the API server's audience, a slash at the issuer's end. */
const CLOSED: Readonly<Record<string, { id: string; trust: string }>> = {
  reports: { id: 'AROAWY4CVPOBREPORTS23', trust: trustPolicy('system:serviceaccount:prod:my-serviceaccount') },
  backups: {
    id: 'AROAWY4CVPOBBACKUPS45',
    trust: trustPolicy('system:serviceaccount:default:my-serviceaccount', 'https://kubernetes.default.svc.cluster.local'),
  },
  billing: { id: 'AROAWY4CVPOBBILLING67', trust: trustPolicy('system:serviceaccount:default:my-serviceaccount', 'sts.amazonaws.com', `${HOST}/`) },
};

export const awsAccount = (): AwsSpec => ({
  kind: 'aws',
  name: 'aws',
  origin: `https://sts.${AWS_REGION}.amazonaws.com`,
  certificate: 'aws',
  trustedCa: 'amazon-root',
  account: AWS_ACCOUNT,
  region: AWS_REGION,
  oidcProviders: [{ url: EKS_ISSUER, clientIds: ['sts.amazonaws.com'] }],
  roles: [
    {
      name: 'my-role',
      id: 'AROAWY4CVPOBXUSBA5C2B',
      trust: trustPolicy('system:serviceaccount:default:my-serviceaccount'),
      permissions: { uploads: UPLOADS },
      maxSession: 43_200,
    },
    {
      name: 'pod-role',
      id: 'AROAWY4CVPOBYPODROLE7',
      trust: pretty({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
      }),
      permissions: { uploads: UPLOADS },
    },
    {
      name: 'node-role',
      id: 'AROAWY4CVPOBNODEROLE5',
      trust: pretty({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] }),
      permissions: { eks: permit({ Action: 'eks-auth:AssumeRoleForPodIdentity', Resource: '*' }) },
    },
    ...Object.entries(CLOSED).map(([name, { id, trust }]) => ({ name, id, trust, permissions: { uploads: UPLOADS } })),
  ],
  users: [
    {
      name: 'admin',
      id: 'AIDAWY4CVPOBADMIN2345',
      accessKeyId: 'AKIAWY4CVPOBADMIN234',
      secretAccessKey: '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',
      permissions: { admin: permit({ Action: '*', Resource: '*' }) },
    },
  ],
  buckets: { 'myapp-uploads': { created: '2026-05-17T10:02:11Z', objects: { 'hello.txt': { text: 'hello\n', modified: '2026-05-17T10:05:00Z' } } } },
  issuers: [{ url: EKS_ISSUER, keys: ['sa'] }],
  clusters: [
    {
      name: 'minikube',
      issuer: EKS_ISSUER,
      keys: ['sa'],
      nodeRole: 'node-role',
      associations: [{ id: 'a-podexample1234567', namespace: 'default', serviceAccount: 'pod-serviceaccount', role: 'pod-role' }],
    },
  ],
});

const account = (name: string, annotations?: Record<string, string>): WorldSpec['objects'][number] => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace: 'default', ...(annotations ? { annotations } : {}) },
});

const WEBHOOK = 'https://127.0.0.1:23443';

/** As EKS runs it beside the API server. */
const podIdentityWebhook = (): PodIdentityWebhookSpec => ({
  kind: 'pod-identity-webhook',
  name: 'pod-identity-webhook',
  origin: WEBHOOK,
  certificate: 'apiserver',
  client: { server: `https://${MINIKUBE_ADDRESS}:8443`, ca: 'ca', certificate: 'client' },
  region: AWS_REGION,
  stsRegionalEndpoints: true,
});

const webhookConfiguration = (): WorldSpec['objects'][number] => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'pod-identity-webhook' },
  webhooks: [
    {
      name: 'iam-for-pods.amazonaws.com',
      admissionReviewVersions: ['v1'],
      clientConfig: { url: `${WEBHOOK}/mutate`, caBundle: btoa(minikubePki.ca.crt) },
      failurePolicy: 'Ignore',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: { matchExpressions: [{ key: 'eks.amazonaws.com/skip-pod-identity-webhook', operator: 'DoesNotExist' }] },
      reinvocationPolicy: 'IfNeeded',
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: '*' }],
      sideEffects: 'None',
      timeoutSeconds: 10,
    },
  ],
});

/** The world given, with everything AWS laid over it. */
export function withAws(base: WorldSpec): WorldSpec {
  const { laptop } = base.machines;
  const trust = trustPolicy('system:serviceaccount:default:my-serviceaccount');
  const files: Record<string, string> = {
    [AWS_CA_FILE]: awsPki['amazon-root'].crt,
    '/home/learner/trust.json': `${trust}\n`,
    ...Object.fromEntries(Object.entries(CLOSED).map(([name, one]) => [`/home/learner/${name}.json`, `${one.trust}\n`])),
    '/home/learner/.aws/config': `[default]\nregion = ${AWS_REGION}\n\n[profile admin]\nregion = ${AWS_REGION}\n`,
    '/home/learner/.aws/credentials': '[admin]\naws_access_key_id = AKIAWY4CVPOBADMIN234\naws_secret_access_key = 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\n',
  };
  return {
    ...base,
    server: {
      ...base.server,
      flags: {
        ...base.server.flags,
        'service-account-issuer': EKS_ISSUER,
        'service-account-jwks-uri': `${EKS_ISSUER}/keys`,
        'api-audiences': 'https://kubernetes.default.svc.cluster.local',
      },
    },
    pki: { ...base.pki, ...awsPki },
    parties: [...(base.parties ?? []), awsAccount(), podIdentityWebhook()],
    objects: [
      ...base.objects,
      webhookConfiguration(),
      account('my-serviceaccount', { 'eks.amazonaws.com/role-arn': `arn:aws:iam::${AWS_ACCOUNT}:role/my-role` }),
      account('pod-serviceaccount'),
      account('other'),
    ],
    machines: { ...base.machines, ...(laptop ? { laptop: { ...laptop, files: { ...laptop.files, ...files } } } : {}) },
  };
}

/** A fresh value each time: callers may change it. */
export const awsWorld = (): WorldSpec => withAws(minikubeWorld());
