// Models cmd/kube-apiserver/app/server.go and pkg/kubeapiserver/authenticator/config.go: reads flags and files once, refuses to start in the real words,
// or puts the chain together. Left out: serving certificates made on the spot, aggregation, post-start hooks.
import type { Clock } from '../clock.ts';
import type { Certificate } from '../crypto/certificate.ts';
import type { Certificates } from '../crypto/certificates.ts';
import { pemBlocks } from '../crypto/encoding.ts';
import type { Jwk } from '../crypto/jws.ts';
import type { Network } from '../network/outbound.ts';
import type { Random } from '../random.ts';
import type { KeyMaterial } from '../spec.ts';
import type { KubeObject } from '../store/object.ts';
import type { Store } from '../store/store.ts';
import type { ApiServer, KubeletDoor } from './api-server.ts';
import type { ReadConfig } from './authentication-config.ts';
import type { RequestAuthenticator, TokenAuthenticator } from './authn/authenticator.ts';
import { AuthenticationChain, audienceAgnostic } from './authn/chain.ts';
import type { JwtStart } from './authn/jwt/start.ts';
import { anonymous } from './authn/request/anonymous.ts';
import { frontProxy } from './authn/request/front-proxy.ts';
import { x509 } from './authn/request/x509.ts';
import { bootstrapToken } from './authn/token/bootstrap-token.ts';
import { serviceAccount } from './authn/token/service-account.ts';
import type { Lookup } from './authn/token/service-account-bound.ts';
import { readTokenFile, staticTokenFile } from './authn/token/static-token-file.ts';
import { buildAuthorizer } from './authz/chain.ts';
import type { FileWatch } from './file-watch.ts';
import { filters } from './filters.ts';
import { HandlerChain } from './handler-chain.ts';
import type { ModeName } from './impersonation-modes.ts';
import { type FlagValues, readOptions, type ServerOptions } from './options.ts';
import { type ServiceAccountKeys, serviceAccountKeys } from './service-account-keys.ts';
import type { StartFailure } from './start-failure.ts';
import type { Memory } from './webhooks/answer-cache.ts';

export interface StartInput {
  flags: FlagValues;
  version: string;
  host: string;
  /** Where something else than --secure-port says where it listens. */
  port?: number;
  store: Store;
  clock: Clock;
  random: Random;
  certificates: Certificates;
  network: Network;
  kubelet?: KubeletDoor;
  pki: Readonly<Record<string, KeyMaterial>>;
  /** Text of a file of the node; undefined when there is none. */
  readFile(path: string): string | undefined;
}

export interface RunningServer extends ApiServer {
  readonly authentication: AuthenticationChain;
  readonly chain: HandlerChain;
  readonly certificate: Certificate | undefined;
  /** Whether TLS asks clients for a certificate. */
  readonly asksForCertificates: boolean;
  readonly lines: string[];
  /** How many lines it has written so far. */
  logged(): number;
  /** Files that are read anew when they change, by path. */
  readonly watches: ReadonlyMap<string, FileWatch>;
  /** What webhooks have answered lately: part of a world's snapshot. */
  readonly memories: readonly Memory[];
}

export type Started =
  | { ok: true; server: RunningServer; filesRead: Record<string, string>; log: string[] }
  | { ok: false; failure: StartFailure; filesRead: Record<string, string>; log: string[] };

/** Starts a server over the store. Never throws for what a learner wrote. */
export async function startServer(input: StartInput): Promise<Started> {
  const { clock, store } = input;
  const filesRead: Record<string, string> = {};
  const lines: string[] = [];
  let logged = 0;
  const log: ApiServer['log'] = (text, severity = 'E') => {
    logged++;
    const stamp = new Date(clock.now()).toISOString();
    lines.push(`${severity}${stamp.slice(5, 7)}${stamp.slice(8, 10)} ${stamp.slice(11, 23)}000       1 ${text}`);
    if (lines.length > 500) lines.splice(0, lines.length - 500);
  };
  const fail = (failure: StartFailure): Started => {
    log(`run.go:72] "command failed" err=${JSON.stringify(failure.error)}`);
    return { ok: false, failure, filesRead, log: lines };
  };
  // Keys that exist in the world's pki alone are no files of the node: nobody can edit them, so they are not among the files read.
  const read = (path: string): string | undefined => {
    const text = input.readFile(path);
    if (text === undefined) return fromPki(input.pki, path);
    filesRead[path] = text;
    return text;
  };

  const options = await readOptions(input.flags, { version: input.version, host: input.host, ...(input.port === undefined ? {} : { port: input.port }) });
  if (!options.ok) return fail(options.failure);
  const built = await buildAuthorizer({ flags: input.flags, readFile: read, store, outside: { network: input.network, log } });
  if (!built.ok) return fail(built.failure);
  const { flag } = options.options;
  log(`server.go:150] Version: v${input.version}`, 'I');
  log('server.go:152] "Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""', 'I');
  const who = await anonymousOf(options.options, read, built.modes.includes('AlwaysAllow') && !flag('authorization-config'), log);
  if (!who.ok) return fail(who.failure);
  const keys = await readKeys(options.options, input, read);
  if ('failure' in keys) return fail(keys.failure);
  const startedAt = clock.timestamp();
  const authenticators = buildAuthenticators(options.options, input, read, keys.keys, startedAt, log);
  if ('failure' in authenticators) return fail(authenticators.failure);
  const jwt = await readJwt(options.options, input, read, who.config, log);
  if (!jwt.ok) return fail(jwt.failure);
  if (jwt.started) authenticators.tokens.push(jwt.started.authenticator);
  const webhook = options.options.flag('authentication-token-webhook-config-file')
    ? await (await import('./authn/token/webhook-start.ts')).readTokenWebhook(options.options, input.network, read, log)
    : undefined;
  if (webhook && 'failure' in webhook) return fail(webhook.failure);
  if (webhook) authenticators.tokens.push(webhook.authenticator);
  const audit = given(options.options, 'audit-') ? await (await import('./audit/start.ts')).readAudit(options.options, read, log) : undefined;
  if (audit && 'failure' in audit) return fail(audit.failure);

  let made: { members: unknown; chain: HandlerChain } | undefined;
  const server: RunningServer = {
    /** Its desks are those of the authorizers, which a reload may change. */
    get chain() {
      const { members } = built.authorizer;
      if (made?.members !== members) made = { members, chain: new HandlerChain(filters, server) };
      return made.chain;
    },
    options: options.options,
    store,
    clock,
    random: input.random,
    network: input.network,
    kubelet: input.kubelet ?? (() => undefined),
    startedAt,
    authentication: new AuthenticationChain({ ...authenticators, anonymous: who.anonymous, apiAudiences: options.options.apiAudiences }),
    authorizer: built.authorizer,
    serviceAccountKeys: keys.keys,
    impersonationHistory: new Map<string, ModeName>(),
    log,
    logged: () => logged,
    ...(audit?.policy ? { audit: audit.policy } : {}),
    certificate: (await input.certificates.bundle(read(flag('tls-cert-file')) ?? ''))[0],
    asksForCertificates: authenticators.request.length > 0,
    lines,
    watches: new Map([
      ...(jwt.started?.watch ? [[flag('authentication-config'), jwt.started.watch] as const] : []),
      ...(built.watch ? [[flag('authorization-config'), built.watch] as const] : []),
    ]),
    memories: [...built.memories, ...(jwt.started ? [jwt.started.desk] : []), ...(webhook ? [webhook.authenticator.memory] : [])],
  };
  log(`secure_serving.go:214] Serving securely on [::]:${options.options.port}`, 'I');
  return { ok: true, server, filesRead, log: lines };
}

/** `/path/NAME.crt` names a certificate of the world's pki, `NAME.pub` and `NAME.key` the public key of one. */
function fromPki(pki: Readonly<Record<string, KeyMaterial>>, path: string): string | undefined {
  const [, name = '', kind] = /([^/]+)\.(crt|pub)$/.exec(path) ?? [];
  return kind === 'crt' ? pki[name]?.crt : kind === 'pub' ? pki[name]?.pub : undefined;
}

/** The part that believes identity providers is loaded only when it is asked for. */
async function readJwt(
  options: ServerOptions,
  { network }: StartInput,
  read: Read,
  config: Extract<ReadConfig, { ok: true }> | undefined,
  log: ApiServer['log'],
): Promise<JwtStart> {
  if (!config && !given(options, 'oidc-')) return { ok: true, started: undefined };
  const { startJwt } = await import('./authn/jwt/start.ts');
  return await startJwt({ options, network, read, config, log });
}

const given = (options: ServerOptions, prefix: string): boolean => Object.keys(options.given).some((name) => name.startsWith(prefix));

type Read = (path: string) => string | undefined;
const missing = (path: string, flag: string): { failure: StartFailure } => ({
  failure: { error: `open ${path}: no such file or directory`, file: path, flag },
});

async function anonymousOf(
  options: ServerOptions,
  read: Read,
  alwaysAllow: boolean,
  log: ApiServer['log'],
): Promise<{ ok: true; anonymous: RequestAuthenticator | undefined; config?: Extract<ReadConfig, { ok: true }> } | { ok: false; failure: StartFailure }> {
  const path = options.flag('authentication-config');
  let enabled = options.anonymousAuth;
  let paths: readonly string[] = [];
  let found: Extract<ReadConfig, { ok: true }> | undefined;
  if (path) {
    const { readAuthenticationConfig } = await import('./authentication-config.ts');
    const config = await readAuthenticationConfig(path, read(path), options.given['anonymous-auth'] !== undefined);
    if (!config.ok) return config;
    found = config;
    if (config.anonymous) ({ enabled, paths } = config.anonymous);
  }
  if (enabled && alwaysAllow) {
    log('AnonymousAuth is not allowed with the AlwaysAllow authorizer. Resetting AnonymousAuth to false. You should use a different authorizer', 'W');
    enabled = false;
  }
  return { ok: true, anonymous: enabled ? anonymous(paths) : undefined, ...(found ? { config: found } : {}) };
}

async function readKeys(options: ServerOptions, { pki }: StartInput, read: Read): Promise<{ keys: ServiceAccountKeys } | { failure: StartFailure }> {
  const publicKeys: string[] = [];
  for (const path of options.list('service-account-key-file')) {
    const text = read(path);
    if (text === undefined) return missing(path, 'service-account-key-file');
    if (!pemBlocks(text, 'PUBLIC KEY').length) {
      return {
        failure: {
          error: `failed to parse service-account-key-file: data does not contain any valid RSA or ECDSA public keys`,
          file: path,
          flag: 'service-account-key-file',
        },
      };
    }
    publicKeys.push(text);
  }
  const path = options.flag('service-account-signing-key-file');
  const jwk = pki[/([^/]+)\.key$/.exec(path)?.[1] ?? '']?.jwk;
  if (path && !jwk) return missing(path, 'service-account-signing-key-file');
  return { keys: await serviceAccountKeys({ issuers: options.issuers, publicKeys, signing: jwk as Jwk | undefined }) };
}

function buildAuthenticators(
  options: ServerOptions,
  { certificates, store, clock }: StartInput,
  read: Read,
  keys: ServiceAccountKeys,
  startedAt: string,
  log: ApiServer['log'],
): { request: RequestAuthenticator[]; tokens: TokenAuthenticator[] } | { failure: StartFailure } {
  const { flag, list, apiAudiences } = options;
  const request: RequestAuthenticator[] = [];
  const tokens: TokenAuthenticator[] = [];
  const proxyCa = flag('requestheader-client-ca-file');
  const clientCa = flag('client-ca-file');
  const proxyText = proxyCa ? read(proxyCa) : '';
  const clientText = clientCa ? read(clientCa) : '';
  if (proxyText === undefined) return missing(proxyCa, 'requestheader-client-ca-file');
  if (clientText === undefined) return missing(clientCa, 'client-ca-file');
  if (proxyText && clientText && proxyText === clientText && !list('requestheader-allowed-names').length) {
    const error =
      '--requestheader-client-ca-file and --client-ca-file contain overlapping certificates; --requestheader-allowed-names must be specified to ensure regular client certificates cannot set authenticating proxy headers for arbitrary users';
    return { failure: { error, flag: 'requestheader-allowed-names' } };
  }
  if (proxyText) {
    const headers = (name: string) => list(`requestheader-${name}`);
    request.push(
      frontProxy(certificates, {
        roots: proxyText,
        allowedNames: headers('allowed-names'),
        usernameHeaders: headers('username-headers'),
        uidHeaders: headers('uid-headers'),
        groupHeaders: headers('group-headers'),
        extraPrefixes: headers('extra-headers-prefix'),
      }),
    );
  }
  if (clientText) request.push(x509(certificates, clientText));

  const tokenFile = flag('token-auth-file');
  if (tokenFile) {
    const text = read(tokenFile);
    if (text === undefined) return missing(tokenFile, 'token-auth-file');
    const parsed = readTokenFile(tokenFile, text);
    if (!parsed.ok) return parsed;
    for (const warning of parsed.file.warnings) log(warning, 'W');
    tokens.push(audienceAgnostic(staticTokenFile(parsed.file, startedAt), apiAudiences));
  }
  if (keys.trusted.length) {
    tokens.push(serviceAccount({ keys, apiAudiences, lookup: lookupIn(store, clock), checkLegacySecrets: options.serviceAccountLookup }));
  }
  if (options.bootstrapTokens) tokens.push(audienceAgnostic(bootstrapToken(store, clock.now), apiAudiences));
  return { request, tokens };
}

function lookupIn(store: Store, clock: Clock): Lookup {
  return {
    get: (resource, namespace, name) => store.get({ group: '', resource }, namespace, name),
    now: clock.now,
    label(resource, namespace, name, labels) {
      const key = { group: '', resource };
      const object: KubeObject | undefined = store.get(key, namespace, name);
      if (!object) return;
      store.write(key, namespace, name, { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } } });
    },
  };
}
