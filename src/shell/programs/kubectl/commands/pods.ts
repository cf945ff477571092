// logs, exec and wait. There are no containers here: what the API server decides about them is asked for real, the rest says so.

import { statusOf } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { KubectlError, plainError, StatusFailure, usageError } from '../failure.ts';
import { fields } from '../kubeconfig.ts';
import { pathOf } from '../mapper.ts';
import { JsonPath } from '../print/jsonpath.ts';
import { relaxed } from '../print/jsonpath-parser.ts';
import { targetsOf } from '../targets.ts';

async function pod(context: Context, name: string): Promise<Record<string, unknown>> {
  const client = await context.client();
  const plain = name.replace(/^pods?\//, '');
  return client.json({ method: 'GET', path: `/api/v1/namespaces/${encodeURIComponent(client.config.namespace)}/pods/${encodeURIComponent(plain)}` });
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
    const [name] = context.args;
    if (name === undefined)
      throw usageError(
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
        context.path,
      );
    try {
      await pod(context, name);
    } catch (error) {
      if (!(error instanceof StatusFailure) || error.reason !== 'NotFound') throw error;
      throw plainError(`error from server (NotFound): ${error.message} in namespace ${JSON.stringify((await context.config()).namespace)}`);
    }
    throw plainError(
      'this simulator does not model pods/log: no container runs here. Nearest: kubectl get pod NAME -o yaml, or kubectl auth can-i get pods --subresource=log',
    );
  },
};

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
    if (!fields(found.spec).nodeName) throw plainError(`unable to upgrade connection: pod ${name.replace(/^pods?\//, '')} does not have a host assigned`);
    throw plainError(
      'this simulator does not model pods/exec: no container runs here. Nearest: kubectl create token SERVICEACCOUNT gives the token that the pod would mount; send it with curl',
    );
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
        if (response.status >= 400 && !(response.status === 404 && condition === 'delete')) throw new StatusFailure(statusOf(response, false));
        met = response.status === 404 || holds(JSON.parse(response.body) as Record<string, unknown>);
        if (met || passed >= seconds) break;
        step = Math.min(step, seconds - passed);
        await io.world.advance(step * 1000);
      }
      if (met === undefined) continue; // it never was there: nothing to say
      if (!met) {
        const hint = mapping.name === 'pods' ? ' (this simulator runs no containers)' : '';
        throw plainError(`timed out waiting for the condition on ${mapping.name}/${name}${hint}`);
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
      const list = fields(object.status).conditions;
      return (
        Array.isArray(list) &&
        list.map(fields).some((c) => String(c.type).toLowerCase() === type.toLowerCase() && String(c.status).toLowerCase() === wanted.toLowerCase())
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
