// The rows of bootstrap-policy.data.ts: the RBAC objects that a server makes at its first start.

const HEAD = `// Kept by \`npm run facts:server\`, which asks a fresh server without controllers; run that, do not change this by hand.
// The default RBAC policy of an API server as data: what plugin/pkg/auth/authorizer/rbac/bootstrappolicy holds.
// A rule is \`verbs groups resources [names]\` or \`verbs URLs paths\`; \`core\` is the group "", READ and WRITE stand for
// their verbs, EVENTS for "create,patch,update core,events.k8s.io events". bootstrap-policy.ts turns rows into objects.

export interface RoleRow {
  name: string;
  namespace?: string;
  /** Carries the label aggregate-to-NAME. */
  aggregatesTo?: string;
  /** Its rules are gathered from roles labelled aggregate-to-NAME. */
  gathers?: string;
  rules: readonly string[];
}

export interface BindingRow {
  name: string;
  namespace?: string;
  /** Name of a ClusterRole when the binding has no namespace, else of a Role beside it. */
  role: string;
  /** \`User NAME\`, \`Group NAME\`, \`ServiceAccount NAMESPACE/NAME\`. */
  subjects: readonly string[];
}
`;
const CONTROLLERS_HEAD =
  '/** Beside these, each ClusterRole `system:controller:NAME` is bound to ServiceAccount kube-system/NAME by a binding of its own name. */\n';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const EVENTS = 'create,patch,update core,events.k8s.io events';
const AGGREGATE = 'rbac.authorization.k8s.io/aggregate-to-';
const CONTROLLER = 'system:controller:';
/** Characters of a line, its end among them. */
const LINE = 141;

export async function bootstrapPolicy(get) {
  const list = async (plural) => (await get(`/apis/rbac.authorization.k8s.io/v1/${plural}`)).items.sort(byPlace);
  const clusterRoles = (await list('clusterroles')).map(roleRow);
  const roles = (await list('roles')).map(roleRow);
  const clusterRoleBindings = (await list('clusterrolebindings')).map(bindingRow);
  const roleBindings = (await list('rolebindings')).map(bindingRow);
  for (const { name } of clusterRoles.filter((role) => role.name.startsWith(CONTROLLER))) {
    if (!clusterRoleBindings.some((binding) => isOfController(binding) && binding.name === name))
      throw new Error(`${name} is not bound as a controller's role`);
  }
  return [
    HEAD,
    table('CLUSTER_ROLES', 'RoleRow', clusterRoles),
    table('ROLES', 'RoleRow', roles),
    CONTROLLERS_HEAD +
      table(
        'CLUSTER_ROLE_BINDINGS',
        'BindingRow',
        clusterRoleBindings.filter((binding) => !isOfController(binding)),
      ),
    table('ROLE_BINDINGS', 'BindingRow', roleBindings),
  ].join('\n');
}

const byPlace = (a, b) => compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') || compare(a.metadata.name, b.metadata.name);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const isOfController = ({ name, role, subjects }) =>
  name.startsWith(CONTROLLER) && role === name && subjects.length === 1 && subjects[0] === `ServiceAccount kube-system/${name.slice(CONTROLLER.length)}`;

function roleRow({ metadata, rules, aggregationRule }) {
  const label = Object.keys(metadata.labels).find((key) => key.startsWith(AGGREGATE));
  const gathered = aggregationRule && Object.keys(aggregationRule.clusterRoleSelectors[0].matchLabels)[0];
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    aggregatesTo: label?.slice(AGGREGATE.length),
    gathers: gathered?.slice(AGGREGATE.length),
    // what an aggregated role has gathered is the work of a controller
    rules: gathered ? [] : (rules ?? []).map(ruleRow),
  };
}

function ruleRow({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }) {
  const words = [];
  let left = [...verbs].sort();
  for (const [word, meant] of [
    ['READ', READ],
    ['WRITE', WRITE],
  ]) {
    if (!meant.every((verb) => left.includes(verb))) continue;
    words.push(word);
    left = left.filter((verb) => !meant.includes(verb));
  }
  const what = nonResourceURLs ? ['URLs', nonResourceURLs] : [apiGroups.map((group) => group || 'core').join(','), resources];
  const row = [[...words, ...left].join(','), what[0], what[1].join(','), ...(resourceNames ? [resourceNames.join(',')] : [])].join(' ');
  return row === EVENTS ? 'EVENTS' : row;
}

function bindingRow({ metadata, roleRef, subjects }) {
  if (roleRef.kind !== (metadata.namespace ? 'Role' : 'ClusterRole')) throw new Error(`${metadata.name} names a ${roleRef.kind}; a row has no form for that`);
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    role: roleRef.name,
    subjects: (subjects ?? []).map(({ kind, namespace, name }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`),
  };
}

function table(name, type, rows) {
  return `export const ${name}: readonly ${type}[] = [\n${rows.map(written).join('')}];\n`;
}

/** A row an object; its list in one line where that is short, else one item a line. */
function written(row) {
  const members = Object.entries(row).filter(([, value]) => value !== undefined);
  const lines = members.map(([key, value]) => {
    if (typeof value === 'string') return `    ${key}: '${value}',\n`;
    const short = `    ${key}: [${value.map((item) => `'${item}'`).join(', ')}],\n`;
    return short.length <= LINE ? short : `    ${key}: [\n${value.map((item) => `      '${item}',\n`).join('')}    ],\n`;
  });
  return `  {\n${lines.join('')}  },\n`;
}
