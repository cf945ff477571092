// aws: the AWS CLI as far as a workload's identity needs it: sts, s3, and the parts of iam and eks that set the identity up.
import type { ProgramIo } from '../../program.ts';
import { type Arguments, check, parameter, readArguments, value } from './arguments.ts';
import { Client, IAM, stsOf } from './client.ts';
import { credentials, keysOf } from './credentials.ts';
import { eks } from './eks.ts';
import { AwsFailure, misused } from './failure.ts';
import { iamAnswers } from './iam-answers.ts';
import { print } from './output.ts';
import { textOf } from './read-xml.ts';
import { s3 } from './s3.ts';

const SERVICES = ['eks', 'iam', 's3', 'sts'];

/** get-caller-identity → GetCallerIdentity, with the spelling of OpenID. */
const operationOf = (word: string): string =>
  word
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
    .replace('OpenIdConnect', 'OpenIDConnect')
    .replace('ClientId', 'ClientID');

async function sts(client: Client, operation: string): Promise<number> {
  const { io, given } = client;
  if (operation === 'get-caller-identity') {
    check(given, [], []);
    const result = await client.query(stsOf(client), 'GetCallerIdentity', {}, await credentials(client));
    print(io, given, { UserId: textOf(result, 'UserId'), Account: textOf(result, 'Account'), Arn: textOf(result, 'Arn') });
    return 0;
  }
  if (operation !== 'assume-role-with-web-identity') throw unknownOperation('sts', operation);
  check(given, ['role-arn', 'role-session-name', 'web-identity-token', 'duration-seconds', 'policy'], ['role-arn', 'role-session-name', 'web-identity-token']);
  const fields = {
    RoleArn: 'role-arn',
    RoleSessionName: 'role-session-name',
    WebIdentityToken: 'web-identity-token',
    DurationSeconds: 'duration-seconds',
    Policy: 'policy',
  };
  const result = await client.query(
    stsOf(client),
    'AssumeRoleWithWebIdentity',
    Object.fromEntries(Object.entries(fields).map(([field, option]) => [field, parameter(given, option, io)?.trim()])),
  );
  const { accessKeyId, secretAccessKey, sessionToken } = keysOf(result);
  print(io, given, {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: textOf(result, 'Credentials', 'Expiration').replace(/Z$/, '+00:00'),
    },
    SubjectFromWebIdentityToken: textOf(result, 'SubjectFromWebIdentityToken'),
    AssumedRoleUser: { AssumedRoleId: textOf(result, 'AssumedRoleUser', 'AssumedRoleId'), Arn: textOf(result, 'AssumedRoleUser', 'Arn') },
    Provider: textOf(result, 'Provider'),
    Audience: textOf(result, 'Audience'),
  });
  return 0;
}

const unknownOperation = (service: string, operation: string): AwsFailure =>
  operation
    ? new AwsFailure(`aws: this simulator does not model aws ${service} ${operation}`, 252)
    : misused('the following arguments are required: operation');

/** Options of iam's operations → fields of the request; the first list is required. */
const IAM_OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  'get-role': ['role-name'],
  'update-assume-role-policy': ['role-name', 'policy-document'],
  'get-role-policy': ['role-name', 'policy-name'],
  'list-role-policies': ['role-name'],
  'put-role-policy': ['role-name', 'policy-name', 'policy-document'],
  'delete-role-policy': ['role-name', 'policy-name'],
  'list-open-id-connect-providers': [],
  'get-open-id-connect-provider': ['open-id-connect-provider-arn'],
  'create-open-id-connect-provider': ['url'],
  'delete-open-id-connect-provider': ['open-id-connect-provider-arn'],
  'add-client-id-to-open-id-connect-provider': ['open-id-connect-provider-arn', 'client-id'],
  'remove-client-id-from-open-id-connect-provider': ['open-id-connect-provider-arn', 'client-id'],
};

async function iam(client: Client, word: string): Promise<number> {
  const { io, given } = client;
  const required = Object.hasOwn(IAM_OPERATIONS, word) ? IAM_OPERATIONS[word] : undefined;
  if (!required) throw unknownOperation('iam', word);
  check(given, [...required, 'client-id-list', 'thumbprint-list'], required);
  const fields: Record<string, string | undefined> = {};
  for (const option of required) fields[operationOf(option)] = parameter(given, option, io);
  for (const [i, id] of (given.options.get('client-id-list') ?? []).entries()) fields[`ClientIDList.member.${i + 1}`] = id;
  const operation = operationOf(word);
  const answer = iamAnswers(operation, await client.query(IAM, operation, fields, await credentials(client)));
  if (answer !== undefined) print(io, given, answer);
  return 0;
}

async function dispatch(given: Arguments, io: ProgramIo): Promise<number> {
  const [service, operation = ''] = given.words;
  const client = new Client(io, given);
  switch (service) {
    case undefined:
      throw misused('the following arguments are required: command');
    case 'sts':
      return sts(client, operation);
    case 'iam':
      return iam(client, operation);
    case 's3':
      return s3(client, operation);
    case 'eks':
      return eks(client, operation);
    default:
      throw new AwsFailure(`aws: this simulator does not model aws ${service}; it models ${SERVICES.join(', ')}`, 252);
  }
}

export const aws = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    if (args[0] === '--version') {
      io.out('aws-cli/2.31.0 (simulated)\n');
      return 0;
    }
    try {
      const given = readArguments(args);
      if (value(given, 'endpoint-url') !== undefined) throw new AwsFailure('aws: this simulator does not model --endpoint-url', 252);
      return await dispatch(given, io);
    } catch (failure) {
      if (!(failure instanceof AwsFailure)) throw failure;
      io.err(`\n${failure.message}\n`);
      return failure.exitCode;
    }
  },
};
