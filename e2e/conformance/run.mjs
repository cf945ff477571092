// npm run conformance -- --cases DIR [--out DIR2] [--suite GLOB]... [--listed] [--quiet] [--table FILE]
// Replays recorded cases of the real server and compares the answers. Ends with "N passed, N failed"; exits with 1 if any failed.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from '../load-typescript.mjs';
import { compareCase } from './compare.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const SHOWN = 5; // differences of one case that are printed

function options(args) {
  const found = { cases: path.join(here, 'cases'), out: undefined, suites: [], quiet: false, table: undefined };
  for (let i = 0; i < args.length; i++) {
    const value = () => {
      if (args[i + 1] === undefined) throw new Error(`${args[i]} needs a value`);
      return args[++i];
    };
    if (args[i] === '--cases') found.cases = path.resolve(value());
    else if (args[i] === '--out') found.out = path.resolve(value());
    else if (args[i] === '--suite') found.suites.push(value());
    else if (args[i] === '--listed') found.suites.push(...JSON.parse(readFileSync(path.join(here, 'suites.json'), 'utf8')));
    else if (args[i] === '--quiet') found.quiet = true;
    else if (args[i] === '--table') found.table = path.resolve(value());
    else throw new Error(`unknown argument ${args[i]}`);
  }
  return found;
}

function casesUnder(folder, inside = '') {
  return readdirSync(path.join(folder, inside))
    .flatMap((name) => {
      const file = path.join(inside, name);
      if (statSync(path.join(folder, file)).isDirectory()) return casesUnder(folder, file);
      return name.endsWith('.json') && !name.startsWith('_') && name !== 'pki.json' ? [file] : [];
    })
    .sort();
}

const asPattern = (glob) =>
  new RegExp(
    `^${glob
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

function pkiOf(folder) {
  const own = path.join(folder, 'pki.json');
  return JSON.parse(readFileSync(existsSync(own) ? own : path.join(here, 'cases', 'pki.json'), 'utf8'));
}

/** The differences of one case; what stops a replay half-way is one too. */
async function judge(replayCase, recorded, pki) {
  try {
    const replayed = await replayCase(recorded, pki);
    return { replayed, differences: compareCase(recorded, replayed) };
  } catch (error) {
    const why = error instanceof Error ? (error.name === 'Error' ? error.message : (error.stack ?? error.message)) : String(error);
    return { replayed: { ...recorded, steps: [], failure: why }, differences: [{ at: 'case', want: 'answers', got: why }] };
  }
}

const short = (value) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 400));

const { cases, out, suites, quiet, table } = options(process.argv.slice(2));
const { replayCase } = await loadTypeScript('e2e/conformance/replay.ts');
const pki = pkiOf(cases);
const patterns = suites.map(asPattern);
const rows = new Map();
for (const file of casesUnder(cases)) {
  const recorded = JSON.parse(readFileSync(path.join(cases, file), 'utf8'));
  if (patterns.length && !patterns.some((pattern) => pattern.test(recorded.suite))) continue;
  const { replayed, differences } = await judge(replayCase, recorded, pki);
  const row = rows.get(recorded.suite) ?? { passed: 0, failed: 0, first: '' };
  rows.set(recorded.suite, row);
  if (differences.length) {
    row.failed++;
    row.first ||= `${recorded.name}: ${differences[0].at}: want ${short(differences[0].want)}, got ${short(differences[0].got)}`;
    if (!quiet) {
      console.log(`FAIL ${recorded.suite} / ${recorded.name}`);
      for (const { at, want, got } of differences.slice(0, SHOWN)) console.log(`  ${at}\n    want ${short(want)}\n    got  ${short(got)}`);
      if (differences.length > SHOWN) console.log(`  and ${differences.length - SHOWN} more differences`);
    }
  } else row.passed++;
  if (out) {
    mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
    writeFileSync(path.join(out, file), `${JSON.stringify(replayed, null, 1)}\n`);
  }
}
const totals = [...rows.values()].reduce((sum, row) => ({ passed: sum.passed + row.passed, failed: sum.failed + row.failed }), {
  passed: 0,
  failed: 0,
});
const last = `${totals.passed} passed, ${totals.failed} failed`;
if (table) {
  const lines = [...rows].map(
    ([suite, row]) =>
      `${row.failed ? 'FAIL' : 'ok  '} ${suite} ${row.passed}/${row.passed + row.failed}${row.first ? `\n       ${row.first.slice(0, 700)}` : ''}`,
  );
  writeFileSync(table, `${lines.join('\n')}\n${last}\n`);
}
if (patterns.length && !rows.size) {
  console.error(`no suite is called ${suites.join(', ')}`);
  process.exit(1);
}
console.log(last);
process.exit(totals.failed ? 1 : 0);
