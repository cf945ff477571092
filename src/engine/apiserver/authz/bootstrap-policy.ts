// Models plugin/pkg/auth/authorizer/rbac/bootstrappolicy and the objects kubeadm and minikube add. Left out: reconciliation of edited defaults
// at a restart (missing rules and subjects are not put back), and what the `admin`, `edit` and `view` roles gather: the aggregation controller fills those.
import type { PolicyRule } from '../../../trace/event.ts';
import { invariant } from '../../invariant.ts';
import type { KubeObject } from '../../store/object.ts';
import type { BindingRow, RoleRow } from './bootstrap-policy.data.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, ROLE_BINDINGS, ROLES } from './bootstrap-policy.data.ts';
import {
  KUBEADM_CLUSTER_ROLE_BINDINGS,
  KUBEADM_CLUSTER_ROLES,
  KUBEADM_ROLE_BINDINGS,
  KUBEADM_ROLES,
  MINIKUBE_CLUSTER_ROLE_BINDINGS,
  MINIKUBE_ROLE_BINDINGS,
  MINIKUBE_ROLES,
} from './kubeadm-policy.data.ts';
import { RBAC_GROUP } from './rbac/objects.ts';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const EVENTS = 'create,patch,update core,events.k8s.io events';
const AGGREGATE = 'rbac.authorization.k8s.io/aggregate-to-';
const CONTROLLER = 'system:controller:';

/** What marks an object as one of the server's own defaults. */
export const BOOTSTRAP_LABEL = 'kubernetes.io/bootstrapping';

/** One row of the data files as a PolicyRule with its lists sorted as the server stores them. */
export function ruleFromRow(row: string): PolicyRule {
  const [verbWords, groups, resources, names] = (row === 'EVENTS' ? EVENTS : row).split(' ');
  invariant(verbWords && groups && resources, 'a policy row needs verbs, groups and resources', row);
  const verbs = verbWords
    .split(',')
    .flatMap((v) => (v === 'READ' ? READ : v === 'WRITE' ? WRITE : [v]))
    .sort();
  if (groups === 'URLs') return { verbs, nonResourceURLs: resources.split(',') };
  return {
    verbs,
    apiGroups: groups.split(',').map((g) => (g === 'core' ? '' : g)),
    resources: resources.split(','),
    ...(names ? { resourceNames: names.split(',') } : {}),
  };
}

function metadata(row: { name: string; namespace?: string; aggregatesTo?: string }, bootstrap: boolean): KubeObject['metadata'] {
  const labels = {
    ...(bootstrap ? { [BOOTSTRAP_LABEL]: 'rbac-defaults' } : {}),
    ...(row.aggregatesTo ? { [AGGREGATE + row.aggregatesTo]: 'true' } : {}),
  };
  return {
    name: row.name,
    ...(row.namespace ? { namespace: row.namespace } : {}),
    ...(Object.keys(labels).length ? { labels } : {}),
    ...(bootstrap ? { annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' } } : {}),
  };
}

function role(row: RoleRow, bootstrap: boolean): KubeObject {
  return {
    kind: row.namespace ? 'Role' : 'ClusterRole',
    apiVersion: `${RBAC_GROUP}/v1`,
    metadata: metadata(row, bootstrap),
    rules: row.rules.length ? row.rules.map(ruleFromRow) : null,
    ...(row.gathers ? { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [AGGREGATE + row.gathers]: 'true' } }] } } : {}),
  };
}

function subjectFromRow(text: string): Record<string, string> {
  const [kind = '', who = ''] = text.split(' ');
  if (kind !== 'ServiceAccount') return { kind, apiGroup: RBAC_GROUP, name: who };
  const [namespace = '', name = ''] = who.split('/');
  return { kind, name, namespace };
}

function binding(row: BindingRow, bootstrap: boolean): KubeObject {
  return {
    kind: row.namespace ? 'RoleBinding' : 'ClusterRoleBinding',
    apiVersion: `${RBAC_GROUP}/v1`,
    metadata: metadata(row, bootstrap),
    ...(row.subjects.length ? { subjects: row.subjects.map(subjectFromRow) } : {}),
    roleRef: { apiGroup: RBAC_GROUP, kind: row.namespace ? 'Role' : 'ClusterRole', name: row.role },
  };
}

const controllerBindings = (): BindingRow[] =>
  CLUSTER_ROLES.filter((r) => r.name.startsWith(CONTROLLER)).map((r) => ({
    name: r.name,
    role: r.name,
    subjects: [`ServiceAccount kube-system/${r.name.slice(CONTROLLER.length)}`],
  }));

/**
 * Every RBAC object of a fresh cluster, roles before bindings, without uid and timestamps. `kubeadm` adds what kubeadm
 * sets up, `minikube` that and what minikube adds to it.
 */
export function bootstrapObjects(flavour: 'plain' | 'kubeadm' | 'minikube' = 'plain'): KubeObject[] {
  const objects = [
    ...[...CLUSTER_ROLES, ...ROLES].map((r) => role(r, true)),
    ...[...CLUSTER_ROLE_BINDINGS, ...controllerBindings(), ...ROLE_BINDINGS].map((r) => binding(r, true)),
  ];
  if (flavour === 'plain') return objects;
  objects.push(
    ...[...KUBEADM_CLUSTER_ROLES, ...KUBEADM_ROLES].map((r) => role(r, false)),
    ...[...KUBEADM_CLUSTER_ROLE_BINDINGS, ...KUBEADM_ROLE_BINDINGS].map((r) => binding(r, false)),
  );
  if (flavour === 'minikube')
    objects.push(...MINIKUBE_ROLES.map((r) => role(r, false)), ...[...MINIKUBE_CLUSTER_ROLE_BINDINGS, ...MINIKUBE_ROLE_BINDINGS].map((r) => binding(r, false)));
  return objects;
}
