// curl's command line (7.88). What curl knows and this one does not says so by name.

export interface CurlOptions {
  urls: string[];
  method: string | undefined;
  /** -H values as typed. */
  headers: string[];
  /** Body pieces as curl joins them; undefined when there is none. */
  data: { text: string; fromFile: boolean; urlencode: boolean; raw: boolean; binary: boolean; json: boolean }[];
  values: Map<string, string>;
  /** Long names of the switches given. */
  switches: Set<string>;
  resolve: string[];
}

export type ParsedOptions = { ok: true; options: CurlOptions } | { ok: false; exitCode: number; error: string };

const SHORT: Record<string, string> = {
  s: 'silent',
  S: 'show-error',
  k: 'insecure',
  v: 'verbose',
  i: 'include',
  I: 'head',
  L: 'location',
  G: 'get',
  f: 'fail',
  g: 'globoff',
  N: 'no-buffer',
  O: 'remote-name',
  '4': 'ipv4',
  '6': 'ipv6',
  '#': 'progress-bar',
  '0': 'http1.0',
  Z: 'parallel',
  q: 'disable',
  j: 'junk-session-cookies',
  '1': 'tlsv1',
  X: 'request',
  H: 'header',
  d: 'data',
  o: 'output',
  w: 'write-out',
  u: 'user',
  A: 'user-agent',
  E: 'cert',
  T: 'upload-file',
  m: 'max-time',
  e: 'referer',
  K: 'config',
  F: 'form',
  b: 'cookie',
  c: 'cookie-jar',
  x: 'proxy',
  D: 'dump-header',
  r: 'range',
  V: 'version',
  h: 'help',
};

const WITH_VALUE = new Set([
  'request',
  'header',
  'data',
  'data-raw',
  'data-binary',
  'data-ascii',
  'data-urlencode',
  'json',
  'output',
  'write-out',
  'user',
  'user-agent',
  'cert',
  'key',
  'cacert',
  'capath',
  'cert-type',
  'key-type',
  'resolve',
  'url',
  'upload-file',
  'max-time',
  'connect-timeout',
  'retry',
  'retry-delay',
  'referer',
  'config',
  'form',
  'cookie',
  'cookie-jar',
  'proxy',
  'dump-header',
  'range',
  'oauth2-bearer',
  'connect-to',
  'ciphers',
  'noproxy',
  'proto',
]);

const SWITCHES = new Set([
  'silent',
  'show-error',
  'insecure',
  'verbose',
  'include',
  'head',
  'location',
  'get',
  'fail',
  'fail-with-body',
  'globoff',
  'no-buffer',
  'remote-name',
  'ipv4',
  'ipv6',
  'progress-bar',
  'no-progress-meter',
  'http1.0',
  'http1.1',
  'http2',
  'parallel',
  'disable',
  'tlsv1',
  'tlsv1.2',
  'tlsv1.3',
  'compressed',
  'path-as-is',
  'version',
  'help',
  'junk-session-cookies',
]);

const NOT_MODELLED = new Set(['config', 'form', 'cookie', 'cookie-jar', 'proxy', 'range', 'connect-to', 'dump-header', 'remote-name']);

const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n";
const failed = (line: string): ParsedOptions => ({ ok: false, exitCode: 2, error: `curl: ${line}\n${TRY}` });

export function parseOptions(args: readonly string[]): ParsedOptions {
  const options: CurlOptions = { urls: [], method: undefined, headers: [], data: [], values: new Map(), switches: new Set(), resolve: [] };
  const rest = [...args];
  let onlyUrls = false;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (onlyUrls || arg === '-' || !arg.startsWith('-')) options.urls.push(arg);
    else if (arg === '--') onlyUrls = true;
    else if (arg.startsWith('--')) {
      const name = arg.slice(2);
      if (WITH_VALUE.has(name)) {
        const value = rest.shift();
        if (value === undefined) return failed(`option ${arg}: requires parameter`);
        const refusal = take(options, name, value);
        if (refusal) return refusal;
      } else if (SWITCHES.has(name)) options.switches.add(name);
      else if (name.startsWith('no-') && SWITCHES.has(name.slice(3))) options.switches.delete(name.slice(3));
      else return failed(`option ${arg}: is unknown`);
    } else {
      for (let i = 1; i < arg.length; i++) {
        const name = SHORT[arg[i] ?? ''];
        if (!name) return failed(`option ${arg.length > 2 ? arg : `-${arg[i]}`}: is unknown`);
        if (!WITH_VALUE.has(name)) {
          options.switches.add(name);
          continue;
        }
        const value = arg.length > i + 1 ? arg.slice(i + 1) : rest.shift();
        if (value === undefined) return failed(`option ${arg}: requires parameter`);
        const refusal = take(options, name, value);
        if (refusal) return refusal;
        break;
      }
    }
  }
  for (const name of options.switches) if (NOT_MODELLED.has(name)) return notModelled(name);
  if (!options.urls.length && !options.switches.has('version') && !options.switches.has('help'))
    return args.length ? failed('no URL specified!') : { ok: false, exitCode: 2, error: TRY };
  return { ok: true, options };
}

const notModelled = (name: string): ParsedOptions => ({
  ok: false,
  exitCode: 2,
  error: `curl: this simulator does not model --${name}. Nearest: -H for headers, -d for a body, -o for a file.\n`,
});

function take(options: CurlOptions, name: string, value: string): ParsedOptions | undefined {
  if (NOT_MODELLED.has(name)) return notModelled(name);
  if (name === 'header') options.headers.push(value);
  else if (name === 'url') options.urls.push(value);
  else if (name === 'request') options.method = value;
  else if (name === 'resolve') options.resolve.push(value);
  else if (name === 'oauth2-bearer') options.headers.push(`Authorization: Bearer ${value}`);
  else if (name.startsWith('data') || name === 'json') {
    const raw = name === 'data-raw';
    const urlencode = name === 'data-urlencode';
    const fromFile = !raw && !urlencode && value.startsWith('@');
    options.data.push({
      text: fromFile ? value.slice(1) : value,
      fromFile,
      urlencode,
      raw,
      binary: name === 'data-binary' || name === 'json',
      json: name === 'json',
    });
  } else options.values.set(name, value);
  return undefined;
}
