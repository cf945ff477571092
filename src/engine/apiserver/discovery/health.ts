// Models apiserver pkg/server/healthz and pkg/server/healthz.go: /healthz, /livez and /readyz of a server that is well.
// Left out: checks that fail (a server here either runs or does not), log levels of verbose output.
import type { HttpResponse } from '../../http/message.ts';
import { pageNotFound, writeText } from '../../http/response-writer.ts';
import type { RequestContext } from '../request-context.ts';

const FIRST = ['ping', 'log'];
const SHARED = `
start-apiserver-admission-initializer generic-apiserver-start-informers priority-and-fairness-config-consumer priority-and-fairness-filter
storage-object-count-tracker-hook start-apiextensions-informers start-apiextensions-controllers crd-informer-synced start-system-namespaces-controller
peer-endpoint-reconciler-controller start-cluster-authentication-info-controller start-kube-apiserver-identity-lease-controller
start-kube-apiserver-identity-lease-garbage-collector storage-readiness start-legacy-token-tracking-controller start-service-ip-repair-controllers
rbac/bootstrap-roles scheduling/bootstrap-system-priority-classes priority-and-fairness-config-producer bootstrap-controller
start-kubernetes-service-cidr-controller start-kube-aggregator-informers apiservice-status-local-available-controller
apiservice-status-remote-available-controller apiservice-registration-controller apiservice-discovery-controller kube-apiserver-autoregistration
- apiservice-openapi-controller apiservice-openapiv3-controller`
  .trim()
  .split(/\s+/)
  .map((hook) => (hook === '-' ? 'autoregister-completion' : `poststarthook/${hook}`));

/** The checks of each endpoint, in the order in which they run. */
export const HEALTH_CHECKS: Readonly<Record<string, readonly string[]>> = {
  healthz: [...FIRST, 'loopback-serving-certificate', 'etcd', ...SHARED],
  livez: [...FIRST, 'loopback-serving-certificate', 'etcd', ...SHARED],
  readyz: [...FIRST, 'etcd', 'etcd-readiness', 'informer-sync', ...SHARED, 'shutdown'],
};

/** undefined when the path is not one of health's. */
export function healthResponse(context: RequestContext, path: string): HttpResponse | undefined {
  const [endpoint = '', ...rest] = path.slice(1).split('/');
  const checks = HEALTH_CHECKS[endpoint];
  if (!checks) return undefined;
  if (rest.length) return checks.includes(rest.join('/')) ? writeText(context, 200, 'ok') : pageNotFound(context);
  const { query } = context.info;
  if (!query.has('verbose')) return writeText(context, 200, 'ok', { nosniff: true });
  const excluded = query.getAll('exclude');
  const lines = checks.map((check) => (excluded.includes(check) ? `[+]${check} excluded: ok\n` : `[+]${check} ok\n`));
  const unknown = excluded.filter((e) => !checks.includes(e));
  if (unknown.length) lines.push(`warn: some health checks cannot be excluded: no matches for ${unknown.map((u) => JSON.stringify(u)).join(',')}\n`);
  return writeText(context, 200, `${lines.join('')}${endpoint} check passed\n`, { nosniff: true });
}
