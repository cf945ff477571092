// The golden record: the canonical bytes of every trace of every lesson's solution, and of every named request to a server that has every plugin.
// A change that means to change no behaviour leaves it as it is. One that means to:
//   GOLDEN=record npx vitest run --project unit src/lessons/golden-traces.test.ts    writes golden-traces.data.json anew; say in the commit what changed
//   GOLDEN_WITHOUT=code npx vitest run …                                             compares as though the `after` events had no field `code`
// Nothing is left out but for what no seed decides: MADE_ANEW below, in the one lesson whose learner makes a key with openssl.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import pki from '../../e2e/conformance/cases/pki.json';
import { headless } from '../app/testing/headless.ts';
import { everyPlugin } from '../engine/apiserver/testing/every-plugin.ts';
import { HANDLERS, IDENTITIES, type Named, NS, RIGHTS } from '../engine/apiserver/testing/named-requests.ts';
import { admin, HOOKS_SAY, NEAR_MISSES, RIGHTS_MISSED } from '../engine/apiserver/testing/near-miss-requests.ts';
import { ask } from '../engine/apiserver/webhooks/testing/webhook-world.ts';
import type { Trace } from '../trace/event.ts';
import { loadLesson, titles } from './titles.ts';

/** SHA-256 of a trace, then three characters an event, the trace's own head before them. */
type Kept = [sha256: string, events: string];
type Case = Record<string, Kept[]>;

const RECORD = process.env.GOLDEN === 'record';
const WITHOUT = process.env.GOLDEN_WITHOUT;
const file = new URL('./golden-traces.data.json', import.meta.url);
const kept: Case = RECORD ? {} : (JSON.parse(readFileSync(file, 'utf8')) as Case);
const SHORT = 3;
const CA = pki['server-ca'].crt;

/** A new RSA key is in the request for a certificate, in the certificate made of it, and in that one's fingerprints. */
const MADE_ANEW: Record<string, RegExp> = {
  certificates: /LS0tLS1CRUdJTi[A-Za-z0-9+/=]+|-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----|(?<="sha256":")[^"]+|(?<=X509SHA256=)[0-9a-f]+/g,
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
};
const canonical = (value: unknown): string => JSON.stringify(sorted(value));
const hash = (text: string) => createHash('sha256').update(text);

/** Head and events, each as canonical text. */
function linesOf(name: string, { events, ...head }: Trace): string[] {
  const without = events.map((event) => {
    if (!WITHOUT || event.kind !== 'after') return event;
    const { [WITHOUT]: _, ...rest } = event as Record<string, unknown>;
    return rest;
  });
  const anew = MADE_ANEW[name];
  return [head, ...without].map(canonical).map((line) => (anew ? line.replace(anew, '(made anew)') : line));
}

function keep(lines: readonly string[]): Kept {
  return [hash(lines.join('\n')).digest('hex'), lines.map((line) => hash(line).digest('base64url').slice(0, SHORT)).join('')];
}

/** Where a trace first differs from what was kept, in words; undefined where it does not. */
function difference(name: string, lines: readonly string[], was: Kept | undefined): string | undefined {
  const now = keep(lines);
  if (!was) return `${name}: not in the record: ${lines[0]}`;
  if (was[0] === now[0]) return undefined;
  const at = lines.findIndex((_, i) => was[1].slice(i * SHORT, (i + 1) * SHORT) !== now[1].slice(i * SHORT, (i + 1) * SHORT));
  if (at < 0) return `${name}: ${was[1].length / SHORT - 1} events were recorded, ${lines.length - 1} came`;
  return `${name}: first differs in ${at === 0 ? 'its head' : `event ${at} of ${lines.length - 1}`}: ${lines[at]}`;
}

function hold(name: string, traces: readonly Trace[]): void {
  const lines = traces.map((trace) => linesOf(name, trace));
  if (RECORD) kept[name] = lines.map(keep);
  const was = kept[name] ?? [];
  const first = lines.map((l, i) => difference(`${name}, trace ${i + 1} (${traces[i]?.title})`, l, was[i])).find((words) => words !== undefined);
  expect(first).toBeUndefined();
  expect(lines.length).toBe(was.length);
  expect(lines.length).toBeGreaterThan(0);
}

afterAll(() => {
  if (RECORD)
    writeFileSync(
      file,
      `{\n${Object.entries(kept)
        .map(([name, traces]) => `${JSON.stringify(name)}: [\n${traces.map((t) => JSON.stringify(t)).join(',\n')}\n]`)
        .join(',\n')}\n}\n`,
    );
});

describe('the golden traces of the solution of', () => {
  test.each(titles.map(({ slug }) => slug))('%s', { timeout: 240_000 }, async (slug) => {
    const traces: Trace[] = [];
    const { ports, perform, idle } = headless({ query: `?lesson=${slug}&step=1`, saw: (trace) => traces.push(trace) });
    const { steps } = await loadLesson(slug);
    await idle();
    for (const [i, { solution }] of steps.entries()) {
      ports.lessonStep(i);
      await idle();
      for (const action of solution) {
        await perform(action);
        ports.player.last();
        await idle();
      }
    }
    hold(slug, traces);
  });
});

const named: [name: string, requests: Named][] = [
  ['who asks', IDENTITIES],
  ['what one may', RIGHTS],
  ['what is answered', HANDLERS],
];

describe('the golden traces of every plugin', () => {
  test.each(named)('%s', async (name, requests) => {
    const world = await everyPlugin(CA);
    const traces: Trace[] = [];
    for (const make of Object.values(requests)) {
      const { path, ...asked } = await make(world);
      traces.push((await ask(world, path, asked)).trace);
    }
    hold(name, traces);
  });

  test('the nearest misses of a name', { timeout: 240_000 }, async () => {
    const traces: Trace[] = [];
    for (const [, , make] of NEAR_MISSES) {
      const world = await everyPlugin(CA);
      const { path = NS, ...asked } = typeof make === 'function' ? await make(world) : make;
      traces.push((await ask(world, path, asked)).trace);
    }
    hold('the nearest misses of a name', traces);
  });

  test('the nearest misses of a right', { timeout: 240_000 }, async () => {
    const traces: Trace[] = [];
    for (const [, , objects, path, asked] of RIGHTS_MISSED) {
      const world = await everyPlugin(CA);
      await admin(world, `${NS}/default/serviceaccounts`, { metadata: { name: 'default' } });
      for (const object of objects) await admin(world, `${NS}/default/pods`, object);
      traces.push((await ask(world, path, asked)).trace);
    }
    hold('the nearest misses of a right', traces);
  });

  test('what webhooks say', async () => {
    const traces: Trace[] = [];
    for (const [, , asked] of HOOKS_SAY) traces.push((await ask(await everyPlugin(CA), NS, asked)).trace);
    hold('what webhooks say', traces);
  });

  test('where everything is allowed', async () => {
    const world = await everyPlugin(CA, 'AlwaysAllow');
    hold('where everything is allowed', [(await ask(world, NS, { token: 'token1' })).trace]);
  });
});
