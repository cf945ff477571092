import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awsWorld, EKS_ISSUER } from '../../../engine/base-worlds/aws.ts';
import { createWorld } from '../../../engine/create-world.ts';
import type { World, WorldSnapshot } from '../../../engine/world.ts';
import { createShell, type Shell } from '../../shell.ts';

let world: World;
let fresh: WorldSnapshot;
let shell: Shell;
beforeAll(async () => {
  world = await createWorld(awsWorld());
  fresh = world.snapshot();
}, 60_000);
beforeEach(() => {
  world.restore(fresh);
  shell = createShell({ world, machine: 'laptop', isTerminal: false, loadBash: () => Promise.reject(new Error('bash was loaded')) });
});

async function run(line: string): Promise<{ code: number; out: string; err: string; hops: string[] }> {
  const { exitCode, output, runs } = await shell.run(line);
  const text = (stream: string) =>
    output
      .filter((part) => part.stream === stream)
      .map((part) => part.text)
      .join('');
  const hops = runs.flatMap(({ trace }) => trace.events.flatMap((event) => (event.kind === 'hop' ? [`${event.from} → ${event.to}`] : [])));
  return { code: exitCode, out: text('stdout'), err: text('stderr'), hops };
}

const ROLE = 'arn:aws:iam::111122223333:role/my-role';
const token = async (account = 'my-serviceaccount', audience = 'sts.amazonaws.com', more = '') => {
  const { out, err } = await run(`kubectl create token ${account} --audience ${audience} ${more}`);
  expect(err).toBe('');
  world.machine('laptop').write('/home/learner/token', out.trim());
  return out.trim();
};
/** A shell that stands where the Pod stands: the two variables, and no keys of its own. */
const asPod = (role = ROLE) => run(`export AWS_ROLE_ARN=${role} AWS_WEB_IDENTITY_TOKEN_FILE=/home/learner/token AWS_ROLE_SESSION_NAME=myapp`);
const ASSUME = `aws sts assume-role-with-web-identity --role-arn ${ROLE} --role-session-name myapp --web-identity-token file://token`;
const refused = (code: string, message: string, operation = 'AssumeRoleWithWebIdentity') =>
  `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`;

describe('a token becomes credentials', () => {
  it('as the article prints them, and STS has read the keys from the issuer, not from the API server', async () => {
    await token();
    const { code, out, hops } = await run(ASSUME);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { Credentials: Record<string, string> };
    expect(answer).toEqual({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/) as unknown,
        SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/) as unknown,
        SessionToken: expect.stringMatching(/^IQoJb3JpZ2luX2Vj/) as unknown,
        Expiration: '2026-05-18T11:02:11+00:00',
      },
      SubjectFromWebIdentityToken: 'system:serviceaccount:default:my-serviceaccount',
      AssumedRoleUser: { AssumedRoleId: 'AROAWY4CVPOBXUSBA5C2B:myapp', Arn: 'arn:aws:sts::111122223333:assumed-role/my-role/myapp' },
      Provider: `arn:aws:iam::111122223333:oidc-provider/${EKS_ISSUER.slice(8)}`,
      Audience: 'sts.amazonaws.com',
    });
    expect(hops).toEqual(['laptop → sts', 'sts → issuer', 'issuer → sts', 'sts → issuer', 'issuer → sts', 'sts → laptop']);
  });

  it('by the two variables alone, and the role may upload, read and list', async () => {
    await token();
    await asPod();
    expect(JSON.parse((await run('aws sts get-caller-identity')).out)).toEqual({
      UserId: 'AROAWY4CVPOBXUSBA5C2B:myapp',
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/my-role/myapp',
    });
    await run('echo hi > report.txt');
    expect((await run('aws s3 cp report.txt s3://myapp-uploads/2026/report.txt')).out).toBe('upload: ./report.txt to s3://myapp-uploads/2026/report.txt\n');
    expect((await run('aws s3 ls s3://myapp-uploads')).out).toBe('                           PRE 2026/\n2026-05-17 10:05:00          6 hello.txt\n');
    expect((await run('aws s3 cp s3://myapp-uploads/2026/report.txt -')).out).toBe('hi\n');
  });

  it('and what the permissions do not say is refused in S3’s words', async () => {
    await token();
    await asPod();
    const denied = (action: string, resource: string) =>
      `User: arn:aws:sts::111122223333:assumed-role/my-role/myapp is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`;
    expect(await run('aws s3 rm s3://myapp-uploads/hello.txt')).toMatchObject({
      code: 1,
      err: `delete failed: s3://myapp-uploads/hello.txt An error occurred (AccessDenied) when calling the DeleteObject operation: ${denied('s3:DeleteObject', 'arn:aws:s3:::myapp-uploads/hello.txt')}\n`,
    });
    expect(await run('aws s3 ls')).toMatchObject({ code: 254, err: refused('AccessDenied', denied('s3:ListAllMyBuckets', 'arn:aws:s3:::*'), 'ListBuckets') });
  });

  it('which end: the session is over after its hour, though the file still holds a good token', async () => {
    await token('my-serviceaccount', 'sts.amazonaws.com', '--duration 24h');
    const keys = JSON.parse((await run(ASSUME)).out) as { Credentials: Record<string, string> };
    const { AccessKeyId, SecretAccessKey, SessionToken } = keys.Credentials;
    await run(`export AWS_ACCESS_KEY_ID=${AccessKeyId} AWS_SECRET_ACCESS_KEY=${SecretAccessKey} AWS_SESSION_TOKEN=${SessionToken}`);
    expect((await run('aws s3 ls s3://myapp-uploads')).code).toBe(0);
    await world.advance(3_600_000);
    expect((await run('aws s3 ls s3://myapp-uploads')).err).toBe(refused('ExpiredToken', 'The provided token has expired.', 'ListObjectsV2'));
    expect((await run('aws sts get-caller-identity')).err).toBe(
      refused('ExpiredToken', 'The security token included in the request is expired', 'GetCallerIdentity'),
    );
  });
});

describe('classic mistakes', () => {
  const NOT = refused('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  const NO_KEY = refused(
    'InvalidIdentityToken',
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
  type Case = [title: string, arrange: () => Promise<unknown>, err: string];
  const provider = (url: string) => run(`aws iam create-open-id-connect-provider --url ${url} --client-id-list sts.amazonaws.com --profile admin`);
  const issuerIs = async (issuer: string) => {
    await world.restart({ ...(world.server().flags as Record<string, string>), 'service-account-issuer': issuer });
    return token();
  };
  const cases: Case[] = [
    ['another account', () => token('other'), NOT],
    [
      'the API server’s audience',
      () => token('my-serviceaccount', 'https://kubernetes.default.svc.cluster.local'),
      refused('InvalidIdentityToken', 'Incorrect token audience'),
    ],
    [
      'an audience that the provider knows and the role does not',
      async () => {
        await run(
          `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::111122223333:oidc-provider/${EKS_ISSUER.slice(8)} --client-id vault --profile admin`,
        );
        await token('my-serviceaccount', 'vault');
      },
      NOT,
    ],
    [
      'a slash at the issuer’s end, which makes it another issuer',
      () => issuerIs(`${EKS_ISSUER}/`),
      refused('InvalidIdentityToken', `No OpenIDConnect provider found in your account for ${EKS_ISSUER}/`),
    ],
    [
      'an issuer nobody registered',
      () => issuerIs('https://kubernetes.default.svc.cluster.local'),
      refused('InvalidIdentityToken', 'No OpenIDConnect provider found in your account for https://kubernetes.default.svc.cluster.local'),
    ],
    [
      'a private issuer',
      async () => {
        await issuerIs('https://kubernetes.default.svc.cluster.local');
        await provider('https://kubernetes.default.svc.cluster.local');
      },
      refused(
        'IDPCommunicationError',
        "The request could not be fulfilled because the identity provider (IDP) that was asked to verify the incoming identity token could not be reached. This is often a transient error caused by network conditions. Retry the request a limited number of times so that you don't exceed the request rate. If the error persists, the identity provider might be down or not responding.",
      ),
    ],
    [
      'an expired token',
      async () => {
        await token('my-serviceaccount', 'sts.amazonaws.com', '--duration 10m');
        await world.advance(600_000);
      },
      refused('ExpiredTokenException', 'Token expired: current date/time 1779099131 must be before the expiration date/time 1779099131'),
    ],
    [
      'another cluster’s key',
      async () => {
        const [header = '', payload = ''] = (await token()).split('.').map((part) => Buffer.from(part, 'base64url').toString());
        const stranger = world.signingKeys().find(({ name }) => name === 'stranger')?.kid;
        const forged = await world.signToken(header.replace(/"kid":"[^"]*"/, `"kid":"${stranger}"`), payload, 'stranger');
        world.machine('laptop').write('/home/learner/token', forged.ok ? forged.token : '');
      },
      NO_KEY,
    ],
    [
      'a signature that does not fit',
      async () => {
        const [header = '', payload = ''] = (await token()).split('.').map((part) => Buffer.from(part, 'base64url').toString());
        const forged = await world.signToken(header, payload, 'stranger');
        world.machine('laptop').write('/home/learner/token', forged.ok ? forged.token : '');
      },
      refused('InvalidIdentityToken', 'The signature of the ID Token is not valid'),
    ],
    [
      'no token at all',
      async () => world.machine('laptop').write('/home/learner/token', 'hello'),
      refused('InvalidIdentityToken', 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'),
    ],
    [
      'a blank in the subject',
      async () => {
        await token();
        const text = world.machine('laptop').read('/home/learner/trust.json') ?? '';
        world.machine('laptop').write('/home/learner/trust.json', text.replace('default:my', 'default: my'));
        await run('aws iam update-assume-role-policy --role-name my-role --policy-document file://trust.json --profile admin');
      },
      NOT,
    ],
  ];
  it.each(cases)('%s', async (_, arrange, err) => {
    await arrange();
    expect(await run(ASSUME)).toMatchObject({ code: 254, out: '', err });
  });

  it('a role that is not there answers as one that does not trust', async () => {
    await token();
    expect((await run(ASSUME.replace('my-role', 'no-role'))).err).toBe(NOT);
  });

  it('a deleted account’s token still opens AWS until it expires', async () => {
    await token();
    await run('kubectl delete serviceaccount my-serviceaccount');
    expect((await run(ASSUME)).code).toBe(0);
  });
});

describe('the command line', () => {
  it.each<[string, number, string]>([
    ['aws sts assume-role-with-web-identity --role-arn x', 252, 'aws: error: the following arguments are required: --role-session-name, --web-identity-token'],
    ['aws sts get-caller-identity --nope x', 252, 'Unknown options: --nope'],
    ['aws ec2 describe-instances', 252, 'aws: this simulator does not model aws ec2; it models eks, iam, s3, sts'],
    [
      'aws iam update-assume-role-policy --role-name my-role --policy-document file://none --profile admin',
      252,
      "Error parsing parameter '--policy-document': Unable to load paramfile file://none: [Errno 2] No such file or directory: 'none'",
    ],
    ['aws sts get-caller-identity', 253, 'Unable to locate credentials. You can configure credentials by running "aws configure".'],
    ['rm ~/.aws/config; aws s3 ls', 253, 'You must specify a region. You can also configure your region by running "aws configure".'],
    ['aws s3 ls --region eu-west-1 --profile admin', 255, 'Could not connect to the endpoint URL: "https://s3.eu-west-1.amazonaws.com/"'],
    ['aws s3 ls --profile nobody --region us-east-1', 255, 'The config profile (nobody) could not be found'],
    ['aws s3 cp none s3://myapp-uploads/', 255, 'The user-provided path none does not exist.'],
  ])('%s', async (line, code, said) => {
    const result = await run(line);
    expect([result.code, result.err.trimEnd().split('\n').at(-1)]).toEqual([code, said]);
  });

  it('picks members with --query and prints them as text', async () => {
    expect((await run('aws sts get-caller-identity --profile admin --query Arn --output text')).out).toBe('arn:aws:iam::111122223333:user/admin\n');
    expect((await run('aws sts get-caller-identity --profile admin --query "[UserId,Account]" --output text')).out).toBe(
      'AIDAWY4CVPOBADMIN2345\t111122223333\n',
    );
  });

  it('refuses a broken document as IAM does, and the last good one stays in force', async () => {
    await token();
    world.machine('laptop').write('/home/learner/trust.json', '{"Version": "2012-10-17",}');
    expect((await run('aws iam update-assume-role-policy --role-name my-role --policy-document file://trust.json --profile admin')).err).toBe(
      refused('MalformedPolicyDocument', 'Syntax errors in policy.', 'UpdateAssumeRolePolicy'),
    );
    expect((await run(ASSUME)).code).toBe(0);
  });
});

describe('EKS Pod Identity', () => {
  const asPodIdentity = async (account = 'pod-serviceaccount', audience = 'pods.eks.amazonaws.com') => {
    await token(account, audience);
    await run('export AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/home/learner/token');
  };

  it('gives credentials through the agent on the node: no provider, no annotation, no issuer is asked', async () => {
    await asPodIdentity();
    const { out, hops } = await run('aws sts get-caller-identity --query Arn --output text');
    expect(out).toMatch(/^arn:aws:sts::111122223333:assumed-role\/pod-role\/eks-minikube-/);
    expect(hops).toEqual([
      'laptop → pod-identity-agent',
      'pod-identity-agent → eks-auth',
      'eks-auth → pod-identity-agent',
      'pod-identity-agent → laptop',
      'laptop → sts',
      'sts → laptop',
    ]);
    expect((await run('aws s3 ls s3://myapp-uploads')).code).toBe(0);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'the association is gone',
      async () => {
        await run('aws eks delete-pod-identity-association --cluster-name minikube --association-id a-podexample1234567 --profile admin');
        await asPodIdentity();
      },
      '(ResourceNotFoundException): No association found for service account default/pod-serviceaccount in cluster minikube, fault: client',
    ],
    [
      'the account has none',
      () => asPodIdentity('other'),
      '(ResourceNotFoundException): No association found for service account default/other in cluster minikube, fault: client',
    ],
    [
      'the token is for STS',
      () => asPodIdentity('pod-serviceaccount', 'sts.amazonaws.com'),
      '(InvalidTokenException): The audience of the token is not pods.eks.amazonaws.com, fault: client',
    ],
    [
      'the role does not let the session be tagged',
      async () => {
        const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' } };
        world.machine('laptop').write('/home/learner/t.json', JSON.stringify(trust));
        await run('aws iam update-assume-role-policy --role-name pod-role --policy-document file://t.json --profile admin');
        await asPodIdentity();
      },
      '(AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role., fault: client',
    ],
  ])('%s', async (_, arrange, said) => {
    await arrange();
    const { code, err } = await run('aws sts get-caller-identity');
    expect(code).toBe(255);
    expect(err).toContain(said);
  });
});
