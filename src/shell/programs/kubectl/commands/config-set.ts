// config set-context, set-credentials, set-cluster.

import { type Members, membersOf } from '../../../../trace/json.ts';
import { changeEntry, merged } from '../config-file.ts';
import type { Command, Context } from '../context.ts';
import { KubectlError, plainError } from '../failure.ts';
import { withHelp } from '../help.ts';

const oneName = (context: Context): string => {
  const [name] = context.args;
  if (name === undefined || context.args.length !== 1) {
    withHelp(context, `Unexpected args: [${context.args.join(' ')}]`);
    return '';
  }
  return name;
};

/** Sets or, with an empty value, clears a field. */
function put(entry: Members, key: string, value: string | boolean | undefined): void {
  if (value === undefined) return;
  if (value === '' || value === false) delete entry[key];
  else entry[key] = value;
}

const base64 = (text: string): string => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

/** A certificate or key: a path made absolute, or its content with --embed-certs. */
function putFile(context: Context, entry: Members, key: string, embed: boolean): void {
  const path = context.flags.optional(key);
  if (path === undefined) return;
  if (!embed) {
    put(entry, key, path === '' ? '' : context.io.resolve(path));
    if (path) delete entry[`${key}-data`];
    if (path && key === 'certificate-authority') delete entry['insecure-skip-tls-verify'];
    return;
  }
  const text = context.io.readFile(path);
  if (text === undefined) throw plainError(`could not stat ${key} file ${path}: stat ${path}: no such file or directory`);
  entry[`${key}-data`] = base64(text);
  delete entry[key];
}

export const setContext: Command = {
  flags: [{ name: 'current', type: 'bool' }],
  async run(context) {
    const { flags } = context;
    let name = context.args[0];
    if (flags.on('current')) {
      if (name !== undefined) throw plainError('you cannot specify both a context name and --current');
      name = (await merged(context)).currentContext;
      if (!name) throw plainError('no current context is set');
    } else if (name === undefined) throw plainError('you must specify a non-empty context name or --current');
    else name = oneName(context);
    let existed = false;
    await changeEntry(context, 'contexts', name, (entry) => {
      existed = entry !== undefined;
      const next = entry ?? { cluster: '', user: '' };
      for (const key of ['cluster', 'user', 'namespace']) put(next, key, flags.optional(key));
      return { cluster: '', user: '', ...next };
    });
    context.out(`Context ${JSON.stringify(name)} ${existed ? 'modified' : 'created'}.\n`);
    return 0;
  },
};

export const setCluster: Command = {
  flags: [
    { name: 'embed-certs', type: 'bool' },
    { name: 'proxy-url', type: 'string' },
  ],
  async run(context) {
    const { flags } = context;
    const name = oneName(context);
    await changeEntry(context, 'clusters', name, (entry) => {
      const next: Members = entry ?? { server: '' };
      put(next, 'server', flags.optional('server'));
      put(next, 'tls-server-name', flags.optional('tls-server-name'));
      put(next, 'proxy-url', flags.optional('proxy-url'));
      if (flags.has('insecure-skip-tls-verify')) {
        put(next, 'insecure-skip-tls-verify', flags.on('insecure-skip-tls-verify'));
        if (flags.on('insecure-skip-tls-verify')) {
          delete next['certificate-authority'];
          delete next['certificate-authority-data'];
        }
      }
      putFile(context, next, 'certificate-authority', flags.on('embed-certs'));
      return { server: '', ...next };
    });
    context.out(`Cluster ${JSON.stringify(name)} set.\n`);
    return 0;
  },
};

export const setCredentials: Command = {
  flags: [
    { name: 'embed-certs', type: 'bool' },
    { name: 'exec-command', type: 'string' },
    { name: 'exec-api-version', type: 'string' },
    { name: 'exec-arg', type: 'list' },
    { name: 'exec-env', type: 'list' },
    { name: 'exec-interactive-mode', type: 'string' },
    { name: 'exec-provide-cluster-info', type: 'bool' },
    { name: 'auth-provider', type: 'string' },
    { name: 'auth-provider-arg', type: 'list' },
  ],
  async run(context) {
    const { flags } = context;
    const name = oneName(context);
    if (flags.text('token') && (flags.text('username') || flags.text('password')))
      throw new KubectlError('error: you cannot specify more than one authentication method at the same time: --token, --username/--password');
    if (flags.has('auth-provider')) throw plainError('this simulator does not model auth providers. Nearest: --exec-command');
    await changeEntry(context, 'users', name, (entry) => {
      const next: Members = entry ?? {};
      putFile(context, next, 'client-certificate', flags.on('embed-certs'));
      putFile(context, next, 'client-key', flags.on('embed-certs'));
      for (const key of ['token', 'username', 'password']) put(next, key, flags.optional(key));
      if (flags.text('token')) {
        delete next.username;
        delete next.password;
      } else if (flags.text('username')) delete next.token;
      if (flags.has('exec-command') || flags.has('exec-arg') || flags.has('exec-env') || flags.has('exec-api-version'))
        next.exec = execOf(context, membersOf(next.exec));
      return next;
    });
    context.out(`User ${JSON.stringify(name)} set.\n`);
    return 0;
  },
};

function execOf({ flags }: Context, old: Members): Members {
  const env = flags.list('exec-env').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1) }));
  return {
    apiVersion: flags.optional('exec-api-version') ?? old.apiVersion ?? '',
    args: flags.has('exec-arg') ? flags.list('exec-arg') : (old.args ?? null),
    command: flags.optional('exec-command')?.replace(/^(\.\/)+/, '') ?? old.command ?? '',
    env: flags.has('exec-env') ? env : (old.env ?? null),
    interactiveMode: flags.optional('exec-interactive-mode') || old.interactiveMode || 'IfAvailable',
    provideClusterInfo: flags.has('exec-provide-cluster-info') ? flags.on('exec-provide-cluster-info') : (old.provideClusterInfo ?? false),
  };
}
