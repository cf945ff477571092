// What a request proves itself with: token, password, certificate, or what an exec plugin hands out (client-go plugin/pkg/client/auth/exec).
import { dirname, resolvePath } from '../../paths.ts';
import type { ProgramIo } from '../../program.ts';
import type { Client } from './client.ts';
import type { ClientConfig, ExecPlugin } from './client-config.ts';
import { KubectlError } from './failure.ts';

export interface Credentials {
  authorization?: string;
  clientCertificate?: string;
  clientKey?: string;
}

const known = new WeakMap<ClientConfig, Credentials>();

/** Asked once a command; the same answer serves all of its requests. */
export async function credentialsOf(client: Client): Promise<Credentials> {
  const found = known.get(client.config);
  if (found) return found;
  const credentials = await find(client);
  known.set(client.config, credentials);
  return credentials;
}

async function find(client: Client): Promise<Credentials> {
  const { config, io } = client;
  if (!config.hasCredentials) {
    // nobody sits at this terminal's keyboard while a command runs
    io.out('Please enter Username: ');
    const [username = '', password = ''] = io.stdin.split('\n');
    if (!username) {
      if (!io.isTerminal) io.out('\n');
      throw new KubectlError('error: EOF');
    }
    io.out('Please enter Password: \n');
    return { authorization: basic(username, password) };
  }
  const certificate = config.clientCertificate ? { clientCertificate: config.clientCertificate, clientKey: config.clientKey ?? '' } : {};
  if (config.clientCertificate && config.clientPairGiven) {
    const fault = await client.io.world.keyFault(config.clientCertificate, config.clientKey ?? '');
    if (fault) throw new KubectlError(`error: ${fault}`);
  }
  if (config.token) return { ...certificate, authorization: `Bearer ${config.token}` };
  if (config.basic) return { ...certificate, authorization: basic(config.basic.username, config.basic.password) };
  return config.exec ? runPlugin(client, config.exec) : certificate;
}

const basic = (username: string, password: string): string => `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)))}`;

const failed = (why: string): KubectlError => new KubectlError(`Unable to connect to the server: getting credentials: ${why}`);

async function runPlugin({ config, io }: Client, plugin: ExecPlugin): Promise<Credentials> {
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(plugin.apiVersion))
    throw new KubectlError(`error: exec plugin: invalid apiVersion "${plugin.apiVersion}"`);
  if (plugin.interactiveMode === 'Always') throw failed('exec plugin cannot support interactive mode: standard input is not a terminal');
  const command = plugin.command.includes('/') ? resolvePath(config.userFile ? dirname(config.userFile) : io.cwd, plugin.command) : plugin.command;
  const file = command.includes('/') && io.machine.stat(command);
  if (file && (file === 'folder' || (file.mode & 0o111) === 0)) throw failed(`exec: fork/exec ${command}: permission denied`);
  const cluster = plugin.provideClusterInfo
    ? {
        cluster: {
          server: config.server,
          ...(config.tlsServerName ? { 'tls-server-name': config.tlsServerName } : {}),
          ...(config.insecure ? { 'insecure-skip-tls-verify': true } : {}),
          ...(config.ca ? { 'certificate-authority-data': btoa(config.ca) } : {}),
          config: null,
        },
      }
    : {};
  const info = JSON.stringify({ kind: 'ExecCredential', apiVersion: plugin.apiVersion, spec: { ...cluster, interactive: false } });
  const result = await io.spawn([command, ...plugin.args], { env: { ...io.env, ...Object.fromEntries(plugin.env), KUBERNETES_EXEC_INFO: info } });
  if (!result && command.includes('/')) throw failed(`exec: fork/exec ${command}: no such file or directory`);
  if (!result) {
    const help = `

It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins${plugin.installHint ? `\n\n${plugin.installHint}` : ''}`;
    throw failed(`exec: executable ${plugin.command} not found${help}`);
  }
  io.err(result.stderr);
  if (result.exitCode !== 0) throw failed(`exec: executable ${plugin.command} failed with exit code ${result.exitCode}`);
  return readCredential(io, result.stdout, plugin);
}

async function readCredential(io: ProgramIo, stdout: string, plugin: ExecPlugin): Promise<Credentials> {
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch {
    const word = /^\s*([A-Za-z]\S*)/.exec(stdout)?.[1];
    const type = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    throw failed(
      `decoding stdout: couldn't get version/kind; json parse error: ${word ? `json: cannot unmarshal string into Go value of type ${type}` : 'unexpected end of JSON input'}`,
    );
  }
  const credential = value as { apiVersion?: string; kind?: string; status?: { token?: string; clientCertificateData?: string; clientKeyData?: string } };
  if (credential.apiVersion !== plugin.apiVersion)
    throw failed(`exec plugin is configured to use API version ${plugin.apiVersion}, plugin returned version ${credential.apiVersion ?? ''}`);
  const { status } = credential;
  if (!status) throw failed("exec plugin didn't return a status field");
  if (!status.token && !status.clientCertificateData && !status.clientKeyData) throw failed("exec plugin didn't return a token or cert/key pair");
  if (Boolean(status.clientCertificateData) !== Boolean(status.clientKeyData)) throw failed('exec plugin returned only certificate or key, not both');
  const { clientCertificateData, clientKeyData } = status;
  const fault = clientCertificateData && clientKeyData ? await io.world.keyFault(clientCertificateData, clientKeyData) : undefined;
  if (fault) throw failed(`failed parsing client key/certificate: ${fault}`);
  return {
    ...(status.token ? { authorization: `Bearer ${status.token}` } : {}),
    ...(clientCertificateData ? { clientCertificate: clientCertificateData, clientKey: clientKeyData ?? '' } : {}),
  };
}
