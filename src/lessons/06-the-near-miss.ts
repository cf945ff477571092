import type { Lesson } from './lesson.ts';

const SERVER = 'https://192.168.49.2:8443';
const RBAC = 'rbac.authorization.k8s.io';
const pods = (namespace: string): string =>
  `curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer token3" ${SERVER}/api/v1/namespaces/${namespace}/pods`;
const deployments = (who: string): string => `kubectl get deployments -n prod --as=${who}`;

interface Bound {
  name: string;
  namespace: string;
  subject: 'User' | 'Group';
  role: string;
}

const KINDS: Record<string, 'Role' | 'ClusterRole'> = { 'core-reader': 'Role', 'one-reader': 'Role' };

const binding = ({ name, namespace, subject, role }: Bound) => ({
  apiVersion: `${RBAC}/v1`,
  kind: 'RoleBinding',
  metadata: { name, namespace },
  subjects: [{ kind: subject, name, apiGroup: RBAC }],
  roleRef: { kind: KINDS[role] ?? 'ClusterRole', name: role, apiGroup: RBAC },
});

const role = (name: string, namespace: string, apiGroup: string, verbs: string[]) => ({
  apiVersion: `${RBAC}/v1`,
  kind: namespace ? 'Role' : 'ClusterRole',
  metadata: { name, ...(namespace ? { namespace } : {}) },
  rules: [{ apiGroups: [apiGroup], resources: ['deployments'], verbs }],
});

const READ = ['get', 'list', 'watch'];
const people = (mara: string, pia: 'User' | 'Group', core: string, one: string[]) => [
  role('deployment-reader', '', 'apps', READ),
  role('core-reader', 'prod', core, READ),
  role('one-reader', 'prod', 'apps', one),
  binding({ name: 'errge', namespace: 'dev', subject: 'User', role: 'view' }),
  binding({ name: 'mara', namespace: mara, subject: 'User', role: 'deployment-reader' }),
  binding({ name: 'nina', namespace: 'prod', subject: 'User', role: 'deployment-reader' }),
  binding({ name: 'noor', namespace: 'prod', subject: 'User', role: 'core-reader' }),
  binding({ name: 'omar', namespace: 'prod', subject: 'User', role: 'one-reader' }),
  binding({ name: 'pia', namespace: 'prod', subject: pia, role: 'deployment-reader' }),
];

/** JSON is YAML too: the documents as the tab takes them. */
const documents = (objects: object[]): string => objects.map((o) => `${JSON.stringify(o, null, 2)}\n`).join('---\n');

const may = (user: string) => ({
  type: 'may' as const,
  user,
  groups: ['system:authenticated'],
  verb: 'list',
  resource: 'deployments',
  group: 'apps',
  namespace: 'prod',
});

export const lesson: Lesson = {
  number: 6,
  slug: 'the-near-miss',
  title: 'The near miss',
  minutes: 7,
  part: 'What may you do?',
  idea: 'A rule covers a request in every part or not at all. The inspector shows which part is missing.',
  start: {
    objects: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev' } },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } },
      ...people('dev', 'Group', '', ['get']),
    ],
  },
  steps: [
    {
      title: 'The right role, the wrong place',
      text: ['A RoleBinding in `dev` gives errge the ClusterRole `view`, and `view` may get and list Pods.', 'Now let errge list the Pods of `prod`.'],
      runs: [
        { label: 'Pods in prod, as errge', command: pods('prod') },
        { label: 'Pods in dev, as errge', command: pods('dev') },
      ],
      prediction: {
        question: 'The binding stands in dev, the request goes to prod. What does errge get?',
        gate: 'authorization',
        choices: [
          {
            label: '403',
            meaning: 'forbidden',
            right: true,
            because: 'A RoleBinding grants in its own namespace only, whatever kind of role it names. Nothing binds errge in `prod`.',
          },
          {
            label: '200',
            meaning: 'a ClusterRole counts everywhere',
            because: 'A ClusterRole can be named from everywhere. Where it counts is the binding’s affair, and this one stands in `dev`.',
          },
          {
            label: '200',
            meaning: 'who may get may list',
            because: 'Verbs are compared one by one: `get` never includes `list`. And no verb helps in a namespace without a binding.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 403, user: 'errge', resource: 'pods', namespace: 'prod' }],
      hints: ['The nearest misses in the inspector name the namespace that does not fit.'],
      solution: [{ do: 'run', command: pods('prod') }],
      done: 'The role covered the request, the subject was right, the namespace was not. One part missing is all it takes.',
    },
    {
      title: 'Five bindings, one grants',
      text: [
        'Five people were meant to list the Deployments of `prod`: mara, nina, noor, omar and pia. Each has a binding of their own in the tab RBAC.',
        'Find the one that works, and let that person list them.',
      ],
      runs: ['mara', 'nina', 'noor', 'omar', 'pia'].map((who) => ({ label: `As ${who}`, command: deployments(who) })),
      goal: [{ type: 'reply', status: 200, user: 'nina', resource: 'deployments', namespace: 'prod' }],
      hints: ['Deployments live in the API group `apps`.', 'Look at namespace, kind of subject, API group and verbs of each binding and its role.'],
      solution: [{ do: 'run', command: deployments('nina') }],
      done: 'Namespace, subject, API group, resource and verb: only nina’s binding fits in all five.',
      tab: 'RBAC',
    },
    {
      title: 'Four repairs',
      text: [
        'The other four miss by one thing each. Ask as each of them and read the nearest miss, then repair it with one edit in the tab RBAC.',
        'Nobody may get more than that: the Secrets of `prod` stay closed.',
      ],
      runs: ['mara', 'noor', 'omar', 'pia'].map((who) => ({ label: `As ${who}`, command: deployments(who) })),
      goal: [
        ...['mara', 'noor', 'omar', 'pia'].map((who) => ({ ...may(who), allowed: true })),
        ...['mara', 'noor', 'omar', 'pia'].map((who) => ({ ...may(who), resource: 'secrets', group: '', allowed: false })),
      ],
      hints: [
        'mara’s binding stands in another namespace.',
        'pia is a person, her binding names a group.',
        'Role `core-reader` names the core API group, `one-reader` only the verb `get`.',
      ],
      solution: [{ do: 'edit-rbac', text: documents(people('prod', 'User', 'apps', READ)) }],
      done: 'Each 403 said the same, and each had another cause. The nearest miss tells them apart.',
      tab: 'RBAC',
    },
  ],
};
