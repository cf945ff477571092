// Models the forms of answers of RFC 6749 and OpenID Connect Core: JSON documents, errors, redirects. Left out: form_post, fragments.
import { Headers, type HttpResponse } from '../../http/message.ts';
import { json } from '../json-answer.ts';

/** RFC 6749 section 5.2 and 4.1.2.1. */
export const oauthError = (status: number, error: string, description: string, more: readonly [string, string][] = []): HttpResponse =>
  json(status, { error, error_description: description }, [['Cache-Control', 'no-store'], ...more]);

export function redirect(to: string, parameters: Readonly<Record<string, string>>): HttpResponse {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''));
  return { status: 302, headers: new Headers([['Location', `${to}${to.includes('?') ? '&' : '?'}${query.toString()}`]]), body: '' };
}

export function page(body: string): HttpResponse {
  return { status: 200, headers: new Headers([['Content-Type', 'text/html; charset=utf-8']]), body };
}
