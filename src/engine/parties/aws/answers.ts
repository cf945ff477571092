// Models how AWS services put answers and errors on the wire: the query protocol's XML (and JSON for who asks for it), S3's XML, EKS Auth's JSON.
// Left out: CBOR, event streams.
import { Headers, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { Random } from '../../random.ts';

export type Tree = string | number | { readonly [name: string]: Tree } | readonly Tree[];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A list under a name repeats the element. */
export function xml(name: string, value: Tree | readonly Tree[], attributes = ''): string {
  if (Array.isArray(value)) return (value as readonly Tree[]).map((one) => xml(name, one)).join('');
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([n, v]) => xml(n, v as Tree))
          .join('')
      : escaped(String(value));
  return `<${name}${attributes}>${inner}</${name}>`;
}

/** A refusal by a service, in its own words. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const wantsJson = (request: HttpRequest): boolean => /application\/json/i.test(request.headers.get('Accept') ?? '');

export interface QueryService {
  readonly namespace: string;
  readonly request: HttpRequest;
  readonly random: Random;
}

const wire = (status: number, type: string, body: string, id: string): HttpResponse => ({
  status,
  headers: new Headers([
    ['x-amzn-RequestId', id],
    ['Content-Type', type],
  ]),
  body,
});

/** `{ActionResponse: {ActionResult, ResponseMetadata}}` */
export function answered({ namespace, request, random }: QueryService, action: string, result: Tree | undefined): HttpResponse {
  const id = random.uuid();
  const content = { ...(result === undefined ? {} : { [`${action}Result`]: result }), ResponseMetadata: { RequestId: id } };
  if (wantsJson(request)) return wire(200, 'application/json', JSON.stringify({ [`${action}Response`]: content }), id);
  return wire(200, 'text/xml', `${xml(`${action}Response`, content, ` xmlns="${namespace}"`)}\n`, id);
}

export function refused({ namespace, request, random }: QueryService, { status, code, message }: Refusal): HttpResponse {
  const id = random.uuid();
  const error = { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message };
  if (wantsJson(request)) return wire(status, 'application/json', JSON.stringify({ Error: error, RequestId: id }), id);
  return wire(status, 'text/xml', `${xml('ErrorResponse', { Error: error, RequestId: id }, ` xmlns="${namespace}"`)}\n`, id);
}

/** Parameters of the query protocol: from the form, or from the query of a GET. */
export function parameters({ method, target, body }: HttpRequest): URLSearchParams {
  return new URLSearchParams(method === 'GET' ? (target.split(/\?(.*)/s)[1] ?? '') : body);
}
