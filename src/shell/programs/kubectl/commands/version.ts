import { toYaml } from '../../../../engine/http/go-yaml.ts';
import { KUBERNETES_BUILD } from '../../../../engine/kubernetes-build.data.ts';
import { KUBERNETES_MINOR_VERSION, KUBERNETES_VERSION } from '../../../../engine/kubernetes-version.about.ts';
import type { Command } from '../context.ts';
import { errorText, plainError } from '../failure.ts';
import { toJson } from '../print/json.ts';

const [major, minor] = KUBERNETES_MINOR_VERSION.split('.');
const CLIENT = {
  major,
  minor,
  gitVersion: `v${KUBERNETES_VERSION}`,
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: KUBERNETES_BUILD.goVersion,
  compiler: 'gc',
  platform: 'linux/amd64',
};

export const version: Command = {
  flags: [
    { name: 'client', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
  ],
  async run(context) {
    const { flags, io } = context;
    const output = flags.text('output');
    if (output && output !== 'json' && output !== 'yaml') throw plainError("--output must be 'yaml' or 'json'");
    let server: Record<string, unknown> | undefined;
    let failure: unknown;
    if (!flags.on('client')) {
      try {
        server = await (await context.client()).json({ method: 'GET', path: '/version?timeout=32s', raw: true });
      } catch (error) {
        if (errorText(error) === undefined) throw error;
        failure = error;
      }
    }
    const all = { clientVersion: CLIENT, kustomizeVersion: KUBERNETES_BUILD.kustomizeVersion, ...(server ? { serverVersion: server } : {}) };
    if (output) io.out(output === 'json' ? toJson(all).replaceAll('    ', '  ') : toYaml(all));
    else {
      io.out(`Client Version: ${CLIENT.gitVersion}\nKustomize Version: ${KUBERNETES_BUILD.kustomizeVersion}\n`);
      if (server) io.out(`Server Version: ${String(server.gitVersion)}\n`);
    }
    if (failure) throw failure;
    return 0;
  },
};

export const clusterInfo: Command = {
  async run(context) {
    if (context.args[0] === 'dump') throw plainError('this simulator does not model cluster-info dump. Nearest: kubectl get all -A');
    const client = await context.client();
    // kubectl looks for services that call themselves part of the cluster
    const hint = "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n";
    try {
      await client.json({ method: 'GET', path: '/api/v1/namespaces/kube-system/services?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue' });
    } catch (error) {
      if (errorText(error) !== undefined) context.out(hint);
      throw error;
    }
    const colour = (text: string, code: number) => (context.io.isTerminal ? `\x1b[0;${code}m${text}\x1b[0m` : text);
    context.out(`${colour('Kubernetes control plane', 32)} is running at ${colour(client.config.server, 33)}\n${hint}`);
    return 0;
  },
};
