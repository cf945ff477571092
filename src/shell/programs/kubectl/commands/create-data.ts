// create secret generic and configmap: literals, files and env files.

import { basename } from '../../../paths.ts';
import type { KubeObject } from '../client.ts';
import type { Command, Context } from '../context.ts';
import { KubectlError, plainError } from '../failure.ts';
import type { FlagSpec } from '../flags.ts';
import { CREATE_FLAGS, createAndReport, placed } from './create-objects.ts';

const DATA_FLAGS: readonly FlagSpec[] = [
  { name: 'from-literal', type: 'list' },
  { name: 'from-file', type: 'list', split: true },
  { name: 'from-env-file', type: 'list', split: true },
  { name: 'append-hash', type: 'bool' },
];

function dataOf({ flags, io, args }: Context, kind: 'secret' | 'configMap'): Record<string, string> {
  const data: Record<string, string> = {};
  const add = (key: string, value: string) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      const rule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
      throw plainError(
        kind === 'secret'
          ? `${JSON.stringify(key)} is not valid key name for a Secret ${rule}`
          : `${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${rule}`,
      );
    }
    if (key in data)
      throw plainError(
        kind === 'secret'
          ? `cannot add key ${key}, another key by that name already exists`
          : `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(args[0] ?? '')}`,
      );
    data[key] = value;
  };
  const read = (path: string): string => {
    const text = io.readFile(path);
    if (text === undefined) throw plainError(`error reading ${path}: no such file or directory`);
    return text;
  };
  for (const source of flags.list('from-file')) {
    const at = source.indexOf('=');
    const path = at < 0 ? source : source.slice(at + 1);
    if (at === 0) throw plainError(`key name for file path ${path} missing`);
    if (io.machine.stat(io.resolve(path)) === 'folder') {
      const prefix = `${io.resolve(path)}/`;
      for (const file of io.machine.paths())
        if (file.startsWith(prefix) && !file.slice(prefix.length).includes('/') && io.machine.read(file) !== undefined)
          add(basename(file), io.machine.read(file) ?? '');
    } else add(at < 0 ? basename(path) : source.slice(0, at), read(path));
  }
  for (const literal of flags.list('from-literal')) {
    const at = literal.indexOf('=');
    if (at < 1) throw plainError(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, at), literal.slice(at + 1));
  }
  for (const file of flags.list('from-env-file')) {
    for (const line of read(file).split('\n')) {
      const trimmed = line.trimStart();
      if (!trimmed || trimmed.startsWith('#')) continue;
      const at = trimmed.indexOf('=');
      add(at < 0 ? trimmed : trimmed.slice(0, at), at < 0 ? (io.env[trimmed] ?? '') : trimmed.slice(at + 1));
    }
  }
  return data;
}

const base64 = (text: string): string => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

async function report(context: Context, kind: 'Secret' | 'ConfigMap', fields: KubeObject): Promise<number> {
  const name = context.oneName();
  const client = await context.client();
  const { namespace } = client.config;
  const object = { kind, apiVersion: 'v1', metadata: placed(client, name), ...fields };
  const onFailure = kind === 'Secret' ? 'failed to create secret ' : 'failed to create configmap: ';
  return createAndReport(context, client, { object, resource: `${kind.toLowerCase()}s`, group: '', namespace, onFailure });
}

export const createSecretGeneric: Command = {
  flags: [...CREATE_FLAGS, ...DATA_FLAGS, { name: 'type', type: 'string' }],
  async run(context) {
    context.oneName();
    const data = Object.fromEntries(Object.entries(dataOf(context, 'secret')).map(([key, value]) => [key, base64(value)]));
    const type = context.flags.text('type');
    return report(context, 'Secret', { ...(Object.keys(data).length ? { data } : {}), ...(type ? { type } : {}) });
  },
};

export const createConfigMap: Command = {
  flags: [...CREATE_FLAGS, ...DATA_FLAGS],
  async run(context) {
    context.oneName();
    const data = dataOf(context, 'configMap');
    return report(context, 'ConfigMap', Object.keys(data).length ? { data } : {});
  },
};

export const createSecretHelp: Command = {
  run: () =>
    Promise.reject(
      new KubectlError(
        'Create a secret with specified type.\n\nAvailable Commands:\n  generic   Create a secret from a local file, directory, or literal value\n\nUsage:\n  kubectl create secret (docker-registry | generic | tls) [options]',
      ),
    ),
};
