// Why not: at every desk, the nearest miss. What the client is told never changes; these words stand in the trace alone.
import { describe, expect, test } from 'vitest';
import pki from '../../../e2e/conformance/cases/pki.json';
import type { Trace } from '../../trace/event.ts';
import { everyPlugin } from './testing/every-plugin.ts';
import { NS } from './testing/named-requests.ts';
import { admin, HOOKS_SAY, NEAR_MISSES, RIGHTS_MISSED } from './testing/near-miss-requests.ts';
import { ask } from './webhooks/testing/webhook-world.ts';

const CA = pki['server-ca'].crt;

const idOf = (events: Trace['events'], stage: string): number | undefined => events.flatMap((e) => (e.kind === 'before' && e.stage === stage ? [e.id] : []))[0];

/** What a desk of the trace says of the nearest miss: notes that are no good news, and the nearest line of a file. */
function whyNot({ events }: Trace, desk: string): string[] {
  const id = idOf(events, desk);
  return events.flatMap((e) => {
    if (e.kind === 'note' && e.id === id && e.ok === false) return [e.text];
    if (e.kind !== 'after' || e.id !== id || e.evidence?.type !== 'csv-miss' || !e.evidence.nearest) return [];
    return [`line ${e.evidence.nearest.line}: ${e.evidence.nearest.why}`];
  });
}

describe('the nearest miss of', () => {
  test.each(NEAR_MISSES)('%s', async (_claim, desk, make, why) => {
    const world = await everyPlugin(CA);
    const { path = NS, ...asked } = typeof make === 'function' ? await make(world) : make;
    const { status, body, trace } = await ask(world, path, asked);
    expect(whyNot(trace, desk)).toEqual(why);
    expect([401, 403]).toContain(status);
    for (const words of why) expect(body).not.toContain(words);
  });
});

describe('the nearest miss of a right:', () => {
  test.each(RIGHTS_MISSED)('%s', async (_claim, desk, objects, path, asked, why) => {
    const world = await everyPlugin(CA);
    await admin(world, `${NS}/default/serviceaccounts`, { metadata: { name: 'default' } });
    for (const object of objects) await admin(world, `${NS}/default/pods`, object);
    const { status, body, trace } = await ask(world, path, asked);
    expect(whyNot(trace, desk)).toEqual(why);
    expect(status).toBe(403);
    for (const words of why) expect(body).not.toContain(words);
  });
});

describe('a webhook says itself why not', () => {
  test.each(HOOKS_SAY)('%s', async (_claim, desk, asked, reason) => {
    const { trace } = await ask(await everyPlugin(CA), NS, asked);
    const id = idOf(trace.events, desk);
    const answer = trace.events.find((e) => e.kind === 'after' && e.id === id);
    expect(answer?.kind === 'after' && answer.reason).toBe(reason);
  });
});
