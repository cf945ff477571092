// npm run mutation [-- PART...]: how many wrong versions of the authenticators, the authorizers and AWS's policy evaluation do the tests notice?
// Part by part, because a mutant costs the tests that reach it: each part is judged by the tests beside it and the recordings about it. Ends with a table and fails below the bar.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const BAR = 80; // per cent of all mutants, those that no test reaches counted as survivors
const SERVER = 'src/engine/apiserver';
const RECORDED = 'e2e/mutation/recorded-cases.test.ts';
const AWS = 'src/engine/parties/aws';

/** No recording: the tests beside the code tell enough, and a mutant costs what is asked about it. */
const NONE = 'none of them';

/** What is mutated, which tests judge it, and which of the recorded suites (a regular expression). */
const PARTS = {
  'authn chain': { mutate: [`${SERVER}/authn/*.ts`], tests: [`${SERVER}/authn/*.test.ts`], suites: NONE },
  'authn request': { mutate: [`${SERVER}/authn/request/*.ts`], tests: [`${SERVER}/authn/request/*.test.ts`, `${SERVER}/authn/*.test.ts`], suites: NONE },
  'authn token': { mutate: [`${SERVER}/authn/token/*.ts`], tests: [`${SERVER}/authn/token/*.test.ts`], suites: NONE },
  'authn jwt': {
    mutate: [`${SERVER}/authn/jwt/*.ts`],
    tests: [`${SERVER}/authn/jwt/*.test.ts`],
    suites: '^(authn-config|oidc-(bad|email|name|required|same|signing))',
  },
  'authz chain': { mutate: [`${SERVER}/authz/*.ts`], tests: [`${SERVER}/authz/*.test.ts`], suites: '^authz-' },
  'authz modes': { mutate: [`${SERVER}/authz/modes/*.ts`], tests: [`${SERVER}/authz/modes/*.test.ts`], suites: '^(abac|node-authorizer|authz-webhook)' },
  'authz rbac': { mutate: [`${SERVER}/authz/rbac/*.ts`], tests: [`${SERVER}/authz/rbac/*.test.ts`], suites: '^rbac' },
  'aws policies': {
    mutate: ['evaluate', 'policy-document', 'conditions', 'wildcard'].map((name) => `${AWS}/${name}.ts`),
    tests: ['policy', 'policy-words', 'conditions'].map((name) => `${AWS}/${name}.test.ts`),
    suites: NONE,
  },
};
const NEVER = ['!src/**/*.test.ts', '!src/**/*.data.ts', '!src/**/testing/**'];

function judge(name, { mutate, tests, suites }) {
  const file = path.join('e2e/results/mutation', `${name.replaceAll(' ', '-')}.json`);
  const env = { ...process.env, MUTATION_TESTS: [...tests, RECORDED].join(','), MUTATION_SUITES: suites, MUTATION_REPORT: file };
  console.log(`\n# ${name}`);
  spawnSync(
    process.execPath,
    ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'e2e/mutation/stryker.config.mjs', '--mutate', [...mutate, ...NEVER].join(',')],
    { env, stdio: 'inherit' },
  );
  const counts = {};
  for (const { mutants } of Object.values(JSON.parse(readFileSync(file, 'utf8')).files))
    for (const { status } of mutants) counts[status] = (counts[status] ?? 0) + 1;
  const noticed = (counts.Killed ?? 0) + (counts.Timeout ?? 0);
  return { noticed, all: noticed + (counts.Survived ?? 0) + (counts.NoCoverage ?? 0) };
}

const wanted = process.argv.slice(2);
for (const name of wanted) if (!(name in PARTS)) throw new Error(`no part "${name}"; there are: ${Object.keys(PARTS).join(', ')}`);
mkdirSync('e2e/results/mutation', { recursive: true });
const scores = Object.entries(PARTS)
  .filter(([name]) => wanted.length === 0 || wanted.includes(name))
  .map(([name, part]) => ({ name, ...judge(name, part) }));

console.log('');
let low = 0;
for (const { name, noticed, all } of scores) {
  const score = (100 * noticed) / all;
  if (score < BAR) low++;
  console.log(`${name.padEnd(16)} ${String(noticed).padStart(5)} of ${String(all).padStart(5)}  ${score.toFixed(1)} %${score < BAR ? `  below ${BAR} %` : ''}`);
}
console.log(`${scores.length - low} passed, ${low} failed`);
process.exitCode = low ? 1 : 0;
