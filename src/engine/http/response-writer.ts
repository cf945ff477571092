// Models apiserver endpoints/handlers/responsewriters/writers.go and the headers that its filters add. Left out: gzip, protobuf, CBOR, streaming of large lists.
import { goJson } from './go-format.ts';
import { Headers, type HttpRequest, type HttpResponse } from './message.ts';
import { negotiate, type Output, wantsPretty } from './negotiation.ts';
import { type StatusError, statusObject } from './status.ts';

/** What the writer needs to know of a request; a RequestContext is one. */
export interface Asked {
  readonly request: HttpRequest;
  readonly warnings: readonly string[];
}

export const NO_CACHE = 'no-cache, private';

/** `299 - "text"`, quotes and backslashes escaped. */
export const warningHeader = (text: string): string => `299 - "${text.replace(/[\\"]/g, (c) => `\\${c}`)}"`;

function headers(asked: Asked, contentType: string, cacheControl: string, nosniff: boolean): Headers {
  const entries: [string, string][] = [
    ['Cache-Control', cacheControl],
    ['Content-Type', contentType],
  ];
  for (const text of new Set(asked.warnings)) entries.push(['Warning', warningHeader(text)]);
  if (nosniff) entries.push(['X-Content-Type-Options', 'nosniff']);
  return new Headers(entries);
}

/** A body as it is, usually text/plain. HEAD gets no body. */
export function writeText(
  asked: Asked,
  status: number,
  body: string,
  options: { contentType?: string; cacheControl?: string; nosniff?: boolean } = {},
): HttpResponse {
  return {
    status,
    headers: headers(asked, options.contentType ?? 'text/plain; charset=utf-8', options.cacheControl ?? NO_CACHE, options.nosniff ?? false),
    body: asked.request.method === 'HEAD' ? '' : body,
  };
}

/** Compact JSON ends with a newline, pretty JSON does not. */
export const jsonText = (value: unknown, pretty: boolean): string => (pretty ? goJson(value, 2) : `${goJson(value)}\n`);

/** Loaded when somebody asks for YAML. */
const yamlText = async (value: unknown): Promise<string> => (await import('./go-yaml.ts')).toYaml(value);

/** An object or document in the encoding the client asked for. Only YAML needs waiting for. */
export function writeObject(
  asked: Asked,
  status: number,
  value: unknown,
  options: { output?: Output; contentType?: string; cacheControl?: string; nosniff?: boolean; pretty?: boolean } = {},
): HttpResponse | Promise<HttpResponse> {
  const { output } = options;
  if (output?.encoding === 'yaml')
    return yamlText(value).then((body) => writeText(asked, status, body, { contentType: 'application/yaml', nosniff: options.nosniff ?? false }));
  return writeText(asked, status, jsonText(value, options.pretty ?? wantsPretty(asked.request)), {
    contentType: options.contentType ?? 'application/json',
    cacheControl: options.cacheControl ?? NO_CACHE,
    nosniff: options.nosniff ?? false,
  });
}

/** A refusal as a Status. What the client cannot take in its own encoding it gets as indented JSON. */
export function writeStatus(asked: Asked, error: StatusError, options: { nosniff?: boolean } = {}): HttpResponse | Promise<HttpResponse> {
  const output = negotiate(asked.request.headers.get('accept'));
  const response = writeObject(asked, error.code, statusObject(error), output ? { ...options, output } : { ...options, pretty: true });
  const after = error.details?.retryAfterSeconds;
  if (after && !(response instanceof Promise)) response.headers.set('Retry-After', String(after));
  return response;
}

export const pageNotFound = (asked: Asked): HttpResponse => writeText(asked, 404, '404 page not found\n', { nosniff: true });
