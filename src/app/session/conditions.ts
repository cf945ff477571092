// Whether a lesson's goal is reached: judged on what happened and on how the world stands, never on the text typed.
import type { Condition } from '../../lessons/lesson.ts';
import type { Trace } from '../../trace/event.ts';
import { fold } from '../../trace/fold.ts';
import type { Facts, Permission } from '../backend/backend.ts';

export interface Reached {
  facts: Facts;
  /** The cluster's clock when the step began. */
  since: string;
  /** Traces of the requests sent since the step began, whose answer the learner has seen. */
  traces: readonly Trace[];
  /** Commands that have ended since the step began. */
  ended: readonly { code: number; text: string }[];
  allowed(questions: Permission[]): Promise<boolean[]>;
}

export async function holds(conditions: readonly Condition[], reached: Reached): Promise<boolean> {
  // What must be asked of the server is asked only when everything else is there.
  const questions = conditions.filter((condition) => condition.type === 'may');
  const rest = conditions.filter((condition) => condition.type !== 'may');
  if (!rest.every((condition) => isTrue(condition, reached))) return false;
  if (questions.length === 0) return true;
  const answers = await reached.allowed(questions.map(({ type: _type, allowed: _allowed, ...question }) => question));
  return questions.every(({ allowed }, i) => answers[i] === allowed);
}

function isTrue(condition: Exclude<Condition, { type: 'may' }>, { facts, since, traces, ended }: Reached): boolean {
  const { server } = facts;
  switch (condition.type) {
    case 'reply':
      return traces.some((trace) => repliesWith(trace, condition));
    case 'connection-failed':
      return traces.some((trace) => fold(trace, trace.events.length).failure !== undefined);
    case 'server': {
      if (server.status !== condition.status) return false;
      const { flag } = condition;
      return !flag || [server.flags[flag.name] ?? []].flat().join(',') === flag.value;
    }
    case 'file-read':
      return server.status === 'running' && (server.filesRead[condition.path] ?? '').includes(condition.contains);
    case 'file-read-without': {
      const text = server.filesRead[condition.path];
      return server.status === 'running' && text !== undefined && !text.includes(condition.contains);
    }
    case 'file-saved':
    case 'file-saved-without':
      return facts.tokensCsv.path === condition.path && facts.tokensCsv.text?.includes(condition.contains) === (condition.type === 'file-saved');
    case 'short-lived':
      return traces.some((trace) => isShortLived(trace, condition.seconds));
    case 'asked':
      return traces.some((trace) => wasAsked(trace, condition));
    case 'exit':
      return ended.some(({ code, text }) => code === condition.code && text.includes(condition.says));
    case 'issued':
      return traces.some((trace) => trace.from === condition.to && audiencesOf(trace).includes(condition.audience));
    case 'time-passed':
      return Date.parse(facts.clock) - Date.parse(since) >= condition.seconds * 1000;
    case 'party': {
      const party = facts.parties.find(({ name }) => name === condition.name);
      return JSON.stringify(party && Object.entries(party).find(([member]) => member === condition.member)?.[1]) === JSON.stringify(condition.value);
    }
    case 'stage':
      return traces.some((trace) => stageAnswers(trace, condition));
  }
}

function repliesWith(trace: Trace, condition: Extract<Condition, { type: 'reply' }>): boolean {
  const { response, user, attributes, envelope } = fold(trace, trace.events.length);
  if (!response) return false;
  return (
    (condition.to === undefined || trace.to === condition.to) &&
    (condition.from === undefined || trace.from === condition.from) &&
    (condition.status === undefined || response.start.split(' ')[0] === String(condition.status)) &&
    (condition.user === undefined || user?.name === condition.user) &&
    (condition.group === undefined || user?.groups.includes(condition.group) === true) &&
    (condition.verb === undefined || attributes?.verb === condition.verb) &&
    (condition.resource === undefined || attributes?.resource === condition.resource) &&
    (condition.namespace === undefined || attributes?.namespace === condition.namespace) &&
    (condition.credential === undefined || envelope.credential.kind === condition.credential)
  );
}

function stageAnswers(trace: Trace, condition: Extract<Condition, { type: 'stage' }>): boolean {
  const stages = new Map<number, string>();
  for (const event of trace.events) {
    if (event.kind === 'before') stages.set(event.id, event.stage);
    if (event.kind !== 'after' || stages.get(event.id) !== condition.stage || event.verdict !== condition.verdict) continue;
    if (condition.reason !== undefined && event.reason !== condition.reason) continue;
    if (condition.passed === undefined) return true;
    const { evidence } = event;
    const checks = evidence?.type === 'jwt' || evidence?.type === 'certificate' ? evidence.checks : [];
    if (checks.some(({ check, ok }) => check === condition.passed && ok === true)) return true;
  }
  return false;
}

function isShortLived({ startedAt, events }: Trace, seconds: number): boolean {
  const desks = new Set<number>();
  for (const event of events) {
    if (event.kind === 'before' && event.stage === 'authn.x509') desks.add(event.id);
    if (event.kind !== 'after' || !desks.has(event.id) || event.verdict !== 'recognised' || event.evidence?.type !== 'certificate') continue;
    const leaf = event.evidence.chain[0];
    if (leaf && Date.parse(leaf.notAfter) - Date.parse(startedAt) <= seconds * 1000) return true;
  }
  return false;
}

/** Of the token that the answer holds. */
function audiencesOf(trace: Trace): string[] {
  if (!trace.title.endsWith('/token')) return [];
  try {
    const { spec } = JSON.parse(fold(trace, trace.events.length).response?.body ?? '') as { spec?: { audiences?: string[] } };
    return spec?.audiences ?? [];
  } catch {
    return [];
  }
}

/** The answer is the next hop back from whoever was asked. */
function wasAsked({ events }: Trace, { target, status }: Extract<Condition, { type: 'asked' }>): boolean {
  return events.some((event, i) => {
    if (event.kind !== 'hop' || event.summary.split(' ')[1]?.split('?')[0] !== target) return false;
    const answer = events.slice(i + 1).find((later) => later.kind === 'hop' && later.from === event.to);
    return answer?.kind === 'hop' && answer.summary.startsWith(`${status} `);
  });
}
