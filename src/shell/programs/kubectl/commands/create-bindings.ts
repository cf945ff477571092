// create rolebinding and clusterrolebinding.
import type { KubeObject } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { plainError } from '../failure.ts';
import type { FlagSpec } from '../flags.ts';
import { CREATE_FLAGS, createAndReport, placed } from './create-objects.ts';

export const RBAC = 'rbac.authorization.k8s.io';

const SUBJECTS: readonly FlagSpec[] = [
  { name: 'clusterrole', type: 'string' },
  { name: 'user', type: 'list' },
  { name: 'group', type: 'list' },
  { name: 'serviceaccount', type: 'list' },
];

function subjects({ flags }: Context): KubeObject[] {
  const accounts = flags.list('serviceaccount').map((account) => {
    const [namespace = '', name = '', ...more] = account.split(':');
    if (!namespace || !name || more.length) throw plainError('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name, namespace };
  });
  const named = (kind: string, names: string[]) => names.map((name) => ({ kind, apiGroup: RBAC, name }));
  return [...named('User', flags.list('user')), ...named('Group', flags.list('group')), ...accounts];
}

export const createRoleBinding: Command = {
  flags: [...CREATE_FLAGS, ...SUBJECTS, { name: 'role', type: 'string' }],
  async run(context) {
    const { flags } = context;
    const name = context.oneName();
    const [role, clusterRole] = [flags.text('role'), flags.text('clusterrole')];
    if (Boolean(role) === Boolean(clusterRole)) throw plainError('exactly one of clusterrole or role must be specified');
    const client = await context.client();
    const { namespace } = client.config;
    const list = subjects(context);
    const object = {
      kind: 'RoleBinding',
      apiVersion: `${RBAC}/v1`,
      metadata: placed(client, name),
      ...(list.length ? { subjects: list } : {}),
      roleRef: { apiGroup: RBAC, kind: role ? 'Role' : 'ClusterRole', name: role || clusterRole },
    };
    return createAndReport(context, client, { object, resource: 'rolebindings', group: RBAC, namespace, onFailure: 'failed to create rolebinding: ' });
  },
};

export const createClusterRoleBinding: Command = {
  flags: [...CREATE_FLAGS, ...SUBJECTS],
  async run(context) {
    const name = context.oneName();
    const role = context.flags.text('clusterrole');
    if (!role) throw plainError('required flag(s) "clusterrole" not set');
    const list = subjects(context);
    const object = {
      kind: 'ClusterRoleBinding',
      apiVersion: `${RBAC}/v1`,
      metadata: { name },
      ...(list.length ? { subjects: list } : {}),
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    };
    return createAndReport(context, await context.client(), {
      object,
      resource: 'clusterrolebindings',
      group: RBAC,
      namespace: undefined,
      onFailure: 'failed to create clusterrolebinding: ',
    });
  },
};
