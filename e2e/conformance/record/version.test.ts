// Moving to another release of Kubernetes must stay one changed constant: no other line may spell the version.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KUBERNETES_MINOR_VERSION, KUBERNETES_VERSION } from '../../../src/engine/kubernetes-version.about.ts';

const HOME = 'src/engine/kubernetes-version.about.ts';
/** What was recorded, what happened, and what others wrote. */
const LEFT_OUT = [/^e2e\/conformance\/cases\//, /^CHANGELOG\.md$/, /^package-lock\.json$/, /^LICENSE/, /\.(png|svg|woff2|ico)$/];

const spelled = new RegExp(`(?<![\\d.])${KUBERNETES_MINOR_VERSION.replace('.', '\\.')}(?!\\d)`);

test('only its home spells the version of Kubernetes', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { encoding: 'utf8' }).split('\0');
  const looked = files.filter((name) => name && name !== HOME && !LEFT_OUT.some((pattern) => pattern.test(name)));
  const found = looked.filter((name) => spelled.test(textOf(name)));
  expect(looked.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
});

function textOf(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch {
    return ''; // removed from the work tree, not yet from git
  }
}

test.each([
  ['kube-apiserver v{minor}.3', true],
  ['"{minor}"', true],
  ['2{minor}', false],
  ['4.{minor}', false],
  ['{minor}7', false],
])('%s', (text, is) => {
  expect(spelled.test(text.replace('{minor}', KUBERNETES_MINOR_VERSION))).toBe(is);
});

test('the version is a release: three numbers', () => {
  expect(KUBERNETES_VERSION).toMatch(/^\d+\.\d+\.\d+$/);
  expect(KUBERNETES_VERSION.startsWith(`${KUBERNETES_MINOR_VERSION}.`)).toBe(true);
});
