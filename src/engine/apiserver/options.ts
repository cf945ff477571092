// Models cmd/kube-apiserver/app/options and pkg/kubeapiserver/options/authentication.go: flags and config files, read and checked as at a real start.
// Left out: flags that flags/flags.about.ts does not have, deprecated ones, and the checks of values that nothing here reads.

import { parseGoDuration } from '../http/go-duration.ts';
import { aggregate, goQuote } from '../http/go-format.ts';
import { FLAG_ABOUT } from './flags/flags.about.ts';
import { FLAGS, type FlagFact } from './flags/flags.data.ts';
import { parseError } from './issuer-url.ts';
import type { StartFailure } from './start-failure.ts';

export type FlagValues = Readonly<Record<string, string | readonly string[]>>;

export interface ServerOptions {
  /** As given on the command line. */
  readonly given: FlagValues;
  readonly version: string;
  /** Host and port for addresses the server writes about itself. */
  readonly externalAddress: string;
  readonly advertiseAddress: string;
  readonly port: number;
  readonly anonymousAuth: boolean;
  readonly apiAudiences: readonly string[];
  readonly issuers: readonly string[];
  readonly jwksUri: string;
  /** Seconds; 0 for no limit. */
  readonly maxTokenExpiration: number;
  readonly extendTokenExpiration: boolean;
  readonly serviceAccountLookup: boolean;
  readonly bootstrapTokens: boolean;
  /** Admission plugins given by flags. */
  readonly admission: { enabled: readonly string[]; disabled: readonly string[] };
  /** Lower-case names of the configured front-proxy headers; they never pass authentication. */
  readonly frontProxy: { headers: readonly string[]; prefixes: readonly string[] };
  /** The one value of a flag, its default when not given. */
  flag(name: string): string;
  /** All values of a list flag; commas split. */
  list(name: string): readonly string[];
}

export type ReadOptions = { ok: true; options: ServerOptions } | { ok: false; failure: StartFailure };

const BY_NAME: ReadonlyMap<string, FlagFact> = new Map(FLAGS.map((fact) => [fact[0], fact]));
const absent = (name: string): string => FLAG_ABOUT[name]?.absent ?? BY_NAME.get(name)?.[2] ?? '';
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

export interface ServerAddress {
  version: string;
  host: string;
  /** Where something else than --secure-port says where it listens. */
  port?: number;
}

export async function readOptions(given: FlagValues, address: ServerAddress): Promise<ReadOptions> {
  const wrong = checkSyntax(given);
  if (wrong) return { ok: false, failure: wrong };
  const flag = (name: string): string => {
    const value = given[name];
    return (typeof value === 'string' ? value : value?.at(-1)) ?? absent(name);
  };
  const list = (name: string): readonly string[] => {
    const value = given[name];
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    return values.flatMap((v) => (v === '' ? [] : v.split(',')));
  };
  // --service-account-issuer is no comma list: each use is one issuer.
  const issuerFlag = given['service-account-issuer'];
  const issuers = issuerFlag === undefined ? [] : typeof issuerFlag === 'string' ? [issuerFlag] : [...issuerFlag];
  const port = address.port ?? Number(flag('secure-port'));
  const errors = validate({ given, flag, list, issuers });
  const first = errors[0];
  if (first) return { ok: false, failure: { error: aggregate(errors.map((e) => e.error)), flag: first.flag } };
  const lower = (name: string) => list(name).map((h) => h.toLowerCase());
  const audiences = list('api-audiences');
  const options: ServerOptions = {
    given,
    version: address.version,
    externalAddress: `${flag('advertise-address') || address.host}:${port}`,
    advertiseAddress: flag('advertise-address') || address.host,
    port,
    anonymousAuth: TRUE.has(flag('anonymous-auth')),
    apiAudiences: audiences.length ? audiences : issuers,
    issuers,
    jwksUri: flag('service-account-jwks-uri'),
    maxTokenExpiration: (parseGoDuration(flag('service-account-max-token-expiration')).ms ?? 0) / 1000,
    extendTokenExpiration: TRUE.has(flag('service-account-extend-token-expiration')),
    serviceAccountLookup: TRUE.has(flag('service-account-lookup')),
    bootstrapTokens: TRUE.has(flag('enable-bootstrap-token-auth')),
    admission: { enabled: list('enable-admission-plugins'), disabled: list('disable-admission-plugins') },
    frontProxy: {
      headers: [...lower('requestheader-username-headers'), ...lower('requestheader-uid-headers'), ...lower('requestheader-group-headers')],
      prefixes: lower('requestheader-extra-headers-prefix'),
    },
    flag,
    list,
  };
  return { ok: true, options };
}

/** What the flag library refuses before the server looks at anything. */
function checkSyntax(given: FlagValues): StartFailure | undefined {
  for (const [name, value] of Object.entries(given)) {
    const fact = BY_NAME.get(name);
    if (!fact || !Object.hasOwn(FLAG_ABOUT, name))
      return { error: fact ? `--${name} is a flag of kube-apiserver that this model does not have yet` : `unknown flag: --${name}`, flag: name };
    for (const text of typeof value === 'string' ? [value] : value) {
      const error = checkValue(fact, text);
      if (error) return { error: `invalid argument ${goQuote(text)} for "--${name}" flag: ${error}`, flag: name };
    }
  }
  return undefined;
}

function checkValue([, type]: FlagFact, text: string): string | undefined {
  if (type === 'bool' && !TRUE.has(text) && !FALSE.has(text)) return `strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax`;
  if (type === 'int' && !/^[+-]?\d+$/.test(text)) return `strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`;
  if (type === 'duration') return parseGoDuration(text).error;
  return undefined;
}

interface Given {
  given: FlagValues;
  flag(name: string): string;
  list(name: string): readonly string[];
  issuers: readonly string[];
}

/** Every error of the options that this model checks, in the server's words and order. Authorization's own are found by authz/chain.ts. */
function validate({ given, flag, list, issuers }: Given): { error: string; flag: string }[] {
  const errors: { error: string; flag: string }[] = [];
  const say = (name: string, error: string) => errors.push({ error, flag: name });
  const securePort = Number(flag('secure-port'));
  if (securePort < 1 || securePort > 65535)
    say('secure-port', `--secure-port ${securePort} must be between 1 and 65535, inclusive. It cannot be turned off with 0`);
  if (!issuers.length) say('service-account-issuer', 'service-account-issuer is a required flag');
  const seen = new Set<string>();
  for (const issuer of issuers) {
    if (issuer === '') say('service-account-issuer', 'service-account-issuer should not be an empty string');
    else if (seen.has(issuer)) say('service-account-issuer', `service-account-issuer ${goQuote(issuer)} is already specified`);
    seen.add(issuer);
    const why = issuer.includes(':') ? parseError(issuer) : undefined;
    if (why) say('service-account-issuer', `service-account-issuer ${goQuote(issuer)} contained a ':' but was not a valid URL: ${why}`);
  }
  const jwks = flag('service-account-jwks-uri');
  if (jwks) {
    const why = parseError(jwks);
    if (why) say('service-account-jwks-uri', `service-account-jwks-uri must be a valid URL: ${why}`);
    else if (!/^https:/i.test(jwks)) say('service-account-jwks-uri', `service-account-jwks-uri requires https scheme, parsed as: ${jwks}`);
  }
  if (!given['service-account-key-file']) {
    say('service-account-key-file', 'either `--service-account-key-file` or `--service-account-signing-endpoint` must be set');
  }
  const max = parseGoDuration(flag('service-account-max-token-expiration')).ms ?? 0;
  if (max !== 0 && (max < 3_600_000 || max > 2 ** 32 * 1000)) {
    say('service-account-max-token-expiration', 'the service-account-max-token-expiration must be between 1 hour and 2^32 seconds');
  }
  const oidc = Object.keys(given).find((name) => name.startsWith('oidc-'));
  if (given['authentication-config'] && oidc) say('authentication-config', 'authentication-config file and oidc-* flags are mutually exclusive');
  for (const name of ['username', 'uid', 'group', 'allowed-names', 'extra']) {
    const full = { username: 'username-headers', uid: 'uid-headers', group: 'group-headers', 'allowed-names': 'allowed-names', extra: 'extra-headers-prefix' }[
      name
    ];
    const flagName = `requestheader-${full ?? ''}`;
    if (list(flagName).some((v) => v.trim() === '')) say(flagName, `empty value in ${goQuote(flagName)}`);
  }
  if (given['requestheader-uid-headers'] && !list('requestheader-uid-headers').some((h) => h.toLowerCase() === 'x-remote-uid')) {
    say('requestheader-uid-headers', '--requestheader-uid-headers is set without specifying the standard X-Remote-Uid header - API aggregation will not work');
  }
  for (const error of auditErrors(flag)) errors.push(error);
  return errors;
}

/** Models AuditOptions.Validate of apiserver pkg/server/options/audit.go. */
function auditErrors(flag: (name: string) => string): { error: string; flag: string }[] {
  const errors: { error: string; flag: string }[] = [];
  if (!flag('audit-log-path')) return errors;
  const say = (name: string, error: string) => errors.push({ error, flag: name });
  const mode = flag('audit-log-mode');
  if (!['batch', 'blocking', 'blocking-strict'].includes(mode))
    say('audit-log-mode', `invalid audit log mode ${mode}, allowed modes are "batch,blocking,blocking-strict"`);
  if (flag('audit-log-version') !== 'audit.k8s.io/v1') say('audit-log-version', 'invalid group version, allowed versions are ["audit.k8s.io/v1"]');
  for (const name of ['audit-log-maxage', 'audit-log-maxbackup', 'audit-log-maxsize'])
    if (Number(flag(name)) < 0) say(name, `--${name} ${Number(flag(name))} can't be a negative number`);
  const format = flag('audit-log-format');
  if (format === 'legacy') say('audit-log-format', 'audit log format legacy is not modelled here, json is');
  else if (format !== 'json') say('audit-log-format', `invalid audit log format ${format}, allowed formats are "legacy,json"`);
  return errors;
}
