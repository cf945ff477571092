// Every request of every recorded case leaves a trace that is a path of the machine it carries.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pathOf } from '../../src/engine/apiserver/testing/path-of-trace.ts';
import type { Pki, RecordedCase } from './recorded-case.ts';
import { replayCase } from './replay.ts';

const CASES = path.resolve('e2e/conformance/cases');
const pki = JSON.parse(readFileSync(path.join(CASES, 'pki.json'), 'utf8')) as Pki;

test.each(readdirSync(CASES).filter((name) => name !== 'pki.json'))('%s', async (suite) => {
  for (const file of readdirSync(path.join(CASES, suite)).filter((name) => name.endsWith('.json'))) {
    const recorded = JSON.parse(readFileSync(path.join(CASES, suite, file), 'utf8')) as RecordedCase;
    let requests = 0;
    await replayCase(recorded, pki, (trace) => {
      requests++;
      expect(() => pathOf(trace), `${suite}/${file}: ${trace.title}`).not.toThrow();
    });
    expect(requests).toBeGreaterThanOrEqual((recorded.steps ?? []).filter((s) => s.request).length);
  }
});
