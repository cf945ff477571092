// Models apimachinery pkg/api/errors and apiserver endpoints/handlers/responsewriters: the Status every refusal is told in.
// Left out: YAML and protobuf encodings of errors (the writer picks the encoding, see response-writer.ts).
import type { RequestAttributes, UserInfo } from '../../trace/event.ts';
import { goQuote } from './go-format.ts';

export interface StatusCause {
  reason?: string;
  message: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** A refusal by the simulated world: a value, never thrown. `code` is the HTTP status. */
export interface StatusError {
  code: number;
  reason: string;
  message: string;
  details?: StatusDetails;
}

/** The Status object in the server's key order. */
export function statusObject(error: StatusError): Record<string, unknown> {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: error.message,
    ...(error.reason ? { reason: error.reason } : {}),
    ...(error.details ? { details: orderDetails(error.details) } : {}),
    code: error.code,
  };
}

function orderDetails(d: StatusDetails): StatusDetails {
  return {
    ...(d.name ? { name: d.name } : {}),
    ...(d.group ? { group: d.group } : {}),
    ...(d.kind ? { kind: d.kind } : {}),
    ...(d.uid ? { uid: d.uid } : {}),
    ...(d.causes?.length ? { causes: d.causes } : {}),
    ...(d.retryAfterSeconds ? { retryAfterSeconds: d.retryAfterSeconds } : {}),
  };
}

export const qualified = (resource: string, group: string): string => (group ? `${resource}.${group}` : resource);

export const unauthorized = (): StatusError => ({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });

export const badRequest = (message: string): StatusError => ({ code: 400, reason: 'BadRequest', message });

export const notFound = (group: string, resource: string, name: string): StatusError => ({
  code: 404,
  reason: 'NotFound',
  message: `${qualified(resource, group)} ${goQuote(name)} not found`,
  details: { name, group, kind: resource },
});

export const alreadyExists = (group: string, resource: string, name: string): StatusError => ({
  code: 409,
  reason: 'AlreadyExists',
  message: `${qualified(resource, group)} ${goQuote(name)} already exists`,
  details: { name, group, kind: resource },
});

export const conflict = (group: string, resource: string, name: string, why: string): StatusError => ({
  code: 409,
  reason: 'Conflict',
  message: `Operation cannot be fulfilled on ${qualified(resource, group)} ${goQuote(name)}: ${why}`,
  details: { name, group, kind: resource },
});

/** The other 403s, of admission and storage: `RES "NAME" is forbidden: TEXT`. */
export const forbiddenBecause = (group: string, resource: string, name: string, why: string): StatusError => ({
  code: 403,
  reason: 'Forbidden',
  message: name ? `${qualified(resource, group)} ${goQuote(name)} is forbidden: ${why}` : `${qualified(resource, group)} is forbidden: ${why}`,
  details: { name, group, kind: resource },
});

export const internalError = (why: string): StatusError => ({
  code: 500,
  reason: 'InternalError',
  message: `Internal error occurred: ${why}`,
  details: { causes: [{ message: why }] },
});

const sanitize = (text: string): string => text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));

/** The 403 of the authorization filter (responsewriters/errors.go, forbiddenMessage). `why` is the authorizers' joined reason, may be empty. */
export function forbidden(attributes: RequestAttributes, user: UserInfo, why: string): StatusError {
  const a = attributes;
  let body = `User ${goQuote(user.name)} cannot ${a.verb} `;
  if (!a.isResourceRequest) body += `path ${goQuote(a.path)}`;
  else {
    const resource = a.subresource ? `${a.resource}/${a.subresource}` : a.resource;
    body += `resource ${goQuote(resource)} in API group ${goQuote(a.apiGroup)}`;
    body += a.namespace ? ` in the namespace ${goQuote(a.namespace)}` : ' at the cluster scope';
  }
  const res = a.isResourceRequest ? qualified(a.resource, a.apiGroup) : '';
  const head = !res ? 'forbidden' : a.name ? `${res} ${goQuote(a.name)} is forbidden` : `${res} is forbidden`;
  return {
    code: 403,
    reason: 'Forbidden',
    message: `${head}: ${sanitize(body)}${why ? `: ${why}` : ''}`,
    details: a.isResourceRequest ? { name: a.name, group: a.apiGroup, kind: a.resource } : {},
  };
}

export type FieldErrorType = 'Required' | 'Invalid' | 'NotSupported' | 'Duplicate' | 'Forbidden' | 'NotFound' | 'TooLong' | 'TooMany' | 'TypeInvalid';

/** One validation error (apimachinery util/validation/field). `value` is printed as Go prints it; strings are quoted. */
export interface FieldError {
  type: FieldErrorType;
  field: string;
  /** Already printed: use goQuote, a number's text or compact JSON. Left out for Required, Forbidden and TooLong. */
  value?: string;
  detail?: string;
}

const TYPE_TEXT: Record<FieldErrorType, string> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  NotSupported: 'Unsupported value',
  Duplicate: 'Duplicate value',
  Forbidden: 'Forbidden',
  NotFound: 'Not found',
  TooLong: 'Too long',
  TooMany: 'Too many',
  TypeInvalid: 'Invalid value',
};

export const fieldErrorBody = (e: FieldError): string =>
  [TYPE_TEXT[e.type], ...(e.value === undefined ? [] : [e.value]), ...(e.detail ? [e.detail] : [])].join(': ');

export const fieldErrorText = (e: FieldError): string => `${e.field}: ${fieldErrorBody(e)}`;

/** 422. `kind` may be empty (access reviews), then the text begins with the group's dot, as the real one does. */
export function invalidObject(group: string, kind: string, name: string, errors: readonly FieldError[]): StatusError {
  const texts = [...new Set(errors.map(fieldErrorText))];
  const list = texts.length === 0 ? '' : texts.length === 1 ? `: ${texts[0]}` : `: [${texts.join(', ')}]`;
  return {
    code: 422,
    reason: 'Invalid',
    message: `${group ? `${kind}.${group}` : kind} ${goQuote(name)} is invalid${list}`,
    details: {
      name,
      group,
      kind,
      causes: errors.map((e) => ({ reason: `FieldValue${e.type}`, message: fieldErrorBody(e), field: e.field })),
    },
  };
}
