// Models pkg/kubeapiserver/authenticator/config.go for JWT authenticators and pkg/controlplane/apiserver's watch of --authentication-config:
// built at start, replaced when the file changes for the better. Left out: waiting up to a minute for new issuers (one look decides), metrics.
import { goQuote } from '../../../http/go-format.ts';
import type { Network } from '../../../network/outbound.ts';
import type { StartFailure } from '../../../world.ts';
import { type AnonymousConfig, type ReadConfig, readAuthenticationConfig } from '../../authentication-config.ts';
import type { ServerOptions } from '../../options.ts';
import type { TokenAuthenticator } from '../authenticator.ts';
import { audienceAgnostic } from '../chain.ts';
import { jwtFromFlags } from './flags.ts';
import { type Issuer, issuerOf, type JwtDesk, jwtDesk } from './jwt-authenticator.ts';
import { ALGORITHMS, type JwtSource } from './jwt-config.ts';
import { validateJwt } from './validate-config.ts';

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
  /** Takes another text of the file; false when it is no good and the old configuration stays in force. */
  reload?(text: string): Promise<boolean>;
}

export type JwtStart = { ok: true; started: StartedJwt | undefined } | { ok: false; failure: StartFailure };

export async function startJwt(input: JwtInput): Promise<JwtStart> {
  const { options, network, config, log } = input;
  const around = { server: { network }, log: (text: string) => log(text) };
  const path = options.flag('authentication-config');
  const from = path ? fromFile(config) : await fromFlags(input);
  if (!from.ok) return from;
  const overlap = from.sources.find(({ source }) => options.issuers.includes(source.config.issuer.url));
  if (overlap) return { ok: false, failure: disallowed(overlap.source.config.issuer.url, options.issuers, path) };
  const issuers = from.sources.map(({ source, compiled }) => issuerOf(source, compiled, around));
  for (const issuer of issuers) await issuer.provider.ready();

  // With a file the desk stands there even while it names nobody: it may change.
  if (!issuers.length && !path) return { ok: true, started: undefined };
  const desk = jwtDesk(issuers);
  const started: StartedJwt = { authenticator: audienceAgnostic(desk, options.apiAudiences), desk };
  if (path) started.reload = reloader({ path, options, desk, around, log, before: config?.anonymous });
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

function disallowed(url: string, issuers: readonly string[], path: string): StartFailure {
  const error = `issuer.url: Invalid value: ${goQuote(url)}: URL must not overlap with disallowed issuers: [${[...issuers].sort().join(' ')}]`;
  return path ? { error, file: path, flag: 'authentication-config' } : { error, flag: 'oidc-issuer-url' };
}

interface Reloading {
  path: string;
  options: ServerOptions;
  desk: JwtDesk;
  around: { server: { network: Network }; log(text: string): void };
  log: Log;
  before: AnonymousConfig | undefined;
}

function reloader({ path, options, desk, around, log, before }: Reloading): (text: string) => Promise<boolean> {
  return async (text) => {
    const read = await readAuthenticationConfig(path, text, options.given['anonymous-auth'] !== undefined);
    if (!read.ok) {
      const loading = read.failure.error.startsWith('failed to load');
      log(`"failed to ${loading ? 'load' : 'validate'} authentication config" err=${JSON.stringify(read.failure.error)}`);
      return false;
    }
    if (JSON.stringify(read.anonymous) !== JSON.stringify(before)) {
      log(`"failed to validate authentication config" err="anonymous: Forbidden: changed from initial configuration file"`);
      return false;
    }
    const { sources } = fromFile(read);
    const overlap = sources.find(({ source }) => options.issuers.includes(source.config.issuer.url));
    if (overlap) {
      log(`"failed to update authentication config" err=${JSON.stringify(disallowed(overlap.source.config.issuer.url, options.issuers, path).error)}`);
      return false;
    }
    const next = sources.map(({ source, compiled }) => issuerOf(source, compiled, around));
    for (const issuer of next) {
      if (await issuer.provider.ready()) continue;
      log(`"failed to update authentication config" err="jwt authenticator for ${issuer.config.issuer.url} is not healthy"`);
      return false;
    }
    desk.replace(next);
    log('"reloaded authentication config"', 'I');
    return true;
  };
}
