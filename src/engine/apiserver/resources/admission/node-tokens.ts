// Models admitServiceAccount of plugin/pkg/admission/noderestriction/admission.go: a kubelet gets tokens for its pods only, and only for the audiences
// their volumes ask for. Left out: audiences that CSI drivers ask for.

import { membersOf } from '../../../../trace/json.ts';
import { goQuote } from '../../../http/go-format.ts';
import { notFound } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Route } from '../rest/route.ts';
import { objectsOf, specOf, stringsOf } from '../validation/object-meta.ts';
import type { Fault } from './node-fault.ts';

export async function nodeTokenFault(context: RequestContext, route: Route, request: KubeObject, node: string): Promise<Fault> {
  const { server, user } = context;
  const spec = specOf(request);
  const reference = membersOf(spec.boundObjectRef);
  const { name, uid } = reference;
  if (reference.apiVersion !== 'v1' || reference.kind !== 'Pod' || typeof name !== 'string' || !name) return 'node requested token not bound to a pod';
  if (!uid) return 'node requested token with a pod binding without a uid';
  const pod = server.store.get({ group: '', resource: 'pods' }, route.namespace, name);
  if (!pod) return notFound('', 'pods', name);
  if (uid !== pod.metadata.uid)
    return `the UID in the bound object reference (${String(uid)}) does not match the UID in record. The object might have been deleted and then recreated`;
  if (specOf(pod).nodeName !== node) return 'node requested token bound to a pod scheduled on a different node';
  const audiences = stringsOf(spec.audiences);
  if (audiences.length > 1) return 'node may only request 0 or 1 audiences';
  const audience = audiences[0] ?? '';
  if (mountedAudiences(pod).has(audience)) return undefined;
  const attributes = { isResourceRequest: true, verb: 'request-serviceaccounts-token-audience', path: '', apiGroup: '', apiVersion: '*' };
  const answer = await server.authorizer.authorize(user, { ...attributes, resource: audience, subresource: '', namespace: route.namespace, name: route.name });
  if (answer.decision === 'allowed') return undefined;
  return `audience ${goQuote(audience)} not found in pod spec volume, ${user.name} is not authorized to request tokens for this audience`;
}

/** What the pod's projected volumes ask for; "" is the API server itself, unnamed. */
function mountedAudiences(pod: KubeObject): Set<string> {
  const sources = objectsOf(specOf(pod).volumes).flatMap((volume) => objectsOf(membersOf(volume.projected).sources));
  const tokens = sources.flatMap((source) => ('serviceAccountToken' in source ? [membersOf(source.serviceAccountToken)] : []));
  return new Set(tokens.map(({ audience }) => (typeof audience === 'string' ? audience : '')));
}
