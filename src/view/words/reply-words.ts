// What came back, in a few words: for the slip, the Verdict region and the last sentence.

import type { HttpMessage, Trace } from '../../trace/event.ts';
import type { Snapshot, Standing } from '../../trace/fold.ts';
import { isJsonObject, type Members } from '../../trace/json.ts';
import { shorten } from './names.ts';
import { tlsRefusal, unreached } from './unreached.ts';
import { standingOfStatus } from './verdict-words.ts';

export interface Reply {
  code: number;
  /** "403 Forbidden". */
  status: string;
  standing: Standing;
  /** "Status · namespaces is forbidden", "NamespaceList · 5 items"; may be empty. */
  kind: string;
  /** Entries of a list or rows of a table. */
  count: number | undefined;
}

/** A body longer than this is not parsed only to count its entries. */
const LONG_BODY = 400_000;

function parse(body: string): Members | undefined {
  if (body.length > LONG_BODY || !/^\s*\{/.test(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined while no answer is home. */
export const replyOf = ({ response }: Snapshot): Reply | undefined => response && readReply(response);

export function readReply(response: HttpMessage): Reply {
  const code = Number.parseInt(response.start, 10) || 0;
  const about = { code, status: response.start, standing: standingOfStatus(code) };
  const body = parse(response.body);
  if (!body) return { ...about, kind: shorten(/<Code>(\w+)</.exec(response.body)?.[1] ?? response.body, 30), count: undefined };
  const kind = typeof body.kind === 'string' ? body.kind : 'JSON';
  if (kind === 'Status') {
    const message = typeof body.message === 'string' ? body.message : '';
    const said = code < 300 ? '' : shorten((message.split(/: /)[0] ?? '').trim(), 40);
    return { ...about, kind: said ? `Status · ${said}` : 'Status', count: undefined };
  }
  const entries = Array.isArray(body.items) ? body.items : kind === 'Table' && Array.isArray(body.rows) ? body.rows : undefined;
  if (entries) {
    const unit = kind === 'Table' ? 'row' : 'item';
    return { ...about, kind: `${kind} · ${entries.length} ${unit}${entries.length === 1 ? '' : 's'}`, count: entries.length };
  }
  const name = isJsonObject(body.metadata) && typeof body.metadata.name === 'string' ? body.metadata.name : '';
  return { ...about, kind: name ? `${kind} · ${shorten(name, 30)}` : kind, count: undefined };
}

/** What the client says when no answer came: curl's error number, or kubectl's opening words. */
export function clientSays(trace: Trace, failure: string, program: string): string {
  const met = unreached(trace) ?? (tlsRefusal(trace) === undefined ? 'connection refused' : undefined);
  if (program === 'curl') {
    const code = met === undefined ? 60 : met === 'no such host' ? 6 : 7;
    return `No answer: curl error ${code}`;
  }
  if (program === 'kubectl') {
    return `No answer: kubectl is unable to connect, ${met ?? 'the certificate does not verify'}`;
  }
  return `No answer: ${shorten(failure, 60)}`;
}
