// The tree of commands; all of them come with kubectl. A command that is not modelled says what comes nearest.
import { apiResources, apiVersions } from './commands/api-resources.ts';
import { apply } from './commands/apply.ts';
import { canI } from './commands/auth-can-i.ts';
import { reconcile } from './commands/auth-reconcile.ts';
import { whoami } from './commands/auth-whoami.ts';
import { approve, deny } from './commands/certificate.ts';
import { setProperty, unsetProperty } from './commands/config-property.ts';
import { currentContext, getClusters, getContexts, getUsers } from './commands/config-read.ts';
import { setCluster, setContext, setCredentials } from './commands/config-set.ts';
import { view } from './commands/config-view.ts';
import { deleteCluster, deleteContext, deleteUser, renameContext, useContext } from './commands/config-write.ts';
import { createClusterRoleBinding, createRoleBinding } from './commands/create-bindings.ts';
import { createConfigMap, createSecretGeneric, createSecretHelp } from './commands/create-data.ts';
import { createFile } from './commands/create-file.ts';
import { createNamespace, createServiceAccount } from './commands/create-objects.ts';
import { createClusterRole, createRole } from './commands/create-roles.ts';
import { createToken } from './commands/create-token.ts';
import { deleteObjects } from './commands/delete.ts';
import { describe } from './commands/describe.ts';
import { diff } from './commands/diff.ts';
import { get } from './commands/get.ts';
import { annotate, label } from './commands/label.ts';
import { patch } from './commands/patch.ts';
import { cp, exec, logs, wait } from './commands/pods.ts';
import { replace } from './commands/replace.ts';
import { run } from './commands/run.ts';
import { clusterInfo, version } from './commands/version.ts';
import type { Command } from './context.ts';

export interface CommandEntry {
  /** The full name, when this is an alias. */
  name?: string;
  command?: Command;
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

const runs = (command: Command, name?: string): CommandEntry => (name ? { command, name } : { command });

const create: CommandTree = {
  namespace: runs(createNamespace),
  ns: runs(createNamespace, 'namespace'),
  serviceaccount: runs(createServiceAccount),
  sa: runs(createServiceAccount, 'serviceaccount'),
  token: runs(createToken),
  role: runs(createRole),
  clusterrole: runs(createClusterRole),
  rolebinding: runs(createRoleBinding),
  clusterrolebinding: runs(createClusterRoleBinding),
  secret: {
    command: createSecretHelp,
    commands: {
      generic: runs(createSecretGeneric),
      tls: absent('kubectl create secret tls', 'kubectl create secret generic NAME --from-file=tls.crt --from-file=tls.key'),
      'docker-registry': absent('kubectl create secret docker-registry', 'kubectl create secret generic'),
    },
  },
  configmap: runs(createConfigMap),
  cm: runs(createConfigMap, 'configmap'),
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
  view: runs(view),
  'current-context': runs(currentContext),
  'get-contexts': runs(getContexts),
  'get-clusters': runs(getClusters),
  'get-users': runs(getUsers),
  'use-context': runs(useContext),
  use: runs(useContext, 'use-context'),
  'set-context': runs(setContext),
  'set-credentials': runs(setCredentials),
  'set-cluster': runs(setCluster),
  'rename-context': runs(renameContext),
  'delete-context': runs(deleteContext),
  'delete-cluster': runs(deleteCluster),
  'delete-user': runs(deleteUser),
  set: runs(setProperty),
  unset: runs(unsetProperty),
};

const auth: CommandTree = {
  whoami: runs(whoami),
  'can-i': runs(canI),
  reconcile: runs(reconcile),
};

const certificate: CommandTree = {
  approve: runs(approve),
  deny: runs(deny),
};

const PODS = 'kubectl create token SERVICEACCOUNT gives the token that a pod would mount';

export const commands: CommandTree = {
  get: runs(get),
  create: { command: createFile, commands: create },
  apply: {
    command: apply,
    commands: {
      'view-last-applied': absent('kubectl apply view-last-applied', 'kubectl get … -o yaml'),
      'set-last-applied': absent('kubectl apply set-last-applied', 'kubectl annotate'),
      'edit-last-applied': absent('kubectl apply edit-last-applied', 'kubectl annotate'),
    },
  },
  delete: runs(deleteObjects),
  describe: runs(describe),
  patch: runs(patch),
  label: runs(label),
  annotate: runs(annotate),
  replace: runs(replace),
  diff: runs(diff),
  run: runs(run),
  auth: { commands: auth },
  config: { commands: config },
  certificate: { commands: certificate },
  version: runs(version),
  'cluster-info': runs(clusterInfo),
  'api-resources': runs(apiResources),
  'api-versions': runs(apiVersions),
  logs: runs(logs),
  exec: runs(exec),
  wait: runs(wait),
  options: absent('kubectl options', 'kubectl COMMAND --help'),
  edit: absent(
    'kubectl edit: this terminal has no full-screen editor',
    'the RBAC and Objects tabs of the workbench, or kubectl get … -o yaml > FILE and kubectl apply -f FILE',
  ),
  explain: absent('kubectl explain', 'kubectl api-resources'),
  attach: absent('pods/attach', PODS),
  cp: runs(cp),
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
