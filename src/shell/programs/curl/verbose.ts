// What -v tells on standard error, as curl 7.88 with OpenSSL 3 and HTTP/2 tells it. Left out: the byte counts beside a progress meter.

import type { DialFailure } from '../../../engine/network/dial.ts';
import type { CertificateFacts } from '../../../trace/event.ts';

export interface Conversation {
  host: string;
  address: string;
  port: number;
  tls: boolean;
  /** --cacert as typed; undefined with -k. */
  caFile: string | undefined;
  insecure: boolean;
  clientCertificate: boolean;
  asksForCertificate: boolean;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Nov 24 03:14:49 2026 GMT" */
function opensslDate(text: string): string {
  const at = new Date(text);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} ${at.getUTCFullYear()} GMT`;
}

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.startsWith('[');
const inCurlsOrder = (name: string): string => name.split(/,\s*/).join('; ');

export function connecting(c: Conversation): string {
  return `*   Trying ${c.address}:${c.port}...\n`;
}

export function notConnected(c: Conversation, failure: DialFailure, text: string): string {
  if (failure.code === 'no-such-host') return `* ${text}\n* Closing connection 0\n`;
  if (failure.code === 'connection-refused')
    return `${connecting(c)}* connect to ${c.address} port ${c.port} failed: Connection refused\n* ${text}\n* Closing connection 0\n`;
  const handshake = connecting(c) + connected(c) + helloes(c);
  if (failure.code === 'name-mismatch') {
    const { certificate } = failure;
    return `${handshake}${restOfHandshake(c)}${certificateLines(certificate)}*  subjectAltName does not match ${c.host}\n* ${text}\n* Closing connection 0\n* TLSv1.3 (OUT), TLS alert, close notify (256):\n`;
  }
  const alert = failure.code === 'unknown-authority' ? 'unknown CA (560)' : 'bad certificate (554)';
  return `${handshake}* TLSv1.3 (OUT), TLS alert, ${alert}:\n* ${text}\n* Closing connection 0\n`;
}

const connected = (c: Conversation): string => `* Connected to ${c.host} (${c.address}) port ${c.port} (#0)\n`;

function helloes(c: Conversation): string {
  const anchors = c.insecure ? '' : `*  CAfile: ${c.caFile ?? '/etc/ssl/certs/ca-certificates.crt'}\n*  CApath: /etc/ssl/certs\n`;
  const request = c.asksForCertificate ? '* TLSv1.3 (IN), TLS handshake, Request CERT (13):\n' : '';
  return `* ALPN: offers h2,http/1.1
* TLSv1.3 (OUT), TLS handshake, Client hello (1):
${anchors}* TLSv1.3 (IN), TLS handshake, Server hello (2):
* TLSv1.3 (IN), TLS handshake, Encrypted Extensions (8):
${request}* TLSv1.3 (IN), TLS handshake, Certificate (11):
`;
}

function restOfHandshake(c: Conversation): string {
  const own = c.asksForCertificate
    ? `* TLSv1.3 (OUT), TLS handshake, Certificate (11):\n${c.clientCertificate ? '* TLSv1.3 (OUT), TLS handshake, CERT verify (15):\n' : ''}`
    : '';
  return `* TLSv1.3 (IN), TLS handshake, CERT verify (15):
* TLSv1.3 (IN), TLS handshake, Finished (20):
* TLSv1.3 (OUT), TLS change cipher, Change cipher spec (1):
${own}* TLSv1.3 (OUT), TLS handshake, Finished (20):
* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256
* ALPN: server accepted h2
`;
}

function certificateLines(facts: CertificateFacts): string {
  return `* Server certificate:
*  subject: ${inCurlsOrder(facts.subject)}
*  start date: ${opensslDate(facts.notBefore)}
*  expire date: ${opensslDate(facts.notAfter)}
`;
}

/** Connection and handshake that went well, up to the request. */
export function established(c: Conversation, server: CertificateFacts | undefined): string {
  if (!c.tls || !server) return connecting(c) + connected(c);
  const matched = isAddress(c.host) ? "cert's IP address!" : `cert's "${server.dnsNames.find((n) => n === c.host) ?? c.host}"`;
  const name = c.insecure ? '' : `*  subjectAltName: host "${c.host}" matched ${matched}\n`;
  const verdict = c.insecure ? 'SSL certificate verify result: unable to get local issuer certificate (20), continuing anyway.' : 'SSL certificate verify ok.';
  return `${connecting(c)}${connected(c)}${helloes(c)}${restOfHandshake(c)}${certificateLines(server)}${name}*  issuer: ${inCurlsOrder(server.issuer)}\n*  ${verdict}\n`;
}

/** The request as -v shows it. @param headers Without Host, which curl puts first. */
export function requestLines(
  c: Conversation,
  method: string,
  target: string,
  host: string,
  headers: readonly [string, string][],
  basicUser: string | undefined,
): string {
  if (!c.tls) return `> ${method} ${target} HTTP/1.1\n> Host: ${host}\n${headers.map(([n, v]) => `> ${n}:${v ? ` ${v}` : ''}\n`).join('')}> \n`;
  const lower = headers.map(([n, v]): [string, string] => [n.toLowerCase(), v]);
  const pseudo: [string, string][] = [
    [':method', method],
    [':path', target],
    [':scheme', 'https'],
    [':authority', host],
  ];
  const frames = [...pseudo, ...lower].map(([n, v]) => `* h2h3 [${n}: ${v}]\n`).join('');
  const user = basicUser === undefined ? '' : `* Server auth using Basic with user '${basicUser}'\n`;
  return `* using HTTP/2\n${user}${frames}* Using Stream ID: 1 (easy handle 0x5580d0bbc7a0)\n> ${method} ${target} HTTP/2\n> Host: ${host}\n${lower.map(([n, v]) => `> ${n}:${v ? ` ${v}` : ''}\n`).join('')}> \n`;
}
