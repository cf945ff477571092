// How kubectl words what went wrong (kubectl/pkg/cmd/util/helpers.go). Everything here ends the command.
import type { DialFailure } from '../../../engine/network/dial.ts';

/** A finished message for standard error, printed as it is. */
export class KubectlError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** "error: TEXT", unless it says so already. */
export const plainError = (text: string): KubectlError => new KubectlError(text.startsWith('error: ') ? text : `error: ${text}`);

/** A complaint about the arguments, with the hint to the help. `end` is "." for the commands that write one. */
export const usageError = (text: string, path: string, end = ''): KubectlError =>
  new KubectlError(`error: ${text}\nSee '${path} -h' for help and examples${end}`);

interface Cause {
  reason?: string;
  message?: string;
  field?: string;
}

export interface StatusBody {
  message?: string;
  reason?: string;
  code?: number;
  details?: { name?: string; group?: string; kind?: string; causes?: Cause[] };
}

/** The server refused: its Status, or what client-go makes of an answer without one. */
export class StatusFailure extends Error {
  readonly status: StatusBody;
  constructor(status: StatusBody) {
    super(status.message ?? 'unknown');
    this.status = status;
  }

  get reason(): string {
    return this.status.reason ?? '';
  }

  /** The same refusal with a text in front, as kubectl adds the file's name. */
  prefixed(prefix: string): StatusFailure {
    return new StatusFailure({ ...this.status, message: `${prefix}${this.message}` });
  }
}

/** No connection came about. */
export class DialError extends Error {
  readonly failure: DialFailure;
  readonly method: string;
  readonly url: string;
  constructor(failure: DialFailure, method: string, url: string) {
    super(`${method[0]}${method.slice(1).toLowerCase()} "${url}": ${dialText(failure)}`);
    this.failure = failure;
    this.method = method;
    this.url = url;
  }
}

/** The cause in Go's words. */
export function dialText(failure: DialFailure): string {
  switch (failure.code) {
    case 'no-such-host':
      return `dial tcp: lookup ${failure.host}: no such host`;
    case 'connection-refused':
      return `dial tcp ${failure.host}:${failure.port}: connect: connection refused`;
    case 'unknown-authority':
      return 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
    case 'name-mismatch': {
      const { certificate, host } = failure;
      const isAddress = /^[\d.]+$|:/.test(host);
      const names = isAddress ? certificate.ipAddresses : certificate.dnsNames;
      if (!names.length)
        return `tls: failed to verify certificate: x509: ${isAddress ? `cannot validate certificate for ${host} because it doesn't contain any IP SANs` : `certificate is not valid for any names, but wanted to match ${host}`}`;
      return `tls: failed to verify certificate: x509: certificate is valid for ${names.join(', ')}, not ${host}`;
    }
    case 'certificate-expired':
      return `tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time ${failure.now} is after ${failure.certificate.notAfter}`;
    case 'certificate-not-yet-valid':
      return `tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time ${failure.now} is before ${failure.certificate.notBefore}`;
    case 'client-key':
      return failure.error;
    case 'http-to-https-port':
      return 'http: server gave HTTP response to HTTPS client';
  }
}

/** The lines for standard error, each error of a list by itself. */
export function errorText(error: unknown): string | undefined {
  if (error instanceof KubectlError) return error.message;
  if (error instanceof StatusFailure) return statusText(error);
  if (error instanceof DialError) {
    const { failure } = error;
    if (failure.code === 'connection-refused')
      return `The connection to the server ${failure.host}:${failure.port} was refused - did you specify the right host or port?`;
    return `Unable to connect to the server: ${dialText(failure)}`;
  }
  return undefined;
}

function statusText({ status, message }: StatusFailure): string {
  if (status.reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
  if (status.reason === 'Invalid') return invalidText(status);
  return status.reason ? `Error from server (${status.reason}): ${message}` : `Error from server: ${message}`;
}

function invalidText({ details, message }: StatusBody): string {
  if (!details) return `The request is invalid: ${message}`;
  const what = details.kind || details.name ? `The ${details.kind ?? ''} "${details.name ?? ''}" is invalid` : 'The request is invalid';
  const causes = (details.causes ?? []).map((c) => (c.field === undefined ? (c.message ?? '') : `${c.field}: ${c.message ?? ''}`));
  const distinct = [...new Set(causes)];
  if (!distinct.length) return `${what}${details.kind ? '' : `: ${message}`}`;
  return distinct.length === 1 ? `${what}: ${distinct[0]}` : `${what}: \n${distinct.map((c) => `* ${c}`).join('\n')}`;
}

/** What client-go says of an answer that is no Status (NewGenericServerResponse). */
export function genericStatus(code: number, body: string): StatusBody {
  const of = (reason: string, message: string): StatusBody => ({ code, reason, message });
  switch (code) {
    case 400:
      return of('BadRequest', 'the server rejected our request for an unknown reason');
    case 401:
      return of('Unauthorized', 'the server has asked for the client to provide credentials');
    case 403:
      return of('Forbidden', body.trim() || 'unknown');
    case 404:
      return of('NotFound', 'the server could not find the requested resource');
    case 405:
      return of('MethodNotAllowed', 'the server does not allow this method on the requested resource');
    case 406:
      return of('NotAcceptable', body.trim());
    case 409:
      return of('Conflict', 'the server reported a conflict');
    case 410:
      return of('Gone', 'the server no longer has the requested resource');
    case 415:
      return of('UnsupportedMediaType', body.trim());
    case 422:
      return of('Invalid', 'the server rejected our request due to an error in our request');
    case 429:
      return of('TooManyRequests', 'the server has received too many requests and has asked us to try again later');
    case 503:
      return of('ServiceUnavailable', 'the server is currently unable to handle the request');
    case 504:
      return of('Timeout', 'the server was unable to return a response in the time allotted, but may still be processing the request');
    default:
      return of('InternalError', `an error on the server (${JSON.stringify(body.trim() || 'unknown')}) has prevented the request from succeeding`);
  }
}
