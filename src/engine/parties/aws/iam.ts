// Models IAM's query API, version 2010-05-08, for what Kubernetes' identities touch: OIDC providers, a role's trust and its inline policies.
// Left out: users, groups, managed policies, thumbprints, tags, and every other operation.
import type { HttpRequest, HttpResponse } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import type { Account } from './account.ts';
import { answered, parameters, type QueryService, type Refusal, refused, type Tree } from './answers.ts';
import type { AwsRole, AwsSpec } from './aws-spec.ts';
import { type PolicyKind, readPolicy } from './policy-document.ts';
import { authenticate, decide, notAuthorized, queryRefusal, roleArn } from './sessions.ts';
import { encode } from './sigv4.ts';
import { isRefusal, withoutScheme } from './web-identity.ts';

type Operation = (account: Account, given: URLSearchParams) => Tree | Refusal | undefined;

const missing = (message: string): Refusal => ({ status: 404, code: 'NoSuchEntity', message });
const required = (name: string): Refusal => ({
  status: 400,
  code: 'ValidationError',
  message: `1 validation error detected: Value null at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
});

function document(text: string | null, kind: PolicyKind): Refusal | undefined {
  if (text === null) return required('PolicyDocument');
  const read = readPolicy(text, kind);
  return read.ok ? undefined : { status: 400, code: read.fault.code, message: read.fault.message };
}

function withRole(account: Account, given: URLSearchParams, work: (role: AwsRole) => Tree | Refusal | undefined): Tree | Refusal | undefined {
  const name = given.get('RoleName');
  if (name === null) return required('RoleName');
  const role = account.spec.roles.find((one) => one.name === name);
  return role ? work(role) : missing(`The role with name ${name} cannot be found.`);
}

const put = (account: Account, role: AwsRole): undefined =>
  void account.change({ roles: account.spec.roles.map((one) => (one.name === role.name ? role : one)) });

const providerArn = ({ account }: AwsSpec, url: string): string => `arn:aws:iam::${account}:oidc-provider/${withoutScheme(url)}`;

function withProvider(
  account: Account,
  given: URLSearchParams,
  work: (provider: AwsSpec['oidcProviders'][number]) => Tree | Refusal | undefined,
): Tree | Refusal | undefined {
  const arn = given.get('OpenIDConnectProviderArn');
  if (arn === null) return required('OpenIDConnectProviderArn');
  const provider = account.spec.oidcProviders.find(({ url }) => providerArn(account.spec, url) === arn);
  return provider ? work(provider) : missing(`OpenIDConnect Provider not found for arn ${arn}`);
}

/** ClientIDList.member.1, ….2 */
const members = (given: URLSearchParams, name: string): string[] => [...given].filter(([key]) => key.startsWith(`${name}.member.`)).map(([, value]) => value);

const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetRole: (account, given) =>
    withRole(account, given, (role) => ({
      Role: {
        Path: '/',
        RoleName: role.name,
        RoleId: role.id,
        Arn: roleArn(account.spec, role.name),
        AssumeRolePolicyDocument: encode(role.trust),
        MaxSessionDuration: role.maxSession ?? 3600,
      },
    })),
  UpdateAssumeRolePolicy: (account, given) =>
    withRole(account, given, (role) => {
      const text = given.get('PolicyDocument');
      return document(text, 'trust') ?? put(account, { ...role, trust: text ?? '' });
    }),
  GetRolePolicy: (account, given) =>
    withRole(account, given, (role) => {
      const name = given.get('PolicyName') ?? '';
      const text = Object.hasOwn(role.permissions, name) ? role.permissions[name] : undefined;
      if (text === undefined) return missing(`The role policy with name ${name} cannot be found.`);
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encode(text) };
    }),
  ListRolePolicies: (account, given) => withRole(account, given, (role) => ({ PolicyNames: { member: Object.keys(role.permissions) }, IsTruncated: 'false' })),
  PutRolePolicy: (account, given) =>
    withRole(account, given, (role) => {
      const name = given.get('PolicyName');
      if (name === null) return required('PolicyName');
      const text = given.get('PolicyDocument');
      return document(text, 'permissions') ?? put(account, { ...role, permissions: { ...role.permissions, [name]: text ?? '' } });
    }),
  DeleteRolePolicy: (account, given) =>
    withRole(account, given, (role) => {
      const name = given.get('PolicyName') ?? '';
      if (!Object.hasOwn(role.permissions, name)) return missing(`The role policy with name ${name} cannot be found.`);
      const { [name]: _, ...permissions } = role.permissions;
      return put(account, { ...role, permissions });
    }),
  ListOpenIDConnectProviders: ({ spec }) => ({ OpenIDConnectProviderList: { member: spec.oidcProviders.map(({ url }) => ({ Arn: providerArn(spec, url) })) } }),
  GetOpenIDConnectProvider: (account, given) =>
    withProvider(account, given, ({ url, clientIds }) => ({ Url: withoutScheme(url), ClientIDList: { member: clientIds } })),
  CreateOpenIDConnectProvider: (account, given) => {
    const url = given.get('Url');
    if (url === null) return required('Url');
    if (!/^https:\/\/[^/?#:\s]+(\/[^?#\s]*)?$/.test(url)) return { status: 400, code: 'ValidationError', message: `Invalid Open ID Connect Provider URL` };
    const { spec } = account;
    if (spec.oidcProviders.some((one) => one.url === url))
      return { status: 409, code: 'EntityAlreadyExists', message: `Provider with url ${url} already exists.` };
    account.change({ oidcProviders: [...spec.oidcProviders, { url, clientIds: members(given, 'ClientIDList') }] });
    return { OpenIDConnectProviderArn: providerArn(spec, url) };
  },
  DeleteOpenIDConnectProvider: (account, given) =>
    withProvider(account, given, ({ url }) => void account.change({ oidcProviders: account.spec.oidcProviders.filter((one) => one.url !== url) })),
  AddClientIDToOpenIDConnectProvider: (account, given) => changeClients(account, given, (ids, id) => (ids.includes(id) ? ids : [...ids, id])),
  RemoveClientIDFromOpenIDConnectProvider: (account, given) => changeClients(account, given, (ids, id) => ids.filter((one) => one !== id)),
};

function changeClients(account: Account, given: URLSearchParams, change: (ids: string[], id: string) => string[]): Tree | Refusal | undefined {
  const id = given.get('ClientID');
  if (id === null) return required('ClientID');
  return withProvider(account, given, ({ url }) => {
    const oidcProviders = account.spec.oidcProviders.map((one) => (one.url === url ? { ...one, clientIds: change(one.clientIds, id) } : one));
    account.change({ oidcProviders });
    return undefined;
  });
}

/** Actions on something answer with nothing but the request's id. */
function resourceOf(spec: AwsSpec, given: URLSearchParams): string {
  const role = given.get('RoleName');
  if (role !== null) return roleArn(spec, role);
  const url = given.get('Url');
  return given.get('OpenIDConnectProviderArn') ?? (url === null ? '*' : providerArn(spec, url));
}

export async function iam(account: Account, request: HttpRequest, context: PartyContext): Promise<HttpResponse> {
  const service: QueryService = { namespace: 'https://iam.amazonaws.com/doc/2010-05-08/', request, random: context.random };
  const given = parameters(request);
  const action = given.get('Action') ?? '';
  const now = context.clock.now();
  const known = await authenticate(account.spec, account.sessions, request, 'iam', now);
  if ('unbelieved' in known) return refused(service, queryRefusal(known.unbelieved, request, now));
  const operation = Object.hasOwn(OPERATIONS, action) ? OPERATIONS[action] : undefined;
  if (!operation) return refused(service, { status: 501, code: 'NotModelled', message: `this simulator does not model iam:${action}` });
  const resource = resourceOf(account.spec, given);
  const decision = decide(known.identity, `iam:${action}`, resource);
  if (decision !== 'allow')
    return refused(service, { status: 403, code: 'AccessDenied', message: notAuthorized(known.identity, `iam:${action}`, resource, decision) });
  const result = operation(account, given);
  return typeof result === 'object' && isRefusal(result) ? refused(service, result) : answered(service, action, result);
}
