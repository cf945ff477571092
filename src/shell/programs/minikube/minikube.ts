// minikube for the one cluster there is. Left out: making, deleting and profiles of clusters, addons, drivers.
import type { Machine } from '../../../engine/machine.ts';
import type { ProgramIo } from '../../program.ts';
import { startFailureText } from './start-failure.ts';

const VERSION = 'v1.38.1';
const NOT_MODELLED: Record<string, string> = {
  ssh: 'the files of the node stand in the workbench, and ~/.minikube/files/… is copied to it by minikube start',
  delete: 'the Reset button',
  addons: 'kubectl get all -A',
  dashboard: 'the workbench',
  tunnel: 'curl to the API server',
  service: 'kubectl get services',
  cp: '~/.minikube/files/… is copied to the node by minikube start',
  mount: '~/.minikube/files/… is copied to the node by minikube start',
  logs: "the API server flags tab shows the server's log",
  config: 'minikube start --extra-config=apiserver.FLAG=VALUE',
  profile: 'minikube status',
  pause: 'minikube stop',
  unpause: 'minikube start',
};

export const minikube = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const [command, ...rest] = args;
    switch (command) {
      case 'start':
        return start(rest, io);
      case 'status':
        return status(io);
      case 'ip':
        io.out(`${addressOf(io)}\n`);
        return 0;
      case 'stop':
        return notModelled(io, 'stopping the cluster', 'minikube start --extra-config=… restarts it');
      case 'version':
        io.out(`minikube version: ${VERSION}\n`);
        return 0;
      case 'kubectl': {
        const result = await io.spawn(['kubectl', ...rest.filter((arg, i) => !(arg === '--' && i === 0))], { env: io.env, stdin: io.stdin });
        io.out(result?.stdout ?? '');
        io.err(result?.stderr ?? '');
        return result?.exitCode ?? 1;
      }
      case undefined:
      case 'help':
      case '--help':
      case '-h':
        io.out(
          'minikube provisions and manages local Kubernetes clusters.\n\nBasic Commands:\n  start    Starts the cluster, or restarts it with other flags\n  status   Gets its status\n  ip       Gets its address\n',
        );
        return 0;
      default:
        if (command in NOT_MODELLED) return notModelled(io, `minikube ${command}`, NOT_MODELLED[command] ?? '');
        io.err(`Error: unknown command ${JSON.stringify(command)} for "minikube"\nRun 'minikube --help' for usage.\n`);
        return 1;
    }
  },

  async complete(words: string[], io: ProgramIo): Promise<string[]> {
    if (words.length <= 1) return ['start', 'status', 'ip', 'version', 'kubectl'];
    return words[0] === 'start' ? Object.keys(io.world.server().flags).map((flag) => `--extra-config=apiserver.${flag}=`) : [];
  },
};

function notModelled(io: ProgramIo, what: string, nearest: string): number {
  io.err(`minikube: this simulator does not model ${what}. Nearest: ${nearest}\n`);
  return 1;
}

const addressOf = (io: ProgramIo): string => {
  const given = io.world.server().flags['advertise-address'];
  return typeof given === 'string' ? given : '192.168.49.2';
};

/** The machine that is not this one: the cluster's node. */
function nodeOf(io: ProgramIo): Machine | undefined {
  const name = io.world.machineNames().find((n) => n === 'minikube' || n === 'node') ?? io.world.machineNames().find((n) => n !== io.machine.name);
  return name === undefined ? undefined : io.world.machine(name);
}

/** What lies below ~/.minikube/files goes to the same place on the node, before anything starts. */
function syncFiles(io: ProgramIo): void {
  const root = `${io.env.HOME ?? io.machine.home}/.minikube/files`;
  const node = nodeOf(io);
  for (const path of node ? io.machine.paths() : []) {
    const text = path.startsWith(`${root}/`) ? io.machine.read(path) : undefined;
    if (text !== undefined) node?.write(path.slice(root.length), text);
  }
}

async function start(args: string[], io: ProgramIo): Promise<number> {
  const flags: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(io.world.server().flags)) flags[name] = typeof value === 'string' ? value : [...value];
  const given: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--extra-config') arg = `--extra-config=${rest.shift() ?? ''}`;
    if (!arg.startsWith('--extra-config=')) {
      if (/^--(driver|kubernetes-version|memory|cpus|nodes|profile|container-runtime|cni|wait)\b/.test(arg) || arg === '-p') {
        io.err(`minikube: this simulator does not model ${arg.split('=')[0]}; it is left out\n`);
        if (!arg.includes('=')) rest.shift();
        continue;
      }
      io.err(`Error: unknown flag: ${arg}\nSee 'minikube start --help' for usage.\n`);
      return 1;
    }
    const text = arg.slice('--extra-config='.length);
    const match = /^([\w-]+)\.([\w-]+)=([\s\S]*)$/.exec(text);
    if (!match) {
      io.err(`invalid argument ${JSON.stringify(text)} for "--extra-config" flag: invalid value: must contain at least one period: ${JSON.stringify(text)}\n`);
      return 1;
    }
    const [, component = '', flag = '', value = ''] = match;
    given.push(text);
    if (component !== 'apiserver') io.err(`minikube: this simulator models flags of the API server alone; ${component}.${flag} is left out\n`);
    else flags[flag] = value;
  }
  syncFiles(io);
  io.out(
    `😄  minikube ${VERSION} on Debian 12\n✨  Using the docker driver based on existing profile\n👍  Starting "minikube" primary control-plane node in "minikube" cluster\n`,
  );
  io.out(`🏃  Updating the running docker "minikube" container ...\n🐳  Preparing Kubernetes ${versionOf(io)} on Docker 28.5.1 ...\n`);
  for (const text of given) io.out(`    ▪ ${text}\n`);
  const server = await io.world.restart(flags);
  if (server.failure) {
    io.err(
      `\n❌  Exiting due to K8S_APISERVER_MISSING: wait 6m0s for node: wait for apiserver proc: apiserver process never appeared\n💡  Suggestion: Check that the provided apiserver flags are valid, and that SELinux is disabled\n\nkube-apiserver: ${startFailureText(server.failure)}`,
    );
    return 105;
  }
  io.out(
    '🔎  Verifying Kubernetes components...\n🌟  Enabled addons: storage-provisioner, default-storageclass\n🏄  Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default\n',
  );
  return 0;
}

const versionOf = (io: ProgramIo): string => `v${io.world.toSpec().server.version}`;

function status(io: ProgramIo): number {
  const running = io.world.server().status === 'running';
  io.out(`minikube\ntype: Control Plane\nhost: Running\nkubelet: Running\napiserver: ${running ? 'Running' : 'Stopped'}\nkubeconfig: Configured\n\n`);
  return running ? 0 : 2;
}
