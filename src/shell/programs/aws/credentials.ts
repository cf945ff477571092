// Where botocore looks for credentials, in its order: environment, web identity, shared file, container.
// Left out: profiles that assume roles, SSO, processes, instance metadata, and the cache: every command fetches its credentials anew.
import { parseOrigin } from '../../../engine/network/dial.ts';
import type { SigningKeys } from '../../../engine/parties/aws/sigv4.ts';
import { value } from './arguments.ts';
import { type Client, readIni, stsOf } from './client.ts';
import { AwsFailure } from './failure.ts';
import { type Element, textOf } from './read-xml.ts';

const NONE = 'Unable to locate credentials. You can configure credentials by running "aws configure".';

export async function credentials(client: Client): Promise<SigningKeys> {
  const { env } = client.io;
  // Whoever names a profile means it: the variables of the environment are not looked at then.
  const named = value(client.given, 'profile') !== undefined;
  const found = (named ? undefined : (fromEnvironment(env) ?? (await fromWebIdentity(client)))) ?? fromSharedFile(client) ?? (await fromContainer(client));
  if (!found && named && !knowsProfile(client)) throw new AwsFailure(`The config profile (${client.profile}) could not be found`, 255);
  if (!found) throw new AwsFailure(NONE, 253);
  return found;
}

function knowsProfile({ io: { machine }, profile }: Client): boolean {
  const texts = ['config', 'credentials'].map((name) => machine.read(`${machine.home}/.aws/${name}`) ?? '');
  return texts.some((text) => readIni(text, profile).size > 0);
}

function fromEnvironment(env: Readonly<Record<string, string>>): SigningKeys | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env;
  if (!accessKeyId) return undefined;
  if (!secretAccessKey) throw new AwsFailure('Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY', 253);
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** IRSA: two variables, a file, and a question to STS that nobody signs. */
async function fromWebIdentity(client: Client): Promise<SigningKeys | undefined> {
  const { env, world } = client.io;
  const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: role, AWS_ROLE_SESSION_NAME: name } = env;
  if (!file) return undefined;
  if (!role)
    throw new AwsFailure(
      'The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure that the profile has the role_arnconfiguration set or the AWS_ROLE_ARN env var is set.',
      255,
    );
  const token = client.io.readFile(file);
  if (token === undefined) throw new AwsFailure(`[Errno 2] No such file or directory: '${file}'`, 255);
  const result = await client.query(stsOf(client), 'AssumeRoleWithWebIdentity', {
    RoleArn: role,
    RoleSessionName: name || `botocore-session-${world.clock.seconds()}`,
    WebIdentityToken: token.trim(),
  });
  return keysOf(result);
}

export const keysOf = (result: Element | undefined): SigningKeys => ({
  accessKeyId: textOf(result, 'Credentials', 'AccessKeyId'),
  secretAccessKey: textOf(result, 'Credentials', 'SecretAccessKey'),
  sessionToken: textOf(result, 'Credentials', 'SessionToken'),
});

function fromSharedFile(client: Client): SigningKeys | undefined {
  const { env, machine } = client.io;
  const section = readIni(machine.read(env.AWS_SHARED_CREDENTIALS_FILE ?? `${machine.home}/.aws/credentials`) ?? '', client.profile);
  const accessKeyId = section.get('aws_access_key_id');
  const secretAccessKey = section.get('aws_secret_access_key');
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, sessionToken: section.get('aws_session_token') } : undefined;
}

const HOSTS = ['169.254.170.2', '169.254.170.23', 'fd00:ec2::23', 'localhost'];

/** EKS Pod Identity: an address on the node, and a token as it stands in the Authorization header. */
async function fromContainer(client: Client): Promise<SigningKeys | undefined> {
  const { env } = client.io;
  const uri = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (!uri) return undefined;
  const [, start = '', target = '/'] = /^(https?:\/\/[^/?]+)(.*)$/.exec(uri) ?? [];
  const host = parseOrigin(start)?.host ?? '';
  if (!HOSTS.includes(host) && !/^127\./.test(host))
    throw new AwsFailure(`Unsupported host '${host}'.  Can only retrieve metadata from a loopback address or one of these hosts: ${HOSTS.join(', ')}`, 255);
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const token = file ? client.io.readFile(file) : env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  if (file && token === undefined) throw new AwsFailure(`[Errno 2] No such file or directory: '${file}'`, 255);
  const { status, body } = await client.send(
    start,
    'GET',
    target || '/',
    [['Accept', 'application/json'], ...(token ? [['Authorization', token.trim()] as [string, string]] : [])],
    '',
  );
  const failed = (why: string) => new AwsFailure(`Error when retrieving credentials from container-role: Error retrieving metadata: ${why}`, 255);
  if (status !== 200) throw failed(`Received non 200 response ${status} from container metadata: ${body}`);
  try {
    const read = JSON.parse(body) as Partial<Record<'AccessKeyId' | 'SecretAccessKey' | 'Token', string>>;
    return { accessKeyId: read.AccessKeyId ?? '', secretAccessKey: read.SecretAccessKey ?? '', sessionToken: read.Token };
  } catch {
    throw failed(`Unable to parse JSON returned from container metadata: ${body}`);
  }
}
