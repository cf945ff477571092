// npm run record -- --suite FOLDER [--suite FOLDER]... --out FOLDER: asks the real components the questions of suites. --help says the rest.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTypeScript } from '../../load-typescript.mjs';
import { answerCase, leavesTraces } from './ask.mjs';
import { buildPrograms, ETCD_VERSION, programsOf } from './build.mjs';
import { API_PORT, Cluster } from './cluster.mjs';
import { PARTY_PORTS, startParties } from './parties.mjs';
import { writeStandIns } from './stand-ins.mjs';

const OWN_CASES = fileURLToPath(new URL('../cases', import.meta.url));
/** A provider that the server is told to use is asked for its discovery document soon after the start, and its answers are ready a moment later. */
const DISCOVERY_MS = 15_000;
const DISCOVERED_MS = 1500;

const help = (version) => `npm run record -- --suite FOLDER [--suite FOLDER]... --out FOLDER [--case NAME]...

Asks kube-apiserver, kube-controller-manager and kubectl ${version} the questions of a suite and writes OUT/SUITE/CASE.json with their answers.
A suite is a folder of cases as e2e/conformance/README.md describes them; what answers a case holds already is replaced. A case with
"startup": {} instead of "steps" records whether and why the server refuses to start. A pki.json in the folder, or beside it, takes the place
of e2e/conformance/cases/pki.json.

  --suite FOLDER   the questions; may be given several times
  --out FOLDER     where the answered cases go
  --case NAME      only the cases of this name
  --build          build all programs and stop

Needed: Linux or macOS; Go (https://go.dev/dl/, the version that go.mod of k8s.io/kubernetes ${version} asks for, or any that may download it);
bash and curl for the cases that run scripts; ports ${[API_PORT, ...Object.values(PARTY_PORTS)].join(', ')}, 26257, 26379 and 26380 of 127.0.0.1.
The first run builds what it needs of the programs, and an etcd ${ETCD_VERSION}, from the Go module proxy: 3 to 4 GB of disk in Go's own caches
and 300 MB in ${programsOf(version).folder},
minutes on an idle machine and an hour on a busy one. A case then takes some seconds: each one that
writes gets a fresh cluster.`;

const { values: given } = parseArgs({
  options: {
    suite: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
    case: { type: 'string', multiple: true, default: [] },
    build: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const { KUBERNETES_VERSION, mint } = await loadTypeScript('e2e/conformance/record/entry.ts');
const version = `v${KUBERNETES_VERSION}`;
if (given.help || (!given.build && (!given.suite.length || !given.out))) {
  console.log(help(version));
  process.exit(given.help ? 0 : 2);
}
if (given.build) {
  buildPrograms(version);
  process.exit(0);
}
const { bin } = programsOf(version);

const work = mkdtempSync(path.join(tmpdir(), 'gatehouse-record-'));
let running;
process.once('exit', () => rmSync(work, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void halt().then(() => process.exit(1)));

async function halt() {
  const { cluster, parties } = running ?? {};
  running = undefined;
  await cluster?.stop();
  await parties?.stop();
}

function pkiOf(folder) {
  const file = [path.join(folder, 'pki.json'), path.join(folder, '..', 'pki.json'), path.join(OWN_CASES, 'pki.json')].find(existsSync);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A cluster for the server of a case, and the parties it may ask; `refusal` is what the server said when it did not start. */
async function start(server, pki, keys) {
  buildPrograms(version, ['etcd', 'kube-apiserver', ...(server.controllers ? ['kube-controller-manager'] : [])]);
  const cluster = new Cluster({ bin, folder: path.join(work, 'case'), keys, server });
  running = { cluster, server: JSON.stringify(server) };
  running.parties = await startParties(server.services ?? {}, pki, keys);
  running.refusal = await cluster.start();
  if (running.refusal === undefined) await discovered(server, running.parties.asked);
  return running;
}

async function discovered(server, asked) {
  const told = JSON.stringify([server.flags, server.files]);
  const wanted = ['oidc', 'oidc2'].filter((name) => server.services?.[name] && told.includes(`127.0.0.1:${PARTY_PORTS[name]}`));
  for (const until = Date.now() + DISCOVERY_MS; wanted.some((name) => !asked.some((line) => line.startsWith(`${name} `))) && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (wanted.length) await new Promise((resolve) => setTimeout(resolve, DISCOVERED_MS));
}

async function record(question, pki, keys) {
  if (running?.server !== JSON.stringify(question.server)) {
    await halt();
    await start(question.server, pki, keys);
  }
  if (question.steps?.some(({ sh }) => sh !== undefined)) buildPrograms(version, ['kubectl']);
  const { cluster, refusal } = running;
  const asked = { ...question, kubernetes: version, now: new Date().toISOString() };
  try {
    if (question.startup) return { ...asked, startup: refusal === undefined ? { failed: false } : { failed: true, error: cluster.elsewhere(refusal) } };
    if (refusal !== undefined) throw new Error(`the server did not start: ${refusal}`);
    return await answerCase(asked, { cluster, pki, mint });
  } finally {
    if (refusal !== undefined || leavesTraces(question)) await halt();
  }
}

/** One line a step, so that a changed answer is a changed line. */
function written({ steps, ...rest }) {
  const head = JSON.stringify(rest, null, 1);
  if (!steps) return `${head}\n`;
  return `${head.slice(0, -2)},\n "steps": [\n${steps.map((step) => `  ${JSON.stringify(step)}`).join(',\n')}\n ]\n}\n`;
}

let recorded = 0;
let failed = 0;
for (const folder of given.suite.map((name) => path.resolve(name))) {
  const pki = pkiOf(folder);
  const keys = path.join(work, `pki-${path.basename(folder)}`);
  const withoutStandIns = await writeStandIns(pki, keys);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'pki.json' && !name.startsWith('_'));
  for (const file of files.sort()) {
    const question = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    if (given.case.length && !given.case.includes(question.name)) continue;
    const began = Date.now();
    try {
      const answered = await record(question, pki, keys);
      const out = path.join(path.resolve(given.out), question.suite, file);
      mkdirSync(path.dirname(out), { recursive: true });
      writeFileSync(out, withoutStandIns(written(answered)));
      recorded++;
      console.log(`${question.suite} / ${question.name}: recorded in ${Math.round((Date.now() - began) / 1000)} s`);
    } catch (error) {
      failed++;
      await halt();
      console.log(`FAILED ${question.suite} / ${question.name}: ${error.message}`);
    }
  }
  await halt();
}
console.log(`${recorded} recorded, ${failed} failed`);
process.exit(failed || !recorded ? 1 : 0);
