// Models AllowCreateOnUpdate of the registries' strategies and withAuthorization of apiserver endpoints/handlers/update.go: a PUT of some kinds
// makes what is not there, for those who may also create it.
import { forbidden } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import { admitNew } from '../admission/plugins.ts';
import { createObject, type Written } from './create.ts';
import type { Route } from './route.ts';

const KINDS =
  /^((cluster)?role(binding)?s\.rbac\.authorization\.k8s\.io|runtimeclasses\.node\.k8s\.io|lease(candidate)?s\.coordination\.k8s\.io|limitranges|events(\.events\.k8s\.io)?|services|endpoints)$/;

export const createsOnUpdate = ({ entry: { type }, subresource }: Route): boolean =>
  !subresource && KINDS.test(type.group ? `${type.resource}.${type.group}` : type.resource);

/** The right to create is asked for last, after guard and validation. A resourceVersion in the body counts for nothing. */
export async function createByUpdate(context: RequestContext, route: Route, given: KubeObject, dryRun: boolean): Promise<Written> {
  const { resourceVersion: _version, ...metadata } = given.metadata;
  const named: KubeObject = { ...given, metadata: { ...metadata, ...(route.namespace ? { namespace: route.namespace } : {}) } };
  const admitted = await admitNew(context, route, named);
  if ('error' in admitted) return admitted;
  const { object } = admitted;
  const tried = await createObject(context, route.entry, object, true);
  if ('error' in tried) return tried;
  const asked = { ...context.info, verb: 'create' };
  const answer = await context.server.authorizer.authorize(context.user, asked);
  if (answer.decision !== 'allowed') return { error: forbidden(asked, context.user, answer.reason) };
  return dryRun ? tried : createObject(context, route.entry, object, false);
}
