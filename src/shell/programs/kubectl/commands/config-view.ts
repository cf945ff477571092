// kubectl config view.

import type { Members } from '../../../../trace/json.ts';
import type { KubeObject } from '../client.ts';
import { merged } from '../config-file.ts';
import type { Command, Context } from '../context.ts';
import { plainError, usageError } from '../failure.ts';
import { configObject, emptyConfig, type Kubeconfig } from '../kubeconfig.ts';
import { OBJECT_FORMATS, parseOutput, printObject } from '../print/output.ts';

const SECRET_DATA = ['certificate-authority-data', 'client-certificate-data', 'client-key-data'];
const FILES = ['certificate-authority', 'client-certificate', 'client-key'];

export const view: Command = {
  flags: [
    { name: 'minify', type: 'bool' },
    { name: 'raw', type: 'bool' },
    { name: 'flatten', type: 'bool' },
    { name: 'merge', type: 'bool' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'template', type: 'string' },
    { name: 'allow-missing-template-keys', type: 'bool' },
    { name: 'show-managed-fields', type: 'bool' },
  ],
  async run(context) {
    const { flags, io } = context;
    if (context.args.length) throw usageError(`unexpected arguments: [${context.args.join(' ')}]`, context.path);
    const output = parseOutput(flags.text('output') || (flags.has('template') ? '' : 'yaml'), flags.text('template'), OBJECT_FORMATS, io);
    let config = await merged(context);
    if (flags.on('minify')) config = minified(config, flags.text('context') || config.currentContext);
    const change = flags.on('flatten') ? flattened(context) : flags.on('raw') ? (entry: Members) => entry : redacted;
    for (const section of ['clusters', 'users', 'contexts'] as const) for (const [name, entry] of config[section]) config[section].set(name, change(entry));
    io.out(await printObject(output, configObject(config) as KubeObject, { floats: true }));
    return 0;
  },
};

function minified(config: Kubeconfig, name: string): Kubeconfig {
  if (!name) throw plainError('current-context must exist in order to minify');
  const context = config.contexts.get(name);
  if (!context) throw plainError(`cannot locate context ${name}`);
  const small = emptyConfig();
  small.currentContext = name;
  small.contexts.set(name, context);
  const keep = (section: 'clusters' | 'users', key: string, word: string) => {
    const wanted = typeof context[key] === 'string' ? context[key] : '';
    const entry = config[section].get(wanted);
    if (!entry && wanted) throw plainError(`cannot locate ${word} ${wanted}`);
    if (entry) small[section].set(wanted, entry);
  };
  keep('users', 'user', 'user');
  keep('clusters', 'cluster', 'cluster');
  return small;
}

function redacted(entry: Members): Members {
  const out = { ...entry };
  for (const key of SECRET_DATA) if (out[key]) out[key] = 'DATA+OMITTED';
  for (const key of ['token', 'password']) if (out[key]) out[key] = 'REDACTED';
  return out;
}

/** Files become their content. */
const flattened =
  ({ io }: Context) =>
  (entry: Members): Members => {
    const out = { ...entry };
    for (const key of FILES) {
      const path = out[key];
      if (typeof path !== 'string' || !path || out[`${key}-data`]) continue;
      const text = io.readFile(path);
      if (text === undefined) throw plainError(`open ${path}: no such file or directory`);
      out[`${key}-data`] = btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
      delete out[key];
    }
    return out;
  };
