// logs, exec, cp and wait. The API server decides and the kubelet answers; what is executed runs in the container's own shell.
// Left out: a keyboard inside (-i -t), following logs, copying whole folders.

import type { Machine } from '../../../../engine/machine.ts';
import { membersOf } from '../../../../trace/json.ts';
import { attachablePod } from '../attachable-pod.ts';
import { statusOf } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { KubectlError, plainError, StatusFailure, usageError } from '../failure.ts';
import { pathOf } from '../mapper.ts';
import { JsonPath } from '../print/jsonpath.ts';
import { relaxed } from '../print/jsonpath-parser.ts';
import { targetsOf } from '../targets.ts';

async function pod(context: Context, name: string, namespace?: string): Promise<Record<string, unknown>> {
  const client = await context.client();
  if (name.includes('/') && namespace === undefined) return attachablePod(client, name);
  const plain = name.replace(/^pods?\//, '');
  const request = { method: 'GET', path: `/api/v1/namespaces/${encodeURIComponent(namespace ?? client.config.namespace)}/pods/${encodeURIComponent(plain)}` };
  return namespace === undefined ? client.object(request) : client.json(request);
}

export const logs: Command = {
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'follow', short: 'f', type: 'bool' },
    { name: 'previous', short: 'p', type: 'bool' },
    { name: 'tail', type: 'int' },
    { name: 'since', type: 'duration' },
    { name: 'all-containers', type: 'bool' },
    { name: 'timestamps', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
  ],
  async run(context) {
    const { io, flags } = context;
    const [name] = context.args;
    if (name === undefined)
      throw usageError(
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
        context.path,
      );
    const found = await loggedPod(context, name);
    const client = await context.client();
    const { name: plain, namespace } = membersOf(found.metadata);
    const container = chosenContainer(context, found, flags.text('container') || context.args[1] || '');
    const path = `/api/v1/namespaces/${namespace}/pods/${plain}/log?container=${container}`;
    io.out((await client.request({ method: 'GET', path, accept: 'application/json, */*' })).body);
    return 0;
  },
};

/** The container that was named, or the first, which kubectl says when there are others. */
function chosenContainer({ io }: Context, { metadata, spec }: Record<string, unknown>, wanted: string): string {
  const { containers } = membersOf(spec);
  const names = (Array.isArray(containers) ? (containers as unknown[]) : []).map((c) => String(membersOf(c).name));
  if (wanted && !names.includes(wanted)) throw plainError(`container ${wanted} is not valid for pod ${String(membersOf(metadata).name)}`);
  const [first = ''] = names;
  if (!wanted && names.length > 1) io.err(`Defaulted container ${JSON.stringify(first)} out of: ${names.join(', ')}\n`);
  return wanted || first;
}

async function loggedPod(context: Context, name: string): Promise<Record<string, unknown>> {
  try {
    return await pod(context, name);
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.reason !== 'NotFound') throw error;
    throw plainError(`error from server (NotFound): ${error.message} in namespace ${JSON.stringify((await context.config()).namespace)}`);
  }
}

export const exec: Command = {
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'pod-running-timeout', type: 'duration' },
  ],
  async run(context) {
    const [name] = context.args;
    if (name === undefined) throw plainError('pod, type/name or --filename must be specified');
    if (context.dash !== 1) {
      throw new KubectlError(
        context.args.length > 1
          ? "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples"
          : 'error: you must specify at least one command for the container',
      );
    }
    const found = await pod(context, name);
    if (!membersOf(found.spec).nodeName) throw plainError(`unable to upgrade connection: pod ${name.replace(/^pods?\//, '')} does not have a host assigned`);
    const { io, flags } = context;
    if (flags.on('tty') && flags.on('stdin') && /^(\/bin\/)?(ba|a)?sh$/.test(context.args[1] ?? '') && context.args.length === 2)
      throw plainError("this simulator does not model a keyboard inside a container. Nearest: kubectl exec POD -- sh -c '…'");
    const container = await enterable(context, found, flags.text('container'));
    const { exitCode, stdout, stderr } = await io.enter(container, context.args.slice(1), flags.on('stdin') ? io.stdin : '');
    io.out(stdout);
    io.err(stderr);
    if (exitCode === 127 && !stdout && !stderr)
      io.err(
        `OCI runtime exec failed: exec failed: unable to start container process: exec: ${JSON.stringify(context.args[1])}: executable file not found in $PATH: unknown\n`,
      );
    if (exitCode) io.err(`command terminated with exit code ${exitCode}\n`);
    return exitCode;
  },
};

/** Asks for the connection as kubectl does, and finds the container at the other end. */
async function enterable(
  context: Context,
  found: Record<string, unknown>,
  wanted: string,
  command: readonly string[] = context.args.slice(1),
): Promise<Machine> {
  const { io } = context;
  const client = await context.client();
  const [name, namespace] = [String(membersOf(found.metadata).name), String(membersOf(found.metadata).namespace)];
  const chosen = chosenContainer(context, found, wanted);
  const query = new URLSearchParams([
    ...command.map((part): [string, string] => ['command', part]),
    ['container', chosen],
    ['stderr', 'true'],
    ['stdout', 'true'],
  ]);
  const upgrade: [string, string][] = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-Websocket-Version', '13'],
    ['Sec-Websocket-Protocol', 'v5.channel.k8s.io'],
  ];
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/exec?${query}`;
  const response = await client.send({ method: 'GET', path, headers: upgrade });
  const container = io.world.container(namespace, name, chosen);
  if (response.status === 101 && container) return container;
  const status = statusOf(response, false);
  if (status.reason === 'Forbidden' || status.reason === 'Unauthorized') throw new StatusFailure(status);
  throw plainError(`unable to upgrade connection: ${status.message}`);
}

export const cp: Command = {
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'no-preserve', type: 'bool' },
    { name: 'retries', type: 'int' },
  ],
  async run(context) {
    const { io, args, flags } = context;
    const [from = '', to = ''] = args;
    if (args.length !== 2) throw usageError('source and destination are required', context.path);
    const far = [from, to].map((text) => /^(?:([^/:]+)\/)?([^/:]+):(.+)$/.exec(text));
    if (far[0] && far[1]) throw plainError('one of src or dest must be a local file specification');
    const there = far[0] ?? far[1];
    if (!there) throw plainError('one of src or dest must be a remote file specification');
    const [, namespace, name = '', path = ''] = there;
    const found = await pod(context, name, namespace);
    const container = await enterable(context, found, flags.text('container'), far[0] ? ['tar', 'cf', '-', path] : ['tar', '-xmf', '-']);
    const absolute = path.startsWith('/') ? path : `${container.home}/${path}`;
    const [source, text] = far[0] ? [absolute, container.read(absolute)] : [from, io.readFile(from)];
    if (text === undefined) {
      const what = far[0] ? container.stat(absolute) : io.machine.stat(io.resolve(from));
      if (what === 'folder') throw plainError('this simulator does not model copying folders. Nearest: kubectl cp one file');
      if (!far[0]) throw plainError(`${source} doesn't exist in local filesystem`);
      io.err(
        `tar: ${source}: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\ncommand terminated with exit code 2\n`,
      );
      return 1;
    }
    const target = far[0] ? to : absolute;
    const isFolder = (far[0] ? io.machine.stat(io.resolve(target)) : container.stat(target)) === 'folder';
    const full = isFolder ? `${target.replace(/\/$/, '')}/${source.split('/').at(-1)}` : target;
    if (far[0]) io.writeFile(full, text);
    else container.write(full, text);
    return 0;
  },
};

export const wait: Command = {
  flags: [
    { name: 'for', type: 'list' },
    { name: 'timeout', type: 'duration' },
    { name: 'all', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'all-namespaces', short: 'A', type: 'bool' },
  ],
  /** Time passes, in steps that double, until the condition holds; nothing but time can make it hold. */
  async run(context) {
    const { flags, args, io } = context;
    const condition = flags.list('for')[0] ?? '';
    if (!condition) throw plainError('unrecognized condition: []');
    const holds = conditionOf(condition);
    const client = await context.client();
    const seconds = durationSeconds(flags.text('timeout')) ?? 30;
    for (const { mapping, name } of await targetsOf(client, args)) {
      if (name === undefined) throw plainError('this simulator does not model waiting for several objects. Nearest: name one');
      const path = pathOf(mapping, client.config.namespace, name);
      let met = condition === 'delete' ? undefined : false;
      for (let passed = 0, step = 1; ; passed += step, step *= 2) {
        const response = await client.send({ method: 'GET', path, background: passed > 0 });
        if (response.status === 404 && condition === 'delete' && passed === 0) break;
        if (response.status >= 400 && !(response.status === 404 && condition === 'delete'))
          throw (response.status === 404 && (await client.missingNamespace(path))) || new StatusFailure(statusOf(response, false));
        met = response.status === 404 || holds(JSON.parse(response.body) as Record<string, unknown>);
        if (met || passed >= seconds) break;
        step = Math.min(step, seconds - passed);
        await io.advance(step * 1000);
      }
      if (met === undefined) continue; // it never was there: nothing to say
      if (!met) {
        throw plainError(`timed out waiting for the condition on ${mapping.name}/${name}`);
      }
      io.out(`${mapping.singular}${mapping.group ? `.${mapping.group}` : ''}/${name} condition met\n`);
    }
    return 0;
  },
};

const durationSeconds = (text: string): number | undefined => {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  return match ? Number(match[1]) * ({ s: 1, m: 60, h: 3600 }[match[2] ?? 's'] ?? 1) : undefined;
};

function conditionOf(text: string): (object: Record<string, unknown>) => boolean {
  if (text === 'delete') return () => false;
  if (text === 'create') return () => true;
  const condition = /^condition=([^=]+)(?:=(.*))?$/.exec(text);
  if (condition) {
    const [, type = '', wanted = 'True'] = condition;
    return (object) => {
      const { conditions: list, observedGeneration } = membersOf(object.status);
      const { generation } = membersOf(object.metadata);
      // Who has not seen the present wish speaks of an older one.
      if (typeof observedGeneration === 'number' && observedGeneration < Number(generation)) return false;
      return (
        Array.isArray(list) &&
        list.map(membersOf).some((c) => String(c.type).toLowerCase() === type.toLowerCase() && String(c.status).toLowerCase() === wanted.toLowerCase())
      );
    };
  }
  const path = /^jsonpath=(\{.*?\}|[^=]+)(?:=(.*))?$/.exec(text);
  if (!path) throw plainError(`unrecognized condition: ${JSON.stringify(text)}`);
  const expression = new JsonPath(relaxed(path[1] ?? ''), { allowMissing: true, floats: false });
  return (object) => {
    const found = expression.find(object);
    return path[2] === undefined ? found.length > 0 : found.some((value) => String(value) === path[2]?.replace(/^["']|["']$/g, ''));
  };
}
