// kubectl run: one pod. Left out: everything that needs a running container.
import type { KubeObject } from '../client.ts';
import type { Command } from '../context.ts';
import { plainError, usageError } from '../failure.ts';
import { CREATE_FLAGS, createAndReport, placed } from './create-objects.ts';

export const run: Command = {
  flags: [
    ...CREATE_FLAGS,
    { name: 'image', type: 'string' },
    { name: 'restart', type: 'string' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'env', type: 'list' },
    { name: 'port', type: 'int' },
    { name: 'command', type: 'bool' },
    { name: 'rm', type: 'bool' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'overrides', type: 'string' },
    { name: 'attach', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'annotations', type: 'list' },
  ],
  async run(context) {
    const { flags, args } = context;
    const [name, ...rest] = args;
    if (!flags.text('image')) throw plainError('required flag(s) "image" not set');
    if (name === undefined) throw usageError('NAME is required for run', context.path);
    if (flags.on('rm') || flags.on('stdin') || flags.on('attach'))
      throw plainError('this simulator does not model pods/attach. Nearest: kubectl run without -i, -t and --rm');
    if (flags.has('overrides')) throw plainError('this simulator does not model --overrides. Nearest: kubectl apply -f - with the Pod as YAML');
    const client = await context.client();
    const labels = flags.has('labels')
      ? Object.fromEntries(
          flags
            .text('labels')
            .split(',')
            .map((pair) => pair.split('='))
            .map(([k = '', v = '']) => [k, v]),
        )
      : { run: name };
    const env = flags.list('env').map((pair) => ({ name: pair.split('=')[0] ?? '', value: pair.split('=').slice(1).join('=') }));
    const container: KubeObject = {
      name,
      image: flags.text('image'),
      ...(rest.length ? { [flags.on('command') ? 'command' : 'args']: rest } : {}),
      ...(env.length ? { env } : {}),
      ...(flags.has('port') ? { ports: [{ containerPort: Number(flags.text('port')) }] } : {}),
      ...(flags.has('image-pull-policy') ? { imagePullPolicy: flags.text('image-pull-policy') } : {}),
      resources: {},
    };
    const object = {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { ...placed(client, name), labels },
      spec: { containers: [container], restartPolicy: flags.text('restart') || 'Always', dnsPolicy: 'ClusterFirst' },
      status: {},
    };
    return createAndReport(context, client, { object, resource: 'pods', group: '', namespace: client.config.namespace });
  },
};
