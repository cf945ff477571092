// The refusals that more than one verb gives, in the server's words.
import type { StatusError } from '../../../http/status.ts';

export const noSuchResource = (): StatusError => ({
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  details: {},
});

export const methodNotAllowed = (): StatusError => ({
  code: 405,
  reason: 'MethodNotAllowed',
  message: 'the server does not allow this method on the requested resource',
  details: {},
});

export const routeNotAcceptable = (produces: readonly string[]): StatusError => ({
  code: 406,
  reason: 'NotAcceptable',
  message: `406: Not Acceptable\n\nAvailable representations: ${produces.join(', ')}`,
  details: {},
});

export const notAcceptable = (): StatusError => ({
  code: 406,
  reason: 'NotAcceptable',
  message: 'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
});

/** Said in our own words: the real server would answer. */
export const protobufNotModelled = (): StatusError => ({
  code: 406,
  reason: 'NotAcceptable',
  message: 'Gatehouse does not model application/vnd.kubernetes.protobuf: ask for application/json or application/yaml',
});

export const unsupportedPatch = (): StatusError => ({ code: 415, reason: 'UnsupportedMediaType', message: '415: Unsupported Media Type', details: {} });

export const unsupportedBody = (): StatusError => ({
  code: 415,
  reason: 'UnsupportedMediaType',
  message:
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
});

/** An error that the real server does not turn into a proper Status: code 500 and no reason. */
export const plainError = (message: string): StatusError => ({ code: 500, reason: '', message });

export const tooLargeResourceVersion = (wanted: string, current: number): StatusError => ({
  code: 504,
  reason: 'Timeout',
  message: `Timeout: Too large resource version: ${wanted}, current: ${current}`,
  details: { causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }], retryAfterSeconds: 1 },
});

/** What exists outside the model is named, never pretended. */
export const notModelled = (what: string): StatusError => ({ code: 501, reason: 'NotImplemented', message: `Gatehouse does not model ${what}` });
