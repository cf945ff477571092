// From kubeconfig and flags to one server, one user, one namespace (client-go tools/clientcmd/client_config.go, validation.go).
import { durationText, parseGoDuration } from '../../../engine/http/go-duration.ts';
import { type Members, membersOf } from '../../../trace/json.ts';
import type { ProgramIo } from '../../program.ts';
import { KubectlError, plainError } from './failure.ts';
import type { Flags } from './flags.ts';
import { type Kubeconfig, loadConfig } from './kubeconfig.ts';

export interface ExecPlugin {
  apiVersion: string;
  command: string;
  args: string[];
  env: [string, string][];
  installHint: string;
  provideClusterInfo: boolean;
  interactiveMode: string;
}

export interface ClientConfig {
  server: string;
  tlsServerName: string | undefined;
  insecure: boolean;
  /** PEM */
  ca: string | undefined;
  clientCertificate: string | undefined;
  clientKey: string | undefined;
  /** Either half was given as data: client-go then looks at the pair before it calls anywhere. */
  clientPairGiven: boolean;
  token: string | undefined;
  basic: { username: string; password: string } | undefined;
  exec: ExecPlugin | undefined;
  impersonate: { user: string; uid: string; groups: string[]; extra: [string, string][] };
  /** What every request asks for, as Go prints it: "5s"; empty for none. */
  timeout: string;
  namespace: string;
  /** -n was given. */
  namespaceGiven: boolean;
  contextName: string;
  userName: string;
  clusterName: string;
  cluster: Members;
  /** Where a relative exec command is looked for. */
  userFile: string;
  /** The user's entry names a way to prove itself. */
  hasCredentials: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const pem = (data: string): string => {
  try {
    return atob(data.replace(/\s/g, ''));
  } catch {
    return '';
  }
};

export async function resolveConfig(io: ProgramIo, flags: Flags): Promise<ClientConfig> {
  const config = await loadConfig(io, flags.text('kubeconfig'));
  const contextName = flags.text('context') || config.currentContext;
  const context = config.contexts.get(contextName);
  if (contextName && !context) throw new KubectlError(`Error in configuration: context was not found for specified context: ${contextName}`);
  const clusterName = flags.text('cluster') || text(context?.cluster);
  const userName = flags.text('user') || text(context?.user);
  if (flags.has('user') && !config.users.has(userName)) throw plainError(`auth info "${userName}" does not exist`);
  if (flags.has('cluster') && !config.clusters.has(clusterName)) throw plainError(`no server found for cluster "${clusterName}"`);
  const cluster = { ...(config.clusters.get(clusterName) ?? {}) };
  const user = { ...(config.users.get(userName) ?? {}) };
  applyFlags(cluster, user, flags);
  const errors = [...contextErrors(config, contextName, context), ...clusterErrors(io, clusterName, cluster, config), ...userErrors(io, userName, user)];
  if (errors.length === 1) throw plainError(errors[0] ?? '');
  if (errors.length) throw new KubectlError(`Error in configuration: \n${errors.map((e) => `* ${e}`).join('\n')}`);
  return build(io, flags, { config, contextName, context, clusterName, userName, cluster, user });
}

function applyFlags(cluster: Members, user: Members, flags: Flags): void {
  if (flags.has('server')) cluster.server = flags.text('server');
  if (flags.has('tls-server-name')) cluster['tls-server-name'] = flags.text('tls-server-name');
  if (flags.has('certificate-authority')) {
    cluster['certificate-authority'] = flags.text('certificate-authority');
    delete cluster['certificate-authority-data'];
  }
  if (flags.on('insecure-skip-tls-verify')) {
    cluster['insecure-skip-tls-verify'] = true;
    delete cluster['certificate-authority'];
    delete cluster['certificate-authority-data'];
  }
  if (flags.has('token')) {
    user.token = flags.text('token');
    delete user.tokenFile;
    delete user.exec;
  }
  if (flags.has('client-certificate')) {
    user['client-certificate'] = flags.text('client-certificate');
    delete user['client-certificate-data'];
  }
  if (flags.has('client-key')) {
    user['client-key'] = flags.text('client-key');
    delete user['client-key-data'];
  }
  if (flags.has('username')) user.username = flags.text('username');
  if (flags.has('password')) user.password = flags.text('password');
  if (flags.has('as')) user.as = flags.text('as');
  if (flags.has('as-uid')) user['as-uid'] = flags.text('as-uid');
  if (flags.has('as-group')) user['as-groups'] = flags.list('as-group');
  if (flags.has('as-user-extra')) {
    const extra: Record<string, string[]> = {};
    for (const pair of flags.list('as-user-extra')) {
      const at = pair.indexOf('=');
      const key = at < 0 ? pair : pair.slice(0, at);
      extra[key] = [...(extra[key] ?? []), at < 0 ? '' : pair.slice(at + 1)];
    }
    user['as-user-extra'] = extra;
  }
}

function contextErrors(config: Kubeconfig, name: string, context: Members | undefined): string[] {
  if (!context) return [];
  const errors: string[] = [];
  const [user, cluster, namespace] = [text(context.user), text(context.cluster), text(context.namespace)];
  if (user && !config.users.has(user)) errors.push(`user "${user}" was not found for context "${name}"`);
  if (!cluster) errors.push(`cluster was not specified for context "${name}"`);
  else if (!config.clusters.has(cluster)) errors.push(`cluster "${cluster}" was not found for context "${name}"`);
  if (namespace && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
    errors.push(`namespace "${namespace}" for context "${name}" does not conform to the kubernetes DNS_LABEL rules`);
  return errors;
}

const unreadable = (file: string): string => `open ${file}: no such file or directory`;

function clusterErrors(io: ProgramIo, name: string, cluster: Members, config: Kubeconfig): string[] {
  if (!Object.keys(cluster).length && !config.clusters.size) return [];
  const errors: string[] = [];
  if (!text(cluster.server) && name) errors.push(`no server found for cluster "${name}"`);
  const file = text(cluster['certificate-authority']);
  if (cluster['insecure-skip-tls-verify'] === true && (file || cluster['certificate-authority-data']))
    errors.push('specifying a root certificates file with the insecure flag is not allowed');
  if (file && cluster['certificate-authority-data'])
    errors.push(`certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`);
  else if (file && io.readFile(file) === undefined) errors.push(`unable to read certificate-authority ${file} for ${name} due to ${unreadable(file)}`);
  return errors;
}

function userErrors(io: ProgramIo, name: string, user: Members): string[] {
  const errors: string[] = [];
  const [certificate, key] = [text(user['client-certificate']), text(user['client-key'])];
  const [certificateData, keyData] = [text(user['client-certificate-data']), text(user['client-key-data'])];
  if (certificate && certificateData) errors.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`);
  if (certificate || certificateData) {
    if (!key && !keyData) errors.push(`client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`);
    else if (key && keyData) errors.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`);
    if (certificate && !certificateData && io.readFile(certificate) === undefined)
      errors.push(`unable to read client-cert ${certificate} for ${name} due to ${unreadable(certificate)}`);
    if (key && !keyData && io.readFile(key) === undefined) errors.push(`unable to read client-key ${key} for ${name} due to ${unreadable(key)}`);
  }
  if (user.exec) {
    const exec = membersOf(user.exec);
    if (user['auth-provider']) errors.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
    if (!text(exec.command)) errors.push(`command must be specified for ${name} to use exec authentication plugin`);
    if (!text(exec.apiVersion)) errors.push(`apiVersion must be specified for ${name} to use exec authentication plugin`);
    const mode = text(exec.interactiveMode);
    if (!mode && text(exec.apiVersion).endsWith('/v1')) errors.push(`interactiveMode must be specified for ${name} to use exec authentication plugin`);
    else if (mode && !['Never', 'IfAvailable', 'Always'].includes(mode)) errors.push(`invalid interactiveMode for ${name}: "${mode}"`);
  }
  const methods = [...(text(user.token) ? ['token'] : []), ...(text(user.username) || text(user.password) ? ['basicAuth'] : [])];
  if (methods.length > 1) errors.push(`more than one authentication method found for ${name}; found [${methods.join(' ')}], only one is allowed`);
  const others = text(user['as-uid']) || (Array.isArray(user['as-groups']) && user['as-groups'].length) || Object.keys(membersOf(user['as-user-extra'])).length;
  if (others && !text(user.as)) errors.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  return errors;
}

interface Parts {
  config: Kubeconfig;
  contextName: string;
  context: Members | undefined;
  clusterName: string;
  userName: string;
  cluster: Members;
  user: Members;
}

function timeoutOf(wanted: string): string {
  const { ms } = parseGoDuration(/^-?\d+$/.test(wanted) ? `${wanted}s` : wanted || '0');
  if (ms === undefined)
    throw plainError(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    );
  return ms === 0 ? '' : durationText(ms);
}

function build(io: ProgramIo, flags: Flags, { config, contextName, context, clusterName, userName, cluster, user }: Parts): ClientConfig {
  const file = (key: string): string | undefined => {
    const data = text((key.startsWith('certificate') ? cluster : user)[`${key}-data`]);
    if (data) return pem(data);
    const path = text((key.startsWith('certificate') ? cluster : user)[key]);
    return path ? io.readFile(path) : undefined;
  };
  const tokenFile = text(user.tokenFile);
  const fromFile = tokenFile ? io.readFile(tokenFile)?.trim() : undefined;
  if (tokenFile && fromFile === undefined) throw plainError(`open ${tokenFile}: no such file or directory`);
  const token = fromFile ?? (text(user.token) || undefined);
  const username = text(user.username);
  const exec = user.exec ? membersOf(user.exec) : undefined;
  const server = text(cluster.server) || 'http://localhost:8080';
  const clientCertificate = file('client-certificate');
  // client-go hands out credentials over TLS alone, and takes a server without a scheme for http
  const plain = !server.startsWith('https://');
  return {
    server: /^https?:\/\//.test(server) ? server : `http://${server}`,
    tlsServerName: text(cluster['tls-server-name']) || undefined,
    insecure: cluster['insecure-skip-tls-verify'] === true,
    ca: file('certificate-authority'),
    clientCertificate: plain ? undefined : clientCertificate,
    clientKey: plain ? undefined : file('client-key'),
    clientPairGiven: Boolean(text(user['client-certificate-data']) || text(user['client-key-data'])),
    token: plain ? undefined : token,
    basic: username && !plain ? { username, password: text(user.password) } : undefined,
    exec:
      exec && !plain
        ? {
            apiVersion: text(exec.apiVersion),
            command: text(exec.command),
            args: Array.isArray(exec.args) ? exec.args.map(String) : [],
            env: Array.isArray(exec.env) ? exec.env.map(membersOf).map((e): [string, string] => [text(e.name), text(e.value)]) : [],
            installHint: text(exec.installHint),
            provideClusterInfo: exec.provideClusterInfo === true,
            interactiveMode: text(exec.interactiveMode) || 'IfAvailable',
          }
        : undefined,
    impersonate: {
      user: text(user.as),
      uid: text(user['as-uid']),
      groups: Array.isArray(user['as-groups']) ? user['as-groups'].map(String) : [],
      extra: Object.entries(membersOf(user['as-user-extra'])).flatMap(([key, values]) =>
        Array.isArray(values) ? values.map((v): [string, string] => [key, String(v)]) : [],
      ),
    },
    timeout: timeoutOf(flags.text('request-timeout')),
    namespace: flags.text('namespace') || text(context?.namespace) || 'default',
    namespaceGiven: flags.has('namespace') && flags.text('namespace') !== '',
    contextName,
    userName,
    clusterName,
    cluster,
    userFile: config.files.users.get(userName) ?? '',
    hasCredentials: Boolean(plain || token || username || exec || clientCertificate || !config.clusters.size),
  };
}
