import { beforeAll, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../../../engine/base-worlds/minikube.ts';
import { createWorld } from '../../../engine/create-world.ts';
import { createShell, type Shell } from '../../shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = createShell({ world: await createWorld(minikubeWorld()), machine: 'laptop', loadBash: () => Promise.reject(new Error('bash was loaded')) });
}, 60_000);

const run = async (line: string): Promise<string> => (await shell.run(line)).output.map(({ text }) => text).join('');
const yaml = (name: string, kind: string): string => `kubectl create ${name}. Nearest: kubectl apply -f - with the ${kind} as YAML`;

describe('what kubectl has and this simulator has not says so, whatever follows it', () => {
  it.each([
    ['kubectl create deployment d --image=nginx', yaml('deployment', 'Deployment')],
    ['kubectl create deploy d --image=nginx', yaml('deployment', 'Deployment')],
    ['kubectl create cronjob c --image=nginx --schedule=x', yaml('cronjob', 'CronJob')],
    ['kubectl create pdb p --min-available=1', yaml('poddisruptionbudget', 'PodDisruptionBudget')],
    ['kubectl scale deployment/d --replicas=3', 'scaling. Nearest: kubectl patch deployment NAME -p …'],
    ['kubectl -n dev rollout status deployment/d --watch=false', 'rollouts. Nearest: kubectl get deployments'],
    ['kubectl scale --help', 'scaling. Nearest: kubectl patch deployment NAME -p …'],
    ['kubectl apply view-last-applied pod/p', 'kubectl apply view-last-applied. Nearest: kubectl get … -o yaml'],
    ['kubectl kuberc view', 'kubectl kuberc. Nearest: kubectl config'],
    ['kubectl logs p --prefix', "the flag --prefix of kubectl logs. Nearest: the flags that 'kubectl logs --help' lists"],
    ['kubectl run p --image=x -f y', "the flag -f of kubectl run. Nearest: the flags that 'kubectl run --help' lists"],
    ['kubectl get pods --profile-output=x', "the flag --profile-output of kubectl get. Nearest: the flags that 'kubectl get --help' lists"],
  ])('%s', async (line, words) => {
    expect(await run(line)).toBe(`error: this simulator does not model ${words}\n`);
  });

  it('but what kubectl has not either is a slip', async () => {
    expect(await run('kubectl get pods --replicas=3')).toBe("error: unknown flag: --replicas\nSee 'kubectl get --help' for usage.\n");
  });
});

describe('kubectl --help', () => {
  // As the help of kubectl lists them.
  const COMMANDS =
    'create expose run set explain get edit delete rollout scale autoscale certificate cluster-info top cordon uncordon drain taint describe logs attach exec port-forward proxy cp auth debug events diff apply patch replace wait kustomize label annotate completion api-resources api-versions config kuberc plugin version';
  const lists = async (line: string): Promise<string[][]> =>
    (await run(line))
      .split('\n\n')
      .slice(1)
      .map((part) => part.trim().split(/\n +/).slice(1));

  it('names every command of kubectl, and as available only what is there', async () => {
    const [available = [], absent = []] = await lists('kubectl --help');
    expect([...available, ...absent].sort()).toEqual([...COMMANDS.split(' '), 'options'].sort());
    for (const name of absent) expect(await run(`kubectl ${name}`)).toContain('this simulator does not model');
    for (const name of available) expect(await run(`kubectl ${name} --help`)).toMatch(/^Usage: /);
  });

  it('tells the two apart for kubectl create, too', async () => {
    const [available, absent] = await lists('kubectl create --help');
    expect([available, absent]).toEqual([
      ['namespace', 'serviceaccount', 'token', 'role', 'clusterrole', 'rolebinding', 'clusterrolebinding', 'secret', 'configmap'],
      ['deployment', 'job', 'cronjob', 'ingress', 'service', 'quota', 'poddisruptionbudget', 'priorityclass'],
    ]);
  });
});
