// kubeconfig files: reading, merging, writing back (client-go tools/clientcmd/loader.go). Left out: extensions other than keeping them.

import { type Members, membersOf } from '../../../trace/json.ts';
import { dirname, resolvePath } from '../../paths.ts';
import type { ProgramIo } from '../../program.ts';
import { KubectlError, plainError } from './failure.ts';
import { parseYaml } from './yaml-input.ts';

/** The three lists as maps; `files` tells where each entry came from. */
export interface Kubeconfig {
  clusters: Map<string, Members>;
  users: Map<string, Members>;
  contexts: Map<string, Members>;
  currentContext: string;
  files: { clusters: Map<string, string>; users: Map<string, string>; contexts: Map<string, string>; currentContext: string };
}

export const emptyConfig = (): Kubeconfig => ({
  clusters: new Map(),
  users: new Map(),
  contexts: new Map(),
  currentContext: '',
  files: { clusters: new Map(), users: new Map(), contexts: new Map(), currentContext: '' },
});

export const SECTIONS = [
  ['clusters', 'cluster'],
  ['users', 'user'],
  ['contexts', 'context'],
] as const;

/** Members that hold a path; relative ones are meant from the file's own folder. */
const PATHS = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

/** Which files are asked, in order; `explicit` when --kubeconfig names one. */
export function configFiles(io: ProgramIo, flag: string): { files: string[]; explicit: boolean } {
  if (flag) return { files: [io.resolve(flag)], explicit: true };
  const list = (io.env.KUBECONFIG ?? '').split(':').filter(Boolean);
  if (list.length) return { files: [...new Set(list.map((file) => io.resolve(file)))], explicit: false };
  return { files: [resolvePath(io.env.HOME ?? io.machine.home, '.kube/config')], explicit: false };
}

/** Reads one file with paths as they stand. Undefined when there is none. */
export async function readConfig(io: ProgramIo, file: string): Promise<Kubeconfig | undefined> {
  const text = file === '/dev/null' ? '' : io.machine.read(file);
  if (text === undefined) return undefined;
  const parsed = await parseYaml(text);
  if (!parsed.ok) throw new KubectlError(`error: error loading config file "${file}": ${parsed.error}`);
  const config = emptyConfig();
  const root = membersOf(parsed.value);
  for (const [section, key] of SECTIONS) {
    const list = root[section];
    if (!Array.isArray(list)) continue;
    for (const entry of list.map(membersOf)) {
      const name = String(entry.name ?? '');
      if (config[section].has(name)) continue;
      config[section].set(name, membersOf(entry[key]));
      config.files[section].set(name, file);
    }
  }
  config.currentContext = typeof root['current-context'] === 'string' ? root['current-context'] : '';
  if (config.currentContext) config.files.currentContext = file;
  return config;
}

/** All files merged: the first value wins for each name; relative paths made absolute. */
export async function loadConfig(io: ProgramIo, flag: string): Promise<Kubeconfig> {
  const { files, explicit } = configFiles(io, flag);
  const merged = emptyConfig();
  for (const file of files) {
    const config = await readConfig(io, file);
    if (!config) {
      if (explicit) throw plainError(`stat ${flag}: no such file or directory`);
      continue;
    }
    for (const [section] of SECTIONS) {
      for (const [name, value] of config[section]) {
        if (merged[section].has(name)) continue;
        merged[section].set(name, withAbsolutePaths(value, file));
        merged.files[section].set(name, file);
      }
    }
    if (!merged.currentContext && config.currentContext) {
      merged.currentContext = config.currentContext;
      merged.files.currentContext = file;
    }
  }
  return merged;
}

function withAbsolutePaths(entry: Members, file: string): Members {
  const out = { ...entry };
  for (const key of PATHS) {
    const value = out[key];
    if (typeof value === 'string' && value && !value.startsWith('/')) out[key] = resolvePath(dirname(file), value);
  }
  return out;
}

/** The file's shape: lists of named entries. Empty lists are null, as kubectl prints them. */
export function configObject(config: Kubeconfig): Members {
  const list = (section: 'clusters' | 'users' | 'contexts', key: string) => {
    const names = [...config[section].keys()].sort();
    return names.length ? names.map((name) => ({ [key]: clean(config[section].get(name) ?? {}), name })) : null;
  };
  return {
    kind: 'Config',
    apiVersion: 'v1',
    clusters: list('clusters', 'cluster'),
    contexts: list('contexts', 'context'),
    'current-context': config.currentContext,
    users: list('users', 'user'),
  };
}

const REQUIRED = new Set(['server', 'cluster', 'user']);

function clean(entry: Members): Members {
  return Object.fromEntries(
    Object.entries(entry).filter(([key, value]) => REQUIRED.has(key) || !(value === '' || value === false || value === undefined || value === null)),
  );
}
