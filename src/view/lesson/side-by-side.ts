// Two ways to the same end, told apart by what their requests say: nothing here knows which way it reads.

import type { Trace } from '../../trace/event.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';

export interface Difference {
  title: string;
  /** One a way; empty where a way has nothing of it. */
  values: string[];
}

type Hop = Extract<Trace['events'][number], { kind: 'hop' }>;

const hopsOf = (traces: readonly Trace[]): Hop[] => traces.flatMap(({ events }) => events.filter((event) => event.kind === 'hop'));
const bodies = (hops: readonly Hop[], pattern: RegExp): string[] => hops.flatMap(({ message }) => pattern.exec(message?.body ?? '')?.[1] ?? []);
const unique = (values: readonly string[]): string => [...new Set(values)].join(', ');
const API_SERVER = 'kube-apiserver';

/** Whom the tokens are for that were shown to somebody. */
function audiences(hops: readonly Hop[]): string[] {
  return hops.flatMap(({ message }) => {
    const shown = /eyJ[\w-]+\.(eyJ[\w-]+)\./.exec(`${message?.headers.join(' ')} ${message?.body}`)?.[1];
    const claims = shown === undefined ? null : (JSON.parse(atob(shown.replaceAll('-', '+').replaceAll('_', '/'))) as Json);
    return isJsonObject(claims) ? [claims.aud ?? []].flat().map(String) : [];
  });
}

type Read = (traces: readonly Trace[], hops: readonly Hop[], name: (party: string) => string) => string;

const DIFFERENCES: [title: string, read: Read][] = [
  ['The token is meant for', (_, hops) => unique(audiences(hops))],
  ['The Pod shows it to', (traces, _, name) => unique(traces.slice(0, 1).map(({ to }) => name(to)))],
  ['The Pod asks for a role', (_, hops) => unique(bodies(hops, /(?:^|&)RoleArn=([^&]+)/).map(decodeURIComponent)) || 'no: somebody else knows which'],
  [
    'Who is asked on the way',
    (traces, _, name) =>
      unique(
        traces.flatMap(({ from, to, events }) =>
          events.filter((e) => e.kind === 'hop').flatMap((e) => (e.from !== from && e.to !== to && e.to !== from ? [name(e.to)] : [])),
        ),
      ) || 'nobody',
  ],
  [
    'The public keys are read',
    (_, hops, name) =>
      unique(hops.flatMap(({ from, to, summary }) => (/\/(keys|jwks)( |$)/.test(summary) ? [`by ${name(from)}, at ${name(to)}`] : []))) || 'by nobody',
  ],
  [
    'Credentials are handed out by',
    (_, hops, name) => unique(hops.flatMap(({ from, message }) => (/secretAccessKey\W/i.test(message?.body ?? '') ? [name(from)] : []))),
  ],
  ['AWS calls the Pod', (_, hops) => unique(bodies(hops, /<Arn>([^<]+)<\/Arn>/).slice(-1))],
  ['Messages', (_, hops) => String(hops.length)],
];

/** What the ways have not in common, and what they have. A way is its runs outside the API server; `name` says what people call a party. */
export function sideBySide(ways: readonly (readonly Trace[])[], name: (party: string) => string): Difference[] {
  const outside = ways.map((traces) => traces.filter(({ to }) => to !== API_SERVER));
  return DIFFERENCES.map(([title, read]) => ({ title, values: outside.map((traces) => read(traces, hopsOf(traces), name)) }));
}
