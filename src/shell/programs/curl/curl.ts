// curl as 7.88.1 of Debian behaves towards an HTTPS API. Left out: every protocol but HTTP, redirects, cookies, forms, proxies.
import { Headers, phrase } from '../../../engine/http/message.ts';
import type { Call, ProgramIo } from '../../program.ts';
import { wordFailure } from './failures.ts';
import { type CurlOptions, parseOptions } from './options.ts';
import { type CurlUrl, parseUrl } from './url.ts';
import { type Conversation, established, notConnected, requestLines } from './verbose.ts';
import { type Transfer, writeOut } from './write-out.ts';

const METER = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`;
const meterRow = (n: number): string =>
  `\r${n ? '100' : '  0'} ${String(n).padStart(5)}  ${n ? '100' : '  0'} ${String(n).padStart(5)}    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n`;

export const curl = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const parsed = parseOptions(args);
    if (!parsed.ok) {
      io.err(parsed.error);
      return parsed.exitCode;
    }
    const { options } = parsed;
    if (options.switches.has('version'))
      io.out('curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.19 nghttp2/1.52.0\nProtocols: http https\nFeatures: HTTP2 IPv6 SSL\n');
    if (options.switches.has('help')) io.out('Usage: curl [options...] <url>\n');
    let code = 0;
    for (const url of options.urls) code = await new Request(options, url, io).send();
    return code;
  },
};

class Request {
  readonly #options: CurlOptions;
  readonly #url: string;
  readonly #io: ProgramIo;

  constructor(options: CurlOptions, url: string, io: ProgramIo) {
    this.#options = options;
    this.#url = url;
    this.#io = io;
  }

  #on(name: string): boolean {
    return this.#options.switches.has(name);
  }

  get #quiet(): boolean {
    return this.#on('silent') && !this.#on('show-error');
  }

  #fail(exitCode: number, text: string, advice = ''): number {
    if (!this.#quiet) this.#io.err(`curl: (${exitCode}) ${text}\n${advice}`);
    const format = this.#options.values.get('write-out');
    if (format !== undefined) this.#writeOut(format, { ...this.#nothing(), exitCode, error: text });
    return exitCode;
  }

  #nothing(): Transfer {
    return {
      status: 0,
      url: this.#url,
      method: this.#options.method ?? 'GET',
      contentType: '',
      bodySize: 0,
      headerSize: 0,
      uploadSize: 0,
      scheme: 'https',
      httpVersion: '0',
      address: '',
      port: 0,
      exitCode: 0,
      error: '',
      file: '',
      verifyResult: 0,
    };
  }

  #writeOut(format: string, transfer: Transfer): void {
    const text = format.startsWith('@') ? (this.#io.readFile(format.slice(1)) ?? '') : format;
    const { text: out, unknown } = writeOut(text, transfer);
    for (const name of unknown) this.#io.err(`curl: unknown --write-out variable: '${name}'\n`);
    this.#io.out(out);
  }

  async send(): Promise<number> {
    const url = parseUrl(this.#url);
    if (!url) return this.#fail(3, 'URL using bad/illegal format or missing URL');
    if (url.scheme !== 'http' && url.scheme !== 'https') {
      if (!['ftp', 'file', 'ws', 'wss', 'ldap', 'smtp', 'imap', 'sftp', 'scp'].includes(url.scheme))
        return this.#fail(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
      this.#io.err(`curl: this simulator models http and https only, not ${url.scheme}\n`);
      return 1;
    }
    const tls = url.scheme === 'https' ? await this.#tls() : {};
    if (typeof tls === 'number') return tls;
    const body = this.#body();
    if (body !== undefined && typeof body !== 'string') return body.exitCode;
    return this.#exchange(url, tls, body);
  }

  async #exchange(url: CurlUrl, tls: Call['tls'], body: string | undefined): Promise<number> {
    const { method, target, headers, basicUser } = this.#compose(url, body);
    const mapped = this.#options.resolve.map((r) => /^\+?(.+?):(\d+):(.+)$/.exec(r)).find((m) => m?.[1] === url.host && Number(m[2]) === url.port);
    const address = mapped?.[3] ?? url.host;
    const conversation: Conversation = {
      host: url.host,
      address,
      port: url.port,
      tls: url.scheme === 'https',
      caFile: this.#options.values.get('cacert'),
      insecure: this.#on('insecure'),
      clientCertificate: tls.clientCertificate !== undefined,
      asksForCertificate: 'client-ca-file' in this.#io.world.server().flags,
    };
    const verbose = this.#on('verbose');
    const tell = (text: string) => verbose && this.#io.err(text);
    const meter = !this.#on('silent') && !this.#on('no-progress-meter') && (!this.#io.isTerminal || this.#options.values.has('output'));
    if (mapped) tell(`* Added ${url.host}:${url.port}:${address} to DNS cache\n* Hostname ${url.host} was found in DNS cache\n`);
    if (meter) this.#io.err(METER);
    const exchange = await this.#io.dial({
      origin: `${url.scheme}://${address}:${url.port}`,
      request: { method, target, headers: new Headers(headers), body: body ?? '' },
      tls: mapped ? { ...tls, serverName: url.host } : tls,
    });
    const host = url.port === (url.scheme === 'https' ? 443 : 80) ? url.host : `${url.host}:${url.port}`;
    const given = headers.find(([n]) => n.toLowerCase() === 'host')?.[1];
    const shown = headers.filter(([n]) => n.toLowerCase() !== 'host');
    if (!exchange.ok) {
      if (exchange.failure.code === 'http-to-https-port') {
        tell(established(conversation, undefined) + requestLines(conversation, method, target, given ?? host, shown, basicUser));
        return this.#received(
          { status: 400, headers: [], body: 'Client sent an HTTP request to an HTTPS server.\n', version: '1.0' },
          url,
          method,
          body,
          conversation,
          meter,
        );
      }
      const { exitCode, text, advice } = wordFailure(exchange.failure, url.host);
      tell(notConnected(conversation, exchange.failure, text));
      if (meter) this.#io.err(meterRow(0));
      return this.#fail(exitCode, text, advice);
    }
    tell(established(conversation, exchange.server) + requestLines(conversation, method, target, given ?? host, shown, basicUser));
    if (body && conversation.tls) tell('* We are completely uploaded and fine\n');
    const { response } = exchange;
    return this.#received(
      { status: response.status, headers: response.headers.entries(), body: response.body, version: conversation.tls ? '2' : '1.1' },
      url,
      method,
      body,
      conversation,
      meter,
    );
  }

  #received(
    answer: { status: number; headers: [string, string][]; body: string; version: string },
    url: CurlUrl,
    method: string,
    sent: string | undefined,
    c: Conversation,
    meter: boolean,
  ): number {
    const { status, version } = answer;
    const line = version === '2' ? `HTTP/2 ${status} ` : `HTTP/${version} ${status} ${phrase(status)}`;
    const rows = answer.headers.map(([n, v]) => `${version === '2' ? n.toLowerCase() : n}: ${v}`);
    if (this.#on('verbose')) this.#io.err([line, ...rows, ''].map((row) => `< ${row}\n`).join(''));
    const body = method === 'HEAD' ? '' : answer.body;
    const failed = status >= 400 && (this.#on('fail') || this.#on('fail-with-body'));
    const head = this.#on('include') || this.#on('head') ? [line, ...rows, ''].map((row) => `${row}\r\n`).join('') : '';
    const text = head + (failed && this.#on('fail') ? '' : body);
    const file = this.#options.values.get('output');
    if (file !== undefined && file !== '-') {
      if (this.#io.resolve(file) !== '/dev/null') {
        const folder = this.#io.machine.stat(this.#io.resolve(`${file}/..`));
        if (folder !== 'folder') return this.#fail(23, 'Failure writing output to destination');
        this.#io.writeFile(file, text);
      }
    } else this.#io.out(text.replaceAll('\r\n', this.#io.isTerminal ? '\n' : '\r\n'));
    const size = new TextEncoder().encode(body).length;
    if (meter) this.#io.err(meterRow(size));
    if (this.#on('verbose')) this.#io.err(version === '1.0' ? '* Closing connection 0\n' : `* Connection #0 to host ${c.host} left intact\n`);
    const exitCode = failed ? 22 : 0;
    const error = failed ? `The requested URL returned error: ${status}` : '';
    if (failed && !this.#quiet) this.#io.err(`curl: (22) ${error}\n`);
    const format = this.#options.values.get('write-out');
    if (format !== undefined) {
      const contentType = answer.headers.find(([n]) => n.toLowerCase() === 'content-type')?.[1] ?? '';
      const headerSize = [line, ...rows, ''].reduce((n, row) => n + row.length + 2, 0);
      this.#writeOut(format, {
        status,
        url: this.#url,
        method,
        contentType,
        bodySize: size,
        headerSize,
        uploadSize: sent?.length ?? 0,
        scheme: url.scheme,
        httpVersion: version === '1.0' ? '1' : version,
        address: c.address,
        port: c.port,
        exitCode,
        error,
        file: file ?? '',
        verifyResult: c.insecure && !c.caFile ? 20 : 0,
      });
    }
    return exitCode;
  }

  /** Method, target and headers, in the order in which curl sends them. */
  #compose(url: CurlUrl, body: string | undefined): { method: string; target: string; headers: [string, string][]; basicUser: string | undefined } {
    const { values, data } = this.#options;
    const upload = values.has('upload-file');
    const inQuery = this.#on('get') && body !== undefined;
    const method = this.#options.method ?? (this.#on('head') ? 'HEAD' : upload ? 'PUT' : body !== undefined && !inQuery ? 'POST' : 'GET');
    const target = inQuery ? `${url.target}${url.target.includes('?') ? '&' : '?'}${body}` : url.target;
    const typed = this.#options.headers.map(readHeader).filter((h) => h !== undefined);
    const isTyped = (name: string) => typed.some((h) => h.name.toLowerCase() === name.toLowerCase());
    const headers: [string, string][] = [];
    const user = values.get('user') ?? url.user;
    if (user !== undefined && !isTyped('Authorization'))
      headers.push(['Authorization', `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(user.includes(':') ? user : `${user}:`)))}`]);
    const agent = values.get('user-agent') ?? 'curl/7.88.1';
    if (agent && !isTyped('User-Agent')) headers.push(['User-Agent', agent]);
    const json = data.some((d) => d.json);
    if (!isTyped('Accept') && !json) headers.push(['Accept', '*/*']);
    if (values.has('referer')) headers.push(['Referer', values.get('referer') ?? '']);
    if (json && !isTyped('Content-Type')) headers.push(['Content-Type', 'application/json']);
    if (json && !isTyped('Accept')) headers.push(['Accept', 'application/json']);
    for (const { name, value } of typed) if (value !== undefined) headers.push([name, value]);
    if (body !== undefined && !inQuery) {
      headers.push(['Content-Length', String(new TextEncoder().encode(body).length)]);
      if (!isTyped('Content-Type') && !json && !upload) headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
    }
    return { method, target, headers, basicUser: user === undefined ? undefined : user.split(':')[0] };
  }

  /** The body; a number when a file could not be read. */
  #body(): string | undefined | { exitCode: number } {
    const upload = this.#options.values.get('upload-file');
    if (upload !== undefined) {
      const text = upload === '-' ? this.#io.stdin : this.#io.readFile(upload);
      if (text !== undefined) return text;
      this.#io.err(`curl: Can't open '${upload}'!\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
      return { exitCode: this.#fail(26, 'Failed to open/read local data from file/application') };
    }
    if (!this.#options.data.length) return undefined;
    const pieces: { text: string; json: boolean }[] = [];
    for (const { text, fromFile, urlencode, binary, json } of this.#options.data) {
      if (urlencode) {
        const at = text.indexOf('=');
        const value = encodeURIComponent(text.slice(at + 1)).replaceAll('%20', this.#on('get') ? '+' : '%20');
        pieces.push({ text: at > 0 ? `${text.slice(0, at)}=${value}` : value, json });
      } else if (!fromFile) pieces.push({ text, json });
      else {
        const read = text === '-' ? this.#io.stdin : this.#io.readFile(text);
        if (read === undefined && !this.#on('silent')) this.#io.err(`Warning: Couldn't read data from file "${text}", this makes an empty POST.\n`);
        pieces.push({ text: binary ? (read ?? '') : (read ?? '').replace(/[\r\n]/g, ''), json });
      }
    }
    return pieces.map(({ text, json }, i) => (i && !json ? `&${text}` : text)).join('');
  }

  /** What curl hands to TLS; a number is the exit code when a file is no good. */
  async #tls(): Promise<Call['tls'] | number> {
    const { values } = this.#options;
    const insecure = this.#on('insecure');
    const caFile = values.get('cacert');
    const ca = caFile === undefined ? undefined : this.#io.readFile(caFile);
    if (caFile !== undefined && !insecure && !ca?.includes('-----BEGIN CERTIFICATE-----')) return this.#fail(77, `error setting certificate file: ${caFile}`);
    const certFile = values.get('cert');
    let clientCertificate: string | undefined;
    let clientKey: string | undefined;
    if (certFile !== undefined) {
      const file = certFile.replace(/:[^:/]*$/, '');
      clientCertificate = this.#io.readFile(file);
      if (!clientCertificate?.includes('-----BEGIN CERTIFICATE-----')) {
        const why = clientCertificate === undefined ? 'error:80000002:system library::No such file or directory' : 'error:0480006C:PEM routines::no start line';
        return this.#fail(
          58,
          `could not load PEM client certificate from ${file}, OpenSSL error ${why}, (no key found, wrong pass phrase, or wrong file format?)`,
        );
      }
      const keyFile = values.get('key') ?? file;
      clientKey = this.#io.readFile(keyFile) ?? '';
      if ((await this.#io.world.keyFault(clientCertificate, clientKey)) !== undefined)
        return this.#fail(58, `unable to set private key file: '${keyFile}' type PEM`);
    }
    return {
      ...(ca === undefined ? {} : { ca }),
      ...(insecure ? { insecure } : {}),
      ...(clientCertificate ? { clientCertificate } : {}),
      ...(clientKey ? { clientKey } : {}),
    };
  }
}

/** "Name: value"; "Name;" sends it empty; "Name:" takes it away (value undefined). */
function readHeader(text: string): { name: string; value: string | undefined } | undefined {
  const empty = /^([^:;]+);\s*$/.exec(text);
  if (empty?.[1]) return { name: empty[1], value: '' };
  const at = text.indexOf(':');
  if (at <= 0) return undefined;
  const value = text.slice(at + 1).trim();
  return { name: text.slice(0, at).trim(), value: value === '' ? undefined : value };
}
