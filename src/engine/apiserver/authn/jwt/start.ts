// Models pkg/kubeapiserver/authenticator/config.go for JWT authenticators and pkg/controlplane/apiserver's watch of --authentication-config:
// built at start, replaced when the file changes for the better. Left out: waiting up to a minute for new issuers (one look decides), the empty file that a
// writer leaves for a moment, metrics.
import { aggregate, goQuote } from '../../../http/go-format.ts';
import type { Network } from '../../../network/outbound.ts';
import { type AnonymousConfig, type ReadConfig, readAuthenticationConfig } from '../../authentication-config.ts';
import type { FileWatch } from '../../file-watch.ts';
import type { ServerOptions } from '../../options.ts';
import type { StartFailure } from '../../start-failure.ts';
import type { TokenAuthenticator } from '../authenticator.ts';
import { audienceAgnostic } from '../chain.ts';
import { jwtFromFlags } from './flags.ts';
import { type Issuer, issuerOf, type JwtDesk, jwtDesk } from './jwt-authenticator.ts';
import { ALGORITHMS, type JwtSource } from './jwt-config.ts';
import { validateJwt } from './validate-config.ts';

/** What stands before the reason, but for the path. */
const LOADING = 'failed to load authentication configuration from file "": ';

type Log = (text: string, severity?: 'I' | 'W' | 'E') => void;

export interface JwtInput {
  options: ServerOptions;
  network: Network;
  read(path: string): string | undefined;
  /** What --authentication-config says, read before: it also decides about anonymous. */
  config: Extract<ReadConfig, { ok: true }> | undefined;
  log: Log;
}

export interface StartedJwt {
  /** Wrapped for the chain; absent when nothing is configured and nothing can be. */
  authenticator: TokenAuthenticator;
  desk: JwtDesk;
  /** Takes changes of --authentication-config; what is no good leaves the old configuration in force. */
  watch?: FileWatch;
}

export type JwtStart = { ok: true; started: StartedJwt | undefined } | { ok: false; failure: StartFailure };

export async function startJwt(input: JwtInput): Promise<JwtStart> {
  const { options, network, config, log } = input;
  const around = { server: { network }, log: (text: string) => log(text) };
  const path = options.flag('authentication-config');
  const from = path ? fromFile(config) : await fromFlags(input);
  if (!from.ok) return from;
  const [overlap] = overlaps(from.sources, options.issuers);
  if (overlap) {
    const error = overlap.replace(/^jwt\[\d+\]\./, '');
    return { ok: false, failure: path ? { error, file: path, flag: 'authentication-config' } : { error, flag: 'oidc-issuer-url' } };
  }
  const issuers = from.sources.map(({ source, compiled }) => issuerOf(source, compiled, around));
  for (const issuer of issuers) await issuer.provider.ready();

  // With a file the desk stands there even while it names nobody: it may change.
  if (!issuers.length && !path) return { ok: true, started: undefined };
  const desk = jwtDesk(issuers);
  const started: StartedJwt = { authenticator: audienceAgnostic(desk, options.apiAudiences), desk };
  if (path) started.watch = watching({ path, options, desk, around, log, before: config?.anonymous });
  return { ok: true, started };
}

type Sources = { ok: true; sources: { source: JwtSource; compiled: Issuer['compiled'] }[] } | { ok: false; failure: StartFailure };

function fromFile(config: JwtInput['config']): Extract<Sources, { ok: true }> {
  const { configs = [], compiled = [] } = config?.jwt ?? {};
  const sources = configs.flatMap((one, i) => {
    const programs = compiled[i];
    return programs ? [{ source: { config: one, algorithms: ALGORITHMS }, compiled: programs }] : [];
  });
  return { ok: true, sources };
}

async function fromFlags({ options, read }: JwtInput): Promise<Sources> {
  const caPath = options.flag('oidc-ca-file');
  const ca = caPath ? read(caPath) : '';
  const found = jwtFromFlags(options, ca ?? '');
  if (!found.ok) return { ok: false, failure: { error: found.error, flag: found.flag } };
  if (!found.source) return { ok: true, sources: [] };
  if (ca === undefined) return { ok: false, failure: { error: `open ${caPath}: no such file or directory`, file: caPath, flag: 'oidc-ca-file' } };
  const { loadCompilers } = await import('./compiled.ts');
  const validated = await validateJwt([found.source.config], loadCompilers);
  if (!validated.ok) {
    const told = validated.errors.map((e) => `${e.path}: ${e.error}`);
    const error = `invalid authentication configuration: ${told.length === 1 ? (told[0] ?? '') : `[${told.join(', ')}]`}`;
    return { ok: false, failure: { error, flag: 'oidc-issuer-url' } };
  }
  const [compiled] = validated.compiled;
  return { ok: true, sources: compiled ? [{ source: found.source, compiled }] : [] };
}

/** Nobody may speak for service accounts. A start tells of the first without its place in the list. */
function overlaps(sources: Extract<Sources, { ok: true }>['sources'], issuers: readonly string[]): string[] {
  return sources.flatMap(({ source }, i) => {
    const { url } = source.config.issuer;
    if (!issuers.includes(url)) return [];
    return [`jwt[${i}].issuer.url: Invalid value: ${goQuote(url)}: URL must not overlap with disallowed issuers: [${[...issuers].sort().join(' ')}]`];
  });
}

interface Watching {
  path: string;
  options: ServerOptions;
  desk: JwtDesk;
  around: { server: { network: Network }; log(text: string): void };
  log: Log;
  before: AnonymousConfig | undefined;
}

function watching({ path, options, desk, around, log, before }: Watching): FileWatch {
  const refuse = (line: number, doing: string, error: string): 'refused' => {
    log(`authentication.go:${line}] "failed to ${doing}" err=${JSON.stringify(error)}`);
    return 'refused';
  };
  return async (text) => {
    if (text === undefined) {
      const missing = `open ${path}: no such file or directory`;
      refuse(775, 'read authentication config file', missing);
      log('authentication.go:821] "watching authentication config file" err="no such file or directory"');
      return refuse(775, 'read authentication config file', missing);
    }
    // Only a start compares the file with the flag, and names the file in its errors.
    const read = await readAuthenticationConfig(path, text, false);
    const valued = read.ok ? { errors: overlaps(fromFile(read).sources, options.issuers), anonymous: read.anonymous } : read.invalid;
    if (!valued) return refuse(789, 'load authentication config', read.ok ? '' : read.failure.error.slice(LOADING.length + path.length));
    const told = [...valued.errors];
    if (JSON.stringify(valued.anonymous) !== JSON.stringify(before)) told.push('anonymous: Forbidden: changed from initial configuration file');
    if (told.length || !read.ok) return refuse(801, 'validate authentication config', aggregate(told));
    const next = fromFile(read).sources.map(({ source, compiled }) => issuerOf(source, compiled, around));
    const ill: string[] = [];
    for (const { provider, config } of next)
      if (!(await provider.ready())) ill.push(`oidc: authenticator for issuer ${goQuote(config.issuer.url)} is not healthy: ${provider.state.error ?? ''}`);
    if (ill.length) {
      refuse(811, 'update authentication config', aggregate([...ill, 'context deadline exceeded']));
      return 'later';
    }
    desk.replace(next);
    log('authentication.go:818] "reloaded authentication config"', 'I');
    return 'in-force';
  };
}
