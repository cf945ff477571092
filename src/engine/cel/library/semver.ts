// Models k8s.io/apiserver/pkg/cel/library/semverlib.go over blang/semver: strict versions, and with `true` those that lack parts, have a v or leading zeros.
// Left out: build metadata in comparisons (it does not count).
import type { Register } from './register.ts';

export class Semver {
  constructor(
    readonly core: readonly bigint[],
    readonly pre: readonly string[],
  ) {}
}

const NUMBER = '(0|[1-9]\\d*)';
const STRICT = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?$`);

function parse(text: string, normalize = false): Semver | undefined {
  const match = STRICT.exec(normalize ? normalized(text) : text);
  if (!match) return undefined;
  const pre = match[4] === undefined ? [] : match[4].split('.');
  const build = match[5] === undefined ? [] : match[5].split('.');
  if (pre.some((part) => part === '' || /^0\d+$/.test(part)) || build.includes('')) return undefined;
  const core = match.slice(1, 4).map(BigInt);
  return core.some((part) => part >= 2n ** 64n) ? undefined : new Semver(core, pre);
}

function normalized(text: string): string {
  const bare = text.trim().replace(/^v/, '');
  const [, core = '', rest = ''] = /^([^-+]*)([\s\S]*)$/.exec(bare) ?? [];
  const parts = core.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  // A short version may have neither pre-release nor build.
  if (parts.length < 3 && rest !== '') return bare;
  while (parts.length < 3) parts.push('0');
  return parts.join('.') + rest;
}

function semver(text: string, normalize = false): Semver {
  const found = parse(text, normalize);
  if (!found) throw new Error(`No Major.Minor.Patch elements found in ${JSON.stringify(text)}`);
  return found;
}

function compareParts(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  if (left !== right) return left ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function compare(a: Semver, b: Semver): number {
  for (const [i, part] of a.core.entries()) {
    const other = b.core[i] ?? 0n;
    if (part !== other) return part < other ? -1 : 1;
  }
  if (!a.pre.length || !b.pre.length) return b.pre.length - a.pre.length === 0 ? 0 : a.pre.length ? -1 : 1;
  for (let i = 0; i < Math.max(a.pre.length, b.pre.length); i++) {
    const [left, right] = [a.pre[i], b.pre[i]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const order = compareParts(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

export function registerSemver({ add, type }: Register): void {
  const T = 'kubernetes.Semver';
  type(T, Semver);
  add(`semver(string): ${T}`, (text: string) => semver(text));
  add(`semver(string, bool): ${T}`, semver);
  add('isSemver(string): bool', (text: string) => parse(text) !== undefined);
  add('isSemver(string, bool): bool', (text: string, normalize: boolean) => parse(text, normalize) !== undefined);
  add(`${T}.major(): int`, ({ core }: Semver) => core[0] ?? 0n);
  add(`${T}.minor(): int`, ({ core }: Semver) => core[1] ?? 0n);
  add(`${T}.patch(): int`, ({ core }: Semver) => core[2] ?? 0n);
  add(`${T}.isLessThan(${T}): bool`, (a: Semver, b: Semver) => compare(a, b) < 0);
  add(`${T}.isGreaterThan(${T}): bool`, (a: Semver, b: Semver) => compare(a, b) > 0);
  add(`${T}.compareTo(${T}): int`, (a: Semver, b: Semver) => BigInt(compare(a, b)));
}
