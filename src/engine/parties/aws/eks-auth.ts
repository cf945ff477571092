// Models EKS Auth's AssumeRoleForPodIdentity (botocore's service model): a Pod's token and an association become credentials with session tags.
// Unverified, for the service is closed: the words for a token that does not hold and for a missing association. Left out: target roles in other accounts.
import { isJsonObject } from '../../../trace/json.ts';
import { fromUtf8 } from '../../crypto/encoding.ts';
import { parseJson, parseJws } from '../../crypto/jws.ts';
import { Headers, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import type { Account } from './account.ts';
import type { AwsSpec } from './aws-spec.ts';
import { evaluate } from './evaluate.ts';
import { publicKeys } from './issuer.ts';
import { readPolicy } from './policy-document.ts';
import { assumedRoleArn, authenticate, decide, newSession, notAuthorized, queryRefusal } from './sessions.ts';
import { signatureFits } from './signature.ts';

export const POD_IDENTITY_AUDIENCE = 'pods.eks.amazonaws.com';
const LIFETIME_MS = 6 * 3_600_000;

export function restError(context: PartyContext, status: number, code: string, message: string): HttpResponse {
  return {
    status,
    headers: new Headers([
      ['x-amzn-RequestId', context.random.uuid()],
      ['x-amzn-ErrorType', code],
      ['Content-Type', 'application/json'],
    ]),
    body: JSON.stringify({ message }),
  };
}

export const clusterArn = ({ account, region }: AwsSpec, name: string): string => `arn:aws:eks:${region}:${account}:cluster/${name}`;

interface Pod {
  namespace: string;
  serviceAccount: string;
  name: string;
  uid: string;
}

function readPod(payload: Record<string, unknown>): Pod | undefined {
  const own = payload['kubernetes.io'] as { namespace?: unknown; serviceaccount?: { name?: unknown }; pod?: { name?: unknown; uid?: unknown } } | undefined;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  if (typeof own !== 'object' || own === null) return undefined;
  return { namespace: text(own.namespace), serviceAccount: text(own.serviceaccount?.name), name: text(own.pod?.name), uid: text(own.pod?.uid) };
}

export async function eksAuth(account: Account, request: HttpRequest, context: PartyContext): Promise<HttpResponse> {
  const { spec } = account;
  const { clock, random } = context;
  const no = (status: number, code: string, message: string) => restError(context, status, code, message);
  const [, name = ''] = /^\/clusters\/([^/?]+)\/assume-role-for-pod-identity$/.exec(request.target) ?? [];
  if (!name || request.method !== 'POST') return no(404, 'UnknownOperationException', '');
  const known = await authenticate(spec, account.sessions, request, 'eks-auth', clock.now());
  if ('unbelieved' in known) {
    const { message } = queryRefusal(known.unbelieved, request, clock.now());
    return no(403, known.unbelieved === 'expired' ? 'ExpiredTokenException' : 'AccessDeniedException', message);
  }
  const action = 'eks-auth:AssumeRoleForPodIdentity';
  const decision = decide(known.identity, action, clusterArn(spec, name));
  if (decision !== 'allow') return no(403, 'AccessDeniedException', notAuthorized(known.identity, action, clusterArn(spec, name), decision));
  const cluster = spec.clusters?.find((one) => one.name === name);
  if (!cluster) return no(404, 'ResourceNotFoundException', `No cluster found for name: ${name}.`);

  const body = parseJson(request.body);
  const token = isJsonObject(body) ? body.token : undefined;
  if (typeof token !== 'string') return no(400, 'InvalidParameterException', 'token is required');
  const jws = parseJws(token);
  const payload = jws && parseJson(fromUtf8(jws.payload) ?? '');
  if (!jws || !isJsonObject(payload)) return no(400, 'InvalidTokenException', 'The token is not a valid JWT');
  const key = (await publicKeys(cluster.keys, context)).find(({ kid }) => kid === jws.kid);
  if (payload.iss !== cluster.issuer || !key || !(await signatureFits(token, key.jwk)))
    return no(400, 'InvalidTokenException', `The token was not issued by the cluster ${name}`);
  const audiences = Array.isArray(payload.aud) ? payload.aud : [payload.aud];
  if (!audiences.includes(POD_IDENTITY_AUDIENCE)) return no(400, 'InvalidTokenException', `The audience of the token is not ${POD_IDENTITY_AUDIENCE}`);
  if (typeof payload.exp !== 'number' || clock.seconds() >= payload.exp) return no(400, 'ExpiredTokenException', 'The token has expired');
  const pod = readPod(payload);
  if (!pod) return no(400, 'InvalidTokenException', 'The token is not that of a service account');

  const association = cluster.associations.find((one) => one.namespace === pod.namespace && one.serviceAccount === pod.serviceAccount);
  if (!association)
    return no(404, 'ResourceNotFoundException', `No association found for service account ${pod.namespace}/${pod.serviceAccount} in cluster ${name}`);
  const tags = {
    'eks-cluster-arn': clusterArn(spec, name),
    'eks-cluster-name': name,
    'kubernetes-namespace': pod.namespace,
    'kubernetes-service-account': pod.serviceAccount,
    'kubernetes-pod-name': pod.name,
    'kubernetes-pod-uid': pod.uid,
  };
  const role = spec.roles.find((one) => one.name === association.role);
  if (!role || !trusts(spec, role.trust, name, tags))
    return no(403, 'AccessDeniedException', 'Unauthorized Exception! EKS does not have permissions to assume the associated role.');

  const expires = clock.now() + LIFETIME_MS;
  const sessionName = `eks-${name}-${pod.name}-${random.uuid()}`.slice(0, 64);
  const session = newSession(random, { role: role.name, name: sessionName, expires, tags });
  account.remember(session, clock.now());
  return {
    status: 200,
    headers: new Headers([
      ['x-amzn-RequestId', random.uuid()],
      ['Content-Type', 'application/json'],
    ]),
    body: JSON.stringify({
      subject: { namespace: pod.namespace, serviceAccount: pod.serviceAccount },
      audience: POD_IDENTITY_AUDIENCE,
      podIdentityAssociation: { associationArn: associationArn(spec, name, association.id), associationId: association.id },
      assumedRoleUser: { arn: assumedRoleArn(spec, role.name, sessionName), assumeRoleId: `${role.id}:${sessionName}` },
      credentials: {
        sessionToken: session.sessionToken,
        secretAccessKey: session.secretAccessKey,
        accessKeyId: session.accessKeyId,
        expiration: Math.floor(expires / 1000),
      },
    }),
  };
}

export const associationArn = ({ account, region }: AwsSpec, cluster: string, id: string): string =>
  `arn:aws:eks:${region}:${account}:podidentityassociation/${cluster}/${id}`;

/** The role must let EKS assume it and tag the session: both, or there are no credentials. */
function trusts(spec: AwsSpec, text: string, cluster: string, tags: Readonly<Record<string, string>>): boolean {
  const read = readPolicy(text, 'trust');
  if (!read.ok) return false;
  const facts = new Map<string, readonly string[]>([
    ['aws:sourceaccount', [spec.account]],
    ['aws:sourcearn', [clusterArn(spec, cluster)]],
    ['aws:tagkeys', Object.keys(tags)],
    ...Object.entries(tags).map(([tag, value]) => [`aws:requesttag/${tag}`, [value]] as const),
  ]);
  const principal = { type: 'Service', names: [POD_IDENTITY_AUDIENCE] } as const;
  return ['sts:AssumeRole', 'sts:TagSession'].every((action) => evaluate([read.policy], { action, principal, facts }) === 'allow');
}
