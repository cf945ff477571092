// An answer of JSON, as most parties give it.
import { Headers, type HttpResponse } from '../http/message.ts';

export function json(status: number, body: unknown, more: readonly [string, string][] = []): HttpResponse {
  return { status, headers: new Headers([['Content-Type', 'application/json'], ...more]), body: JSON.stringify(body) };
}
