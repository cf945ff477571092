// The tree of commands. Each is loaded when it is first used; a command that is not modelled says what comes nearest.
import type { Command } from './context.ts';

export interface CommandEntry {
  /** The full name, when this is an alias. */
  name?: string;
  load?: () => Promise<Command>;
  commands?: CommandTree;
  /** What is said instead of running it: kubectl has it, this simulator has not. */
  absent?: string;
}

export type CommandTree = Readonly<Record<string, CommandEntry>>;

/** A command that says so honestly, whatever follows it. */
const absent = (what: string, nearest: string): CommandEntry => ({ absent: `error: this simulator does not model ${what}. Nearest: ${nearest}` });

/** kubectl create NAME for a kind that only a manifest makes here; the short names are its aliases. */
const fromYaml = (name: string, kind: string, ...aliases: string[]): CommandTree => {
  const entry = absent(`kubectl create ${name}`, `kubectl apply -f - with the ${kind} as YAML`);
  return Object.fromEntries([[name, entry], ...aliases.map((alias) => [alias, { ...entry, name }] as const)]);
};

const lazy = (load: () => Promise<Command>, name?: string): CommandEntry => (name ? { load, name } : { load });

const serviceAccount = () => import('./commands/create-objects.ts').then((m) => m.createServiceAccount);
const namespace = () => import('./commands/create-objects.ts').then((m) => m.createNamespace);
const rolebinding = () => import('./commands/create-bindings.ts').then((m) => m.createRoleBinding);

const create: CommandTree = {
  namespace: lazy(namespace),
  ns: lazy(namespace, 'namespace'),
  serviceaccount: lazy(serviceAccount),
  sa: lazy(serviceAccount, 'serviceaccount'),
  token: lazy(() => import('./commands/create-token.ts').then((m) => m.createToken)),
  role: lazy(() => import('./commands/create-roles.ts').then((m) => m.createRole)),
  clusterrole: lazy(() => import('./commands/create-roles.ts').then((m) => m.createClusterRole)),
  rolebinding: lazy(rolebinding),
  clusterrolebinding: lazy(() => import('./commands/create-bindings.ts').then((m) => m.createClusterRoleBinding)),
  secret: {
    load: () => import('./commands/create-data.ts').then((m) => m.createSecretHelp),
    commands: {
      generic: lazy(() => import('./commands/create-data.ts').then((m) => m.createSecretGeneric)),
      tls: absent('kubectl create secret tls', 'kubectl create secret generic NAME --from-file=tls.crt --from-file=tls.key'),
      'docker-registry': absent('kubectl create secret docker-registry', 'kubectl create secret generic'),
    },
  },
  configmap: lazy(() => import('./commands/create-data.ts').then((m) => m.createConfigMap)),
  cm: lazy(() => import('./commands/create-data.ts').then((m) => m.createConfigMap), 'configmap'),
  ...fromYaml('deployment', 'Deployment', 'deploy'),
  ...fromYaml('job', 'Job'),
  ...fromYaml('cronjob', 'CronJob', 'cj'),
  ...fromYaml('ingress', 'Ingress', 'ing'),
  ...fromYaml('service', 'Service', 'svc'),
  ...fromYaml('quota', 'ResourceQuota', 'resourcequota'),
  ...fromYaml('poddisruptionbudget', 'PodDisruptionBudget', 'pdb'),
  ...fromYaml('priorityclass', 'PriorityClass', 'pc'),
};

const config: CommandTree = {
  view: lazy(() => import('./commands/config-view.ts').then((m) => m.view)),
  'current-context': lazy(() => import('./commands/config-read.ts').then((m) => m.currentContext)),
  'get-contexts': lazy(() => import('./commands/config-read.ts').then((m) => m.getContexts)),
  'get-clusters': lazy(() => import('./commands/config-read.ts').then((m) => m.getClusters)),
  'get-users': lazy(() => import('./commands/config-read.ts').then((m) => m.getUsers)),
  'use-context': lazy(() => import('./commands/config-write.ts').then((m) => m.useContext)),
  use: lazy(() => import('./commands/config-write.ts').then((m) => m.useContext), 'use-context'),
  'set-context': lazy(() => import('./commands/config-set.ts').then((m) => m.setContext)),
  'set-credentials': lazy(() => import('./commands/config-set.ts').then((m) => m.setCredentials)),
  'set-cluster': lazy(() => import('./commands/config-set.ts').then((m) => m.setCluster)),
  'rename-context': lazy(() => import('./commands/config-write.ts').then((m) => m.renameContext)),
  'delete-context': lazy(() => import('./commands/config-write.ts').then((m) => m.deleteContext)),
  'delete-cluster': lazy(() => import('./commands/config-write.ts').then((m) => m.deleteCluster)),
  'delete-user': lazy(() => import('./commands/config-write.ts').then((m) => m.deleteUser)),
  set: lazy(() => import('./commands/config-property.ts').then((m) => m.setProperty)),
  unset: lazy(() => import('./commands/config-property.ts').then((m) => m.unsetProperty)),
};

const auth: CommandTree = {
  whoami: lazy(() => import('./commands/auth-whoami.ts').then((m) => m.whoami)),
  'can-i': lazy(() => import('./commands/auth-can-i.ts').then((m) => m.canI)),
  reconcile: lazy(() => import('./commands/auth-reconcile.ts').then((m) => m.reconcile)),
};

const certificate: CommandTree = {
  approve: lazy(() => import('./commands/certificate.ts').then((m) => m.approve)),
  deny: lazy(() => import('./commands/certificate.ts').then((m) => m.deny)),
};

const PODS = 'kubectl create token SERVICEACCOUNT gives the token that a pod would mount';

export const commands: CommandTree = {
  get: lazy(() => import('./commands/get.ts').then((m) => m.get)),
  create: { load: () => import('./commands/create-file.ts').then((m) => m.createFile), commands: create },
  apply: {
    load: () => import('./commands/apply.ts').then((m) => m.apply),
    commands: {
      'view-last-applied': absent('kubectl apply view-last-applied', 'kubectl get … -o yaml'),
      'set-last-applied': absent('kubectl apply set-last-applied', 'kubectl annotate'),
      'edit-last-applied': absent('kubectl apply edit-last-applied', 'kubectl annotate'),
    },
  },
  delete: lazy(() => import('./commands/delete.ts').then((m) => m.deleteObjects)),
  describe: lazy(() => import('./commands/describe.ts').then((m) => m.describe)),
  patch: lazy(() => import('./commands/patch.ts').then((m) => m.patch)),
  label: lazy(() => import('./commands/label.ts').then((m) => m.label)),
  annotate: lazy(() => import('./commands/label.ts').then((m) => m.annotate)),
  replace: lazy(() => import('./commands/replace.ts').then((m) => m.replace)),
  diff: lazy(() => import('./commands/diff.ts').then((m) => m.diff)),
  run: lazy(() => import('./commands/run.ts').then((m) => m.run)),
  auth: { commands: auth },
  config: { commands: config },
  certificate: { commands: certificate },
  version: lazy(() => import('./commands/version.ts').then((m) => m.version)),
  'cluster-info': lazy(() => import('./commands/version.ts').then((m) => m.clusterInfo)),
  'api-resources': lazy(() => import('./commands/api-resources.ts').then((m) => m.apiResources)),
  'api-versions': lazy(() => import('./commands/api-resources.ts').then((m) => m.apiVersions)),
  logs: lazy(() => import('./commands/pods.ts').then((m) => m.logs)),
  exec: lazy(() => import('./commands/pods.ts').then((m) => m.exec)),
  wait: lazy(() => import('./commands/pods.ts').then((m) => m.wait)),
  options: absent('kubectl options', 'kubectl COMMAND --help'),
  edit: absent(
    'kubectl edit: this terminal has no full-screen editor',
    'the RBAC and Objects tabs of the workbench, or kubectl get … -o yaml > FILE and kubectl apply -f FILE',
  ),
  explain: absent('kubectl explain', 'kubectl api-resources'),
  attach: absent('pods/attach', PODS),
  cp: lazy(() => import('./commands/pods.ts').then((m) => m.cp)),
  'port-forward': absent('pods/portforward', 'curl to the API server'),
  proxy: absent('kubectl proxy', 'curl with --cacert and a token, or kubectl get --raw'),
  top: absent('metrics', 'kubectl get pods'),
  rollout: absent('rollouts', 'kubectl get deployments'),
  scale: absent('scaling', 'kubectl patch deployment NAME -p …'),
  autoscale: absent('autoscaling', 'kubectl apply -f -'),
  expose: absent('kubectl expose', 'kubectl apply -f - with the Service as YAML'),
  set: absent('kubectl set', 'kubectl patch'),
  drain: absent('drain', 'kubectl delete pod'),
  cordon: absent('cordon', 'kubectl patch node NAME -p …'),
  uncordon: absent('uncordon', 'kubectl patch node NAME -p …'),
  taint: absent('taint', 'kubectl patch node NAME -p …'),
  debug: absent('kubectl debug', PODS),
  events: absent('kubectl events', 'kubectl get events'),
  kustomize: absent('kustomize', 'kubectl apply -f FILE'),
  kuberc: absent('kubectl kuberc', 'kubectl config'),
  plugin: absent('plugins', 'the commands of kubectl itself'),
  completion: absent('completion scripts: Tab already completes here', 'Tab'),
};
