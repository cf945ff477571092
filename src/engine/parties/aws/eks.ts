// Models the EKS API where Pod Identity touches it: associations of a cluster. Left out: everything else, clusters included.

import { membersOf } from '../../../trace/json.ts';
import { parseJson } from '../../crypto/jws.ts';
import { Headers, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import type { Account } from './account.ts';
import { associationArn, clusterArn, restError } from './eks-auth.ts';
import { authenticate, decide, notAuthorized, queryRefusal, roleArn } from './sessions.ts';

type Cluster = NonNullable<Account['spec']['clusters']>[number];
type Association = Cluster['associations'][number];

export async function eks(account: Account, request: HttpRequest, context: PartyContext): Promise<HttpResponse> {
  const { spec } = account;
  const { clock, random } = context;
  const no = (status: number, code: string, message: string) => restError(context, status, code, message);
  const known = await authenticate(spec, account.sessions, request, 'eks', clock.now());
  if ('unbelieved' in known) return no(403, 'UnrecognizedClientException', queryRefusal(known.unbelieved, request, clock.now()).message);
  const [, name = '', id] = /^\/clusters\/([^/?]+)\/pod-identity-associations(?:\/([^/?]+))?(?:\?.*)?$/.exec(request.target) ?? [];
  const verb = { GET: id ? 'Describe' : 'List', POST: id ? '' : 'Create', DELETE: id ? 'Delete' : '' }[request.method];
  if (!name || !verb) return no(501, 'NotModelled', `this simulator does not model ${request.method} ${request.target}`);
  const action = `eks:${verb}PodIdentityAssociation${verb === 'List' ? 's' : ''}`;
  const resource = id ? associationArn(spec, name, id) : clusterArn(spec, name);
  const decision = decide(known.identity, action, resource);
  if (decision !== 'allow') return no(403, 'AccessDeniedException', notAuthorized(known.identity, action, resource, decision));
  const cluster = spec.clusters?.find((one) => one.name === name);
  if (!cluster) return no(404, 'ResourceNotFoundException', `No cluster found for name: ${name}.`);

  const shown = (one: Association) => ({
    clusterName: name,
    namespace: one.namespace,
    serviceAccount: one.serviceAccount,
    roleArn: roleArn(spec, one.role),
    associationArn: associationArn(spec, name, one.id),
    associationId: one.id,
  });
  const change = (associations: Association[]) => account.change({ clusters: spec.clusters?.map((one) => (one === cluster ? { ...one, associations } : one)) });
  const ok = (value: unknown): HttpResponse => ({
    status: 200,
    headers: new Headers([
      ['x-amzn-RequestId', random.uuid()],
      ['Content-Type', 'application/json'],
    ]),
    body: JSON.stringify(value),
  });
  const found = cluster.associations.find((one) => one.id === id);
  if (id && !found) return no(404, 'ResourceNotFoundException', `No pod identity association found for id: ${id}.`);
  if (found) {
    if (verb === 'Delete') change(cluster.associations.filter((one) => one !== found));
    return ok({ association: shown(found) });
  }
  if (verb === 'List') return ok({ associations: cluster.associations.map(shown).map(({ roleArn: _, ...rest }) => rest) });

  const body = parseJson(request.body);
  const given = membersOf(body);
  const { namespace, serviceAccount, roleArn: arn } = given;
  if (typeof namespace !== 'string' || typeof serviceAccount !== 'string' || typeof arn !== 'string')
    return no(400, 'InvalidParameterException', 'namespace, serviceAccount and roleArn are required');
  const role = spec.roles.find((one) => roleArn(spec, one.name) === arn);
  if (!role) return no(400, 'InvalidParameterException', 'Role provided in the request does not exist.');
  const twin = cluster.associations.find((one) => one.namespace === namespace && one.serviceAccount === serviceAccount);
  if (twin) return no(409, 'ResourceInUseException', `Association already exists: ${twin.id}`);
  const made: Association = { id: `a-${random.suffix(17)}`, namespace, serviceAccount, role: role.name };
  change([...cluster.associations, made]);
  return ok({ association: shown(made) });
}
