// kubectl's HTTP client (client-go rest). Left out: protobuf (everything is JSON here), retries, connection reuse.

import { Headers, type HttpResponse, phrase } from '../../../engine/http/message.ts';
import { userAgentOf } from '../../../engine/kubernetes-version.about.ts';
import type { ProgramIo } from '../../program.ts';
import type { ClientConfig } from './client-config.ts';
import { credentialsOf } from './credentials.ts';
import { DialError, genericStatus, type StatusBody, StatusFailure } from './failure.ts';
import { Klog, shownBody } from './klog.ts';

export const USER_AGENT = userAgentOf('kubectl');
export const JSON_TYPE = 'application/json';
export const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

export interface ClientRequest {
  method: string;
  /** With its query. */
  path: string;
  accept?: string;
  contentType?: string;
  body?: string;
  background?: boolean;
  /** The answer is not decoded, so a 401 is told in client-go's own words. */
  raw?: boolean;
  /** Not about a resource: `get --raw`. */
  opaque?: boolean;
  /** More of them: those of an upgrade. */
  headers?: readonly [string, string][];
}

export type KubeObject = Record<string, unknown>;

/** `timeout` as Go prints it; discovery has one of its own. */
function withTimeout(path: string, timeout: string): string {
  if (timeout === '') return path;
  const bare = path.replace(/([?&])timeout=32s/, '$1').replace(/[?&]$/, '');
  return `${bare}${bare.includes('?') ? '&' : '?'}timeout=${timeout}`;
}

export class Client {
  readonly config: ClientConfig;
  readonly klog: Klog;
  readonly io: ProgramIo;

  constructor(config: ClientConfig, io: ProgramIo, level: number) {
    this.config = config;
    this.io = io;
    this.klog = new Klog(level, io);
  }

  /** Sends and returns the answer whatever its status. Throws DialError. */
  async send(request: ClientRequest): Promise<HttpResponse> {
    const { method, path, body = '', background = false } = request;
    const base = new URL(this.config.server);
    const target = base.pathname.replace(/\/$/, '') + withTimeout(path, this.config.timeout);
    const url = `${base.origin}${target}`;
    const credentials = await credentialsOf(this);
    const headers: [string, string][] = [['Accept', request.accept ?? JSON_TYPE]];
    if (body || request.contentType) headers.push(['Content-Type', request.contentType ?? JSON_TYPE]);
    headers.push(['User-Agent', USER_AGENT]);
    if (request.headers) headers.push(...request.headers);
    if (credentials.authorization) headers.push(['Authorization', credentials.authorization]);
    const { impersonate } = this.config;
    if (impersonate.user) headers.push(['Impersonate-User', impersonate.user]);
    if (impersonate.uid) headers.push(['Impersonate-Uid', impersonate.uid]);
    for (const group of impersonate.groups) headers.push(['Impersonate-Group', group]);
    for (const [key, value] of impersonate.extra) headers.push([`Impersonate-Extra-${encodeURIComponent(key).replaceAll('%2F', '%2f')}`, value]);
    headers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#logRequest(method, url, headers, body);
    const exchange = await this.io.dial(
      {
        origin: base.origin,
        request: { method, target, headers: new Headers(headers), body },
        tls: {
          ...(this.config.ca === undefined ? {} : { ca: this.config.ca }),
          ...(this.config.insecure ? { insecure: true } : {}),
          ...(this.config.tlsServerName ? { serverName: this.config.tlsServerName } : {}),
          ...(credentials.clientCertificate ? { clientCertificate: credentials.clientCertificate, clientKey: credentials.clientKey ?? '' } : {}),
        },
      },
      { background },
    );
    if (!exchange.ok) {
      if (exchange.failure.code !== 'http-to-https-port') throw new DialError(exchange.failure, method, url);
      return { status: 400, headers: new Headers(), body: 'Client sent an HTTP request to an HTTPS server.\n' };
    }
    this.#logResponse(method, url, exchange.response);
    for (const warning of exchange.response.headers.all('Warning')) this.#warn(warning);
    return exchange.response;
  }

  /** Sends and throws StatusFailure for anything that is no success. */
  async request(request: ClientRequest): Promise<HttpResponse> {
    const response = await this.send(request);
    if (response.status >= 400) throw new StatusFailure(statusOf(response, request.raw ?? false, request.raw || request.opaque ? '' : about(request)));
    return response;
  }

  async json(request: ClientRequest): Promise<KubeObject> {
    return JSON.parse((await this.request(request)).body) as KubeObject;
  }

  /** One object. When it is not there, the namespace may be what is not (cli-runtime's Info.Get). */
  async object(request: ClientRequest): Promise<KubeObject> {
    try {
      return await this.json(request);
    } catch (error) {
      if (!(error instanceof StatusFailure) || error.reason !== 'NotFound') throw error;
      throw (await this.missingNamespace(request.path)) ?? error;
    }
  }

  /** The refusal that names the namespace of what was not found at this path, when that is not there either. */
  async missingNamespace(path: string): Promise<StatusFailure | undefined> {
    const namespace = /^\/api(?:s\/[^/]+)?\/[^/]+\/namespaces\/([^/]+)\//.exec(path)?.[1];
    if (namespace === undefined || namespace === 'default') return undefined;
    const where = await this.send({ method: 'GET', path: `/api/v1/namespaces/${namespace}`, background: true });
    return where.status === 404 ? new StatusFailure(statusOf(where, false)) : undefined;
  }

  #warn(header: string): void {
    const quoted = /^299 \S+ "((?:[^"\\]|\\.)*)"/.exec(header)?.[1];
    if (quoted !== undefined) this.io.err(`Warning: ${quoted.replace(/\\(.)/g, '$1')}\n`);
  }

  #logRequest(method: string, url: string, headers: readonly [string, string][], body: string): void {
    const { level } = this.klog;
    if (level < 7) return;
    const masked = headers.map(([name, value]): [string, string] => [name, name === 'Authorization' ? value.replace(/^(\S+) .*/, '$1 <masked>') : value]);
    if (level >= 8) this.klog.structured('I', 'helper.go:105', 'Request Body', [['body', shownBody(body, level)]]);
    if (level >= 9) {
      const curl = `curl -v -X${method}  ${masked.map(([n, v]) => `-H "${n}: ${v}"`).join(' ')} '${url}'\n`;
      this.klog.structured('I', 'round_trippers.go:527', 'Request', [['curlCommand', curl]]);
    } else {
      const rows = masked.map(([n, v]) => `${n}: ${v}\n`).join('');
      this.klog.structured('I', 'round_trippers.go:527', 'Request', [
        ['verb', method],
        ['url', url],
        ['headers', rows],
      ]);
    }
  }

  #logResponse(method: string, url: string, response: HttpResponse): void {
    const { level } = this.klog;
    if (level < 6) return;
    const status = `${response.status} ${phrase(response.status)}`;
    const named: [string, string][] =
      level === 6 || level >= 9
        ? [
            ['verb', method],
            ['url', url],
          ]
        : [];
    const rows = response.headers
      .entries()
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([n, v]) => `${n}: ${v}\n`)
      .join('');
    this.klog.structured('I', 'round_trippers.go:632', 'Response', [
      ...named,
      ['status', status],
      ...(level >= 8 ? ([['headers', rows]] as [string, string][]) : []),
      ['milliseconds', 0],
    ]);
    if (level >= 8) this.klog.structured('I', 'helper.go:105', 'Response Body', [['body', shownBody(response.body, level)]]);
  }
}

/** " (get pods x)": what client-go adds to a text of its own. */
function about({ method, path }: ClientRequest): string {
  const match = /^\/api(?:s\/[^/]+)?\/[^/]+\/(?:namespaces\/[^/]+\/(?=[^/?]))?([^/?]+)(?:\/([^/?]+))?/.exec(path);
  return match ? ` (${method.toLowerCase()} ${match[1]}${match[2] ? ` ${match[2]}` : ''})` : '';
}

export function statusOf(response: HttpResponse, raw: boolean, suffix = ''): StatusBody {
  try {
    const body = JSON.parse(response.body) as StatusBody & { kind?: string };
    if (body.kind === 'Status' && !(raw && response.status === 401)) return body;
  } catch {
    // no JSON: the words are client-go's own
  }
  const generic = genericStatus(response.status, response.body);
  return { ...generic, message: `${generic.message}${suffix}` };
}
