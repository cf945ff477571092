import type { Lesson } from './lesson.ts';

const SERVER = 'https://192.168.49.2:8443';
const send = (token: string, path: string): string => `curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer ${token}" ${SERVER}${path}`;
const RBAC = 'rbac.authorization.k8s.io';

const binding = (kind: string, name: string): string => `apiVersion: ${RBAC}/v1
kind: ClusterRoleBinding
metadata:
  name: readers
subjects:
- kind: ${kind}
  name: ${name}
  apiGroup: ${RBAC}
roleRef:
  kind: ClusterRole
  name: view
  apiGroup: ${RBAC}
`;

const POD_READER = `apiVersion: ${RBAC}/v1
kind: Role
metadata:
  name: pod-reader
  namespace: dev
rules:
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
---
apiVersion: ${RBAC}/v1
kind: RoleBinding
metadata:
  name: qa-reads-pods
  namespace: dev
subjects:
- kind: Group
  name: qa
  apiGroup: ${RBAC}
roleRef:
  kind: Role
  name: pod-reader
  apiGroup: ${RBAC}
`;

export const lesson: Lesson = {
  number: 5,
  slug: 'who-may',
  title: 'Who may?',
  minutes: 6,
  part: 'What may you do?',
  idea: 'A binding ties names to a role. Your badge carries several names.',
  start: {
    objects: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'dev' } },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } },
      {
        apiVersion: `${RBAC}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name: 'readers' },
        subjects: [{ kind: 'Group', name: 'dev', apiGroup: RBAC }],
        roleRef: { kind: 'ClusterRole', name: 'view', apiGroup: RBAC },
      },
    ],
  },
  steps: [
    {
      title: 'A binding to a group',
      text: [
        'One binding was made in this cluster: `readers` gives the role `view` to the group `dev`. It names no user at all.',
        'arthur is in the groups `admin`, `dev` and `qa`. Let him list the namespaces.',
      ],
      runs: [{ label: 'Ask as arthur', command: send('token1', '/api/v1/namespaces') }],
      prediction: {
        question: 'The binding names a group. What does arthur get?',
        gate: 'authorization',
        choices: [
          {
            label: '200',
            meaning: 'allowed',
            right: true,
            because: 'The badge carries the groups too. The binding names `dev`, and dev is written on arthur’s badge.',
          },
          {
            label: '403',
            meaning: 'forbidden',
            because: 'arthur is the user and the binding names a group, but a badge is one user and all its groups. Any of these names will do.',
          },
          {
            label: '401',
            meaning: 'unknown',
            because: 'Who he is was settled one gate earlier: the token file knows `token1`. Bindings never decide about 401.',
          },
        ],
      },
      goal: [{ type: 'reply', status: 200, user: 'arthur', resource: 'namespaces' }],
      hints: ['Read the reason at the Authorization gate: it names the binding and the role.'],
      solution: [{ do: 'run', command: send('token1', '/api/v1/namespaces') }],
      done: 'RBAC has no users and no groups of its own. It compares the words of a binding with the words on the badge.',
    },
    {
      title: 'One letter',
      text: [
        'In the tab RBAC stands that binding. Write the group with a capital: `Dev`. Edits of RBAC count at once, nothing restarts.',
        'Then ask as arthur again.',
      ],
      runs: [{ label: 'Ask as arthur', command: send('token1', '/api/v1/namespaces') }],
      goal: [{ type: 'reply', status: 403, user: 'arthur' }],
      hints: ['Change only `name: dev` under subjects.', 'The nearest miss in the inspector shows what is missing.'],
      solution: [
        { do: 'edit-rbac', text: binding('Group', 'Dev') },
        { do: 'run', command: send('token1', '/api/v1/namespaces') },
      ],
      done: 'The API server took the binding without a word: it cannot know which groups there are. Names are compared letter by letter.',
      tab: 'RBAC',
    },
    {
      title: 'Bind the user',
      text: ['Now bind arthur himself, by name, and nobody else: not the group. daniele, who is in `dev` too, must not get the list any more.'],
      runs: [
        { label: 'Ask as arthur', command: send('token1', '/api/v1/namespaces') },
        { label: 'Ask as daniele', command: send('token2', '/api/v1/namespaces') },
      ],
      goal: [
        { type: 'reply', status: 200, user: 'arthur' },
        { type: 'may', user: 'daniele', groups: ['dev', 'system:authenticated'], verb: 'list', resource: 'namespaces', allowed: false },
      ],
      hints: ['A subject has a kind: `User`, `Group` or `ServiceAccount`.', 'Change the subject to `kind: User` and `name: arthur`.'],
      solution: [
        { do: 'edit-rbac', text: binding('User', 'arthur') },
        { do: 'run', command: send('token1', '/api/v1/namespaces') },
      ],
      done: 'The same role, another subject. Who may is the subject, what he may is the role.',
      tab: 'RBAC',
    },
    {
      title: 'One namespace only',
      text: [
        'The testers, group `qa`, want to read Pods in `dev`. Only there: not in `prod`, not everywhere.',
        'Make it so, and show it: let errge list the Pods of `dev`.',
      ],
      runs: [
        { label: 'Pods in dev, as errge', command: send('token3', '/api/v1/namespaces/dev/pods') },
        { label: 'Pods in prod, as errge', command: send('token3', '/api/v1/namespaces/prod/pods') },
      ],
      goal: [
        { type: 'reply', status: 200, user: 'errge', resource: 'pods', namespace: 'dev' },
        { type: 'may', user: 'errge', groups: ['qa', 'system:authenticated'], verb: 'list', resource: 'pods', namespace: 'prod', allowed: false },
        { type: 'may', user: 'errge', groups: ['qa', 'system:authenticated'], verb: 'list', resource: 'pods', allowed: false },
        { type: 'may', user: 'somebody', groups: ['qa', 'system:authenticated'], verb: 'list', resource: 'pods', namespace: 'dev', allowed: true },
      ],
      hints: [
        'A ClusterRoleBinding counts in every namespace. A RoleBinding counts in its own.',
        'A RoleBinding in `dev` may point to a Role of `dev`, or to a ClusterRole such as `view`.',
        'Put `---` on a line of its own between two documents.',
      ],
      solution: [
        { do: 'edit-rbac', text: `${binding('User', 'arthur')}---\n${POD_READER}` },
        { do: 'run', command: send('token3', '/api/v1/namespaces/dev/pods') },
      ],
      done: 'Where a permission counts is decided by the binding, not by the role it points to.',
      tab: 'RBAC',
    },
  ],
};
