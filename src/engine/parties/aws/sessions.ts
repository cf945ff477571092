// Models who stands behind a signed request: users' long-lived keys and the temporary credentials STS gave out. Left out: revoking sessions.
import type { Recorder } from '../../../trace/recorder.ts';
import type { HttpRequest } from '../../http/message.ts';
import type { Random } from '../../random.ts';
import type { Refusal } from './answers.ts';
import type { AwsRole, AwsSpec } from './aws-spec.ts';
import type { RequestFacts } from './conditions.ts';
import { type Decision, evaluateWithin, weigh } from './evaluate.ts';
import { tellPolicy } from './look.ts';
import { type Policy, readPolicy } from './policy-document.ts';
import { amzDate, isSignedBy, readAuthorization } from './sigv4.ts';

/** Temporary credentials, as the party remembers them. Plain data. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly role: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy?: string;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = `${BASE32.slice(0, 26)}abcdefghijklmnopqrstuvwxyz0123456789+/`;
const letters = (random: Random, alphabet: string, length: number): string => Array.from({ length }, () => alphabet[random.next() % alphabet.length]).join('');

export function newSession(random: Random, about: Pick<Session, 'role' | 'name' | 'expires' | 'tags' | 'policy'>): Session {
  return {
    accessKeyId: `ASIA${letters(random, BASE32, 16)}`,
    secretAccessKey: letters(random, BASE64, 40),
    sessionToken: `IQoJb3JpZ2luX2VjE${letters(random, BASE64, 239)}`,
    ...about,
  };
}

export interface Identity {
  readonly arn: string;
  readonly userId: string;
  readonly policies: readonly Policy[];
  readonly session?: Policy;
  readonly facts: RequestFacts;
}

export const roleArn = ({ account }: AwsSpec, role: string): string => `arn:aws:iam::${account}:role/${role}`;
export const assumedRoleArn = ({ account }: AwsSpec, role: string, session: string): string => `arn:aws:sts::${account}:assumed-role/${role}/${session}`;

/** Documents that cannot be read are not in force. */
export function inForce(texts: Readonly<Record<string, string>>): Policy[] {
  return Object.values(texts).flatMap((text) => {
    const read = readPolicy(text, 'permissions');
    return read.ok ? [read.policy] : [];
  });
}

function ofSession(spec: AwsSpec, session: Session, role: AwsRole): Identity {
  const narrowed = session.policy === undefined ? undefined : readPolicy(session.policy, 'permissions');
  const tags = Object.entries(session.tags).map(([name, value]) => [`aws:principaltag/${name.toLowerCase()}`, [value]] as const);
  return {
    arn: assumedRoleArn(spec, role.name, session.name),
    userId: `${role.id}:${session.name}`,
    policies: inForce(role.permissions),
    ...(narrowed?.ok ? { session: narrowed.policy } : {}),
    facts: new Map([
      ['aws:principalarn', [roleArn(spec, role.name)]],
      ['aws:principalaccount', [spec.account]],
      ['aws:userid', [`${role.id}:${session.name}`]],
      ...tags,
    ]),
  };
}

/** Why a signed request is not believed; each service has words of its own for it. */
export type Unbelieved = 'unsigned' | 'unreadable' | 'unknown-key' | 'wrong-token' | 'expired' | 'skewed' | 'wrong-signature';

const SKEW_MS = { s3: 15 * 60_000, other: 5 * 60_000 };

export async function authenticate(
  spec: AwsSpec,
  sessions: readonly Session[],
  request: HttpRequest,
  service: string,
  now: number,
): Promise<{ identity: Identity } | { unbelieved: Unbelieved }> {
  const header = request.headers.get('Authorization');
  if (header === undefined) return { unbelieved: 'unsigned' };
  const authorization = readAuthorization(header);
  if (!authorization || authorization.scope.service !== service) return { unbelieved: 'unreadable' };
  const { accessKeyId } = authorization;
  const session = sessions.find((s) => s.accessKeyId === accessKeyId);
  const user = spec.users?.find((u) => u.accessKeyId === accessKeyId);
  const role = session && spec.roles.find((r) => r.name === session.role);
  if (!user && !(session && role)) return { unbelieved: 'unknown-key' };
  if (session && request.headers.get('X-Amz-Security-Token') !== session.sessionToken) return { unbelieved: 'wrong-token' };
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(request.headers.get('X-Amz-Date') ?? '') ?? [];
  const signedAt = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  if (Number.isNaN(signedAt) || !(request.headers.get('X-Amz-Date') ?? '').startsWith(authorization.scope.date)) return { unbelieved: 'unreadable' };
  if (Math.abs(now - signedAt) > (service === 's3' ? SKEW_MS.s3 : SKEW_MS.other)) return { unbelieved: 'skewed' };
  if (!(await isSignedBy(session?.secretAccessKey ?? user?.secretAccessKey ?? '', request, authorization))) return { unbelieved: 'wrong-signature' };
  if (session && role) return now >= session.expires ? { unbelieved: 'expired' } : { identity: ofSession(spec, session, role) };
  const arn = `arn:aws:iam::${spec.account}:user/${user?.name ?? ''}`;
  const facts: RequestFacts = new Map([
    ['aws:principalarn', [arn]],
    ['aws:principalaccount', [spec.account]],
    ['aws:username', [user?.name ?? '']],
  ]);
  return { identity: { arn, userId: user?.id ?? '', policies: inForce(user?.permissions ?? {}), facts } };
}

export function decide(
  { policies, session, facts }: Identity,
  action: string,
  resource: string,
  more: readonly (readonly [string, string])[] = [],
  recorder?: Recorder,
): Decision {
  const question = { action, resource, facts: new Map([...facts, ...more.map(([name, value]) => [name.toLowerCase(), [value]] as const)]) };
  const decision = evaluateWithin(policies, session, question);
  if (recorder) tellPolicy(recorder, 's3.policy', weigh(session ? [...policies, session] : policies, question), decision);
  return decision;
}

/** "User: ARN is not authorized to perform: ACTION on resource: ARN because …" */
export function notAuthorized(identity: Identity, action: string, resource: string, decision: Exclude<Decision, 'allow'>): string {
  const own = identity.session ? evaluateWithin(identity.policies, undefined, { action, resource, facts: identity.facts }) : undefined;
  const kind = own === 'allow' ? 'session' : 'identity-based';
  const because =
    decision === 'explicit-deny'
      ? `with an explicit deny in ${kind === 'session' ? 'a session' : 'an identity-based'} policy`
      : `because no ${kind} policy allows the ${action} action`;
  return `User: ${identity.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}

/** How STS and IAM word it. */
export function queryRefusal(unbelieved: Unbelieved, request: HttpRequest, now: number): Refusal {
  switch (unbelieved) {
    case 'unsigned':
      return { status: 403, code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token' };
    case 'unreadable':
      return { status: 400, code: 'IncompleteSignature', message: 'Request must contain a signature that conforms to AWS standards' };
    case 'expired':
      return { status: 403, code: 'ExpiredToken', message: 'The security token included in the request is expired' };
    case 'skewed': {
      const date = request.headers.get('X-Amz-Date') ?? '';
      const early = date > amzDate(now);
      const edge = amzDate(early ? now + SKEW_MS.other : now - SKEW_MS.other);
      const words = early ? `Signature not yet current: ${date} is still later than ${edge}` : `Signature expired: ${date} is now earlier than ${edge}`;
      return { status: 403, code: 'SignatureDoesNotMatch', message: `${words} (${amzDate(now)} ${early ? '+' : '-'} 5 min.)` };
    }
    case 'wrong-signature':
      return {
        status: 403,
        code: 'SignatureDoesNotMatch',
        message:
          'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      };
    default:
      return { status: 403, code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' };
  }
}
