// A message in a few words: what it asks or gives, and its line as it crossed the wire.

import type { MessageRow } from '../../player/messages.ts';
import type { HttpMessage, RequestAttributes, Trace } from '../../trace/event.ts';
import type { Standing } from '../../trace/fold.ts';
import { type Json, type JsonObject, membersOf } from '../../trace/json.ts';
import { askedFor, capital, countOf, shorten } from '../words/names.ts';
import { readReply } from '../words/reply-words.ts';
import { standingOfStatus } from '../words/verdict-words.ts';

export interface MessageWords {
  /** For people; may be empty. */
  title: string;
  /** Verbatim: "GET /keys", "200 OK". */
  line: string;
  standing: Standing | undefined;
}

/** Bodies longer than this are not read for two words. */
const LONG = 100_000;

function json(body: string): JsonObject {
  if (body.length > LONG || !/^\s*\{/.test(body)) return {};
  try {
    return membersOf(JSON.parse(body) as Json);
  } catch {
    return {};
  }
}

const KINDS: Record<string, string> = {
  TokenRequest: 'Make a token',
  TokenReview: 'Whose token is this?',
  SubjectAccessReview: 'May they do this?',
  SelfSubjectAccessReview: 'May I do this?',
  SelfSubjectReview: 'Who am I?',
  AdmissionReview: 'May this pass?',
};

const PATHS: [RegExp, string][] = [
  [/\/\.well-known\/openid-configuration$/, 'Where are your keys?'],
  [/\/(keys|jwks|certs)$/, 'Give me the public keys'],
  [/\/assume-role-for-pod-identity$/, 'AssumeRoleForPodIdentity'],
  [/^\/v1\/credentials$/, 'Credentials for this token?'],
];

const ASSOCIATION: Record<string, string> = { POST: 'Create an association', DELETE: 'Delete an association', GET: 'List associations' };

function question({ start, body }: HttpMessage, { from, to, run: { trace } }: MessageRow): string {
  const path = (start.split(' ')[1] ?? '').split('?')[0] ?? '';
  const action = /^(?:.*&)?Action=(\w+)/.exec(body.slice(0, 2000))?.[1];
  if (action) return action;
  const known = PATHS.find(([pattern]) => pattern.test(path))?.[1];
  if (known) return known;
  const { kind } = json(body);
  if (typeof kind === 'string' && KINDS[kind]) return KINDS[kind];
  const [method = ''] = start.split(' ');
  if (to === 's3')
    return method === 'PUT' ? 'Put an object' : /[?&]list-type=/.test(start) ? 'List the bucket' : path === '/' ? 'List the buckets' : 'Get an object';
  if (to === 'eks') return ASSOCIATION[method] ?? '';
  const attributes = from === trace.from ? attributesOf(trace) : undefined;
  return attributes ? capital(askedFor(attributes)) : '';
}

/** What the server understood of its request. */
function attributesOf({ events }: Trace): RequestAttributes | undefined {
  for (const event of events) if ((event.kind === 'note' || event.kind === 'after') && event.evidence?.type === 'attributes') return event.evidence.attributes;
  return undefined;
}

function answer(message: HttpMessage): string {
  const body = json(message.body);
  const { status, keys, jwks_uri: keySet, error } = body;
  if (typeof keySet === 'string') return 'names jwks_uri';
  if (Array.isArray(keys)) return countOf(keys.length, 'keys');
  if (body.kind === 'TokenRequest' && typeof membersOf(status).token === 'string') return 'a token';
  if (body.kind === 'TokenReview') {
    const { authenticated, user } = membersOf(status);
    return authenticated === true ? `it is ${shorten(String(membersOf(user).username), 40)}` : 'nobody I know';
  }
  if (typeof membersOf(status).allowed === 'boolean') return membersOf(status).allowed ? 'allowed' : 'not allowed';
  if (body.kind === 'AdmissionReview') {
    const { allowed, patch } = membersOf(body.response);
    return allowed === false ? 'refused' : patch === undefined ? 'unchanged' : 'with changes';
  }
  const text = message.body.slice(0, 4000);
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? (typeof error === 'string' ? error : undefined);
  if (code) return code;
  if (/SecretAccessKey/.test(text)) return 'temporary credentials';
  const said = readReply(message).kind;
  return /^[\w· ,:.’'"-]{2,}$/.test(said) && body.kind !== undefined ? said : '';
}

export function messageWords(row: MessageRow): MessageWords {
  const { asks, summary, message } = row;
  if (message) {
    const line = message.start;
    return asks ? { title: question(message, row), line, standing: undefined } : { title: answer(message), line, standing: standingOf(line) };
  }
  // What has no line of HTTP never arrived, or was said in words.
  const lost = asks && !/^[A-Z]+ \//.test(summary);
  return { title: '', line: summary, standing: lost ? 'refused' : asks ? undefined : standingOf(summary) };
}

/** An answer of another party decides nothing here: what went well has passed. */
function standingOf(line: string): Standing {
  const code = Number.parseInt(line, 10) || 0;
  return code === 101 || (code >= 200 && code < 300) ? 'passed' : standingOfStatus(code);
}
