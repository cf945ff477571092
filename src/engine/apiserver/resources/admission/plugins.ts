// Models the order of kube-apiserver's default admission plugins (pkg/kubeapiserver/options/plugins.go) as far as they are modelled.
// Left out: LimitRanger, ResourceQuota, PodSecurity, storage class and certificate plugins, validating webhooks and policies.
import type { StatusError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Route } from '../rest/route.ts';
import type { RoutedContext } from '../rest/routed-context.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';
import { certificateSubjectRestriction } from './certificate-subject-restriction.ts';
import { DEFAULT_ADMISSION_PLUGINS } from './default-plugins.data.ts';
import { mutatingAdmissionWebhook } from './mutating-admission-webhook.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { nodeRestriction } from './node-restriction.ts';
import { defaultTolerations, podPriority, taintNewNodes } from './pod-and-node-defaults.ts';
import { serviceAccount } from './service-account.ts';

/** In the order in which they run. */
export const PLUGINS: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  serviceAccount,
  nodeRestriction,
  taintNewNodes,
  podPriority,
  defaultTolerations,
  certificateSubjectRestriction,
  mutatingAdmissionWebhook,
];

type Admitted = { object: KubeObject | undefined; reason: string } | { error: StatusError };

function runs(plugin: AdmissionPlugin, { server }: RequestContext): boolean {
  const { enabled, disabled } = server.options.admission;
  return !disabled.includes(plugin.name) && (DEFAULT_ADMISSION_PLUGINS.includes(plugin.name) || enabled.includes(plugin.name));
}

async function run(context: RequestContext, route: Route, given: KubeObject | undefined): Promise<Admitted> {
  const names: string[] = [];
  let object = given;
  for (const plugin of PLUGINS) {
    if (!runs(plugin, context)) continue;
    const said = plugin.admit({ context, route, object });
    const answer = said instanceof Promise ? await said : said;
    if (!answer) continue;
    if ('error' in answer) {
      context.recorder.note(`${plugin.name}: ${answer.error.message}`, { ok: false });
      return answer;
    }
    object = answer.object;
    if (answer.note) context.recorder.note(`${plugin.name}: ${answer.note}`, { ok: true });
    names.push(plugin.name);
  }
  return { object, reason: names.length ? names.join(', ') : 'nothing to change' };
}

/** Runs the plugins over context.write; mutated objects are put back there. */
export async function admit(context: RoutedContext, route: Route): Promise<{ reason: string } | { error: StatusError }> {
  const { write } = context;
  const admitted = await run(context, route, write?.verb === 'create' ? write.object : undefined);
  if (!('error' in admitted) && write?.verb === 'create' && admitted.object) write.object = admitted.object;
  return admitted;
}

/** For an object that comes into being by being applied. */
export async function admitNew(context: RequestContext, route: Route, object: KubeObject): Promise<{ object: KubeObject } | { error: StatusError }> {
  const admitted = await run(context, route, object);
  return 'error' in admitted ? admitted : { object: admitted.object ?? object };
}

/** For the object that an update or a patch makes of another. */
export async function admitChanged(context: RequestContext, route: Route, object: KubeObject): Promise<{ object: KubeObject } | { error: StatusError }> {
  let changed = object;
  for (const plugin of PLUGINS) {
    if (!plugin.updates || !runs(plugin, context)) continue;
    const said = plugin.admit({ context, route, object: changed });
    const answer = said instanceof Promise ? await said : said;
    if (answer && 'error' in answer) return answer;
    changed = answer?.object ?? changed;
  }
  return { object: changed };
}
