// The recorded answers of the real server, one test a case: what `npm run conformance` compares, where Stryker can see which code each case reaches.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compareCase } from '../conformance/compare.mjs';
import type { Pki, RecordedCase } from '../conformance/recorded-case.ts';
import { replayCase } from '../conformance/replay.ts';

const CASES = path.resolve('e2e/conformance/cases');
const pki = JSON.parse(readFileSync(path.join(CASES, 'pki.json'), 'utf8')) as Pki;
/** Suites that type commands are the shell's business, and slow. */
const SHELL = /^(article|kubectl|kubeconfig)/;
/** MUTATION_SUITES, a regular expression, leaves only some. */
const wanted = new RegExp(process.env.MUTATION_SUITES ?? '');

for (const suite of readdirSync(CASES).filter((name) => name !== 'pki.json' && !SHELL.test(name) && wanted.test(name)))
  for (const file of readdirSync(path.join(CASES, suite)).filter((name) => name.endsWith('.json')))
    test(`${suite}/${file}`, async () => {
      const recorded = JSON.parse(readFileSync(path.join(CASES, suite, file), 'utf8')) as RecordedCase;
      expect(compareCase(recorded, await replayCase(recorded, pki))).toEqual([]);
    });
