// aws eks: associations of EKS Pod Identity. Left out: every other operation, by name.
import { check, value } from './arguments.ts';
import type { Client } from './client.ts';
import { credentials } from './credentials.ts';
import { AwsFailure, refusal } from './failure.ts';
import { print } from './output.ts';

const OPERATIONS: Readonly<Record<string, { method: string; operation: string; required: readonly string[] }>> = {
  'list-pod-identity-associations': { method: 'GET', operation: 'ListPodIdentityAssociations', required: ['cluster-name'] },
  'describe-pod-identity-association': { method: 'GET', operation: 'DescribePodIdentityAssociation', required: ['cluster-name', 'association-id'] },
  'delete-pod-identity-association': { method: 'DELETE', operation: 'DeletePodIdentityAssociation', required: ['cluster-name', 'association-id'] },
  'create-pod-identity-association': {
    method: 'POST',
    operation: 'CreatePodIdentityAssociation',
    required: ['cluster-name', 'namespace', 'service-account', 'role-arn'],
  },
};

export async function eks(client: Client, word: string): Promise<number> {
  const { io, given } = client;
  const known = Object.hasOwn(OPERATIONS, word) ? OPERATIONS[word] : undefined;
  if (!known) throw new AwsFailure(`aws: this simulator does not model aws eks ${word}`.trim(), 252);
  check(given, known.required, known.required);
  const of = (name: string) => value(given, name) ?? '';
  const id = known.required.includes('association-id') ? `/${encodeURIComponent(of('association-id'))}` : '';
  const target = `/clusters/${encodeURIComponent(of('cluster-name'))}/pod-identity-associations${id}`;
  const body = known.method === 'POST' ? JSON.stringify({ namespace: of('namespace'), serviceAccount: of('service-account'), roleArn: of('role-arn') }) : '';
  const region = client.region();
  const signing = { keys: await credentials(client), region, service: 'eks' };
  const response = await client.send(
    `https://eks.${region}.amazonaws.com`,
    known.method,
    target,
    body ? [['Content-Type', 'application/json']] : [],
    body,
    signing,
  );
  const answer = JSON.parse(response.body) as { message?: string };
  if (response.status >= 300) throw refusal(response.headers.get('x-amzn-ErrorType') ?? String(response.status), known.operation, answer.message ?? '');
  print(io, given, answer);
  return 0;
}
