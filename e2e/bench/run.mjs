// npm run bench -- [--json FILE]: what the engine costs on this machine, and the page when it was built. Times are never a test; the yardstick
// says how fast the machine is.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { bundleTypeScript } from '../load-typescript.mjs';
import { longTasks } from './long-tasks.mjs';

/** What the targets below were set for: SHA-256 of 1 MiB in this many microseconds. */
const REFERENCE_US = 700;
const TARGETS_US = {
  'get-static': 45,
  'get-forbidden': 45,
  'get-service-account': 170,
  'create-token': 600,
  'full-chain-unknown': 100,
  'review-10000': 150,
  'near-misses-10000': 20_000,
  'seek-2000': 4_000,
  'year-200-pods': 2_000_000,
};
const HEAP_TARGET_MIB = 10;
const LONG_TASK_MS = 50;

function yardstick() {
  const data = Buffer.alloc(1 << 20, 7);
  const took = [];
  for (let i = 0; i < 300; i++) {
    const start = process.hrtime.bigint();
    createHash('sha256').update(data).digest();
    took.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  return Math.round(took.sort((a, b) => a - b)[150] * 10) / 10;
}

/** Heap of a fresh cluster above bare Node, each after a collection, in a process of its own. */
function heap(entry) {
  const script = `
    const settle = async () => { for (let i = 0; i < 5; i++) { await new Promise((r) => setTimeout(r, 20)); gc(); } return process.memoryUsage().heapUsed; };
    const bare = await settle();
    const { freshCluster } = await import(${JSON.stringify(pathToFileURL(entry).href)});
    globalThis.kept = await freshCluster();
    console.log((await settle()) - bare);
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the heap could not be measured: ${stderr}`);
  return Math.round((Number(stdout) / (1 << 20)) * 100) / 100;
}

const at = process.argv.indexOf('--json');
const file = at > 0 ? process.argv[at + 1] : undefined;
if (at > 0 && !file) throw new Error('--json needs a file');

const entry = await bundleTypeScript('e2e/bench/engine.ts');
const { measure } = await import(pathToFileURL(entry).href);
const heapMiB = heap(entry);
const before = yardstick();
const rows = await measure();
const yardstickUs = Math.max(before, yardstick());

const scale = yardstickUs / REFERENCE_US;
console.log(`yardstick ${yardstickUs} µs (targets are set for ${REFERENCE_US}, here ×${scale.toFixed(2)})`);
for (const [name, { medianUs }] of Object.entries(rows)) {
  const target = TARGETS_US[name] * scale;
  console.log(`${medianUs <= target ? 'ok  ' : 'SLOW'} ${name.padEnd(20)} ${String(medianUs).padStart(9)} µs, target ${target.toFixed(0)}`);
}
console.log(`${heapMiB <= HEAP_TARGET_MIB ? 'ok  ' : 'BIG '} ${'heap'.padEnd(20)} ${String(heapMiB).padStart(9)} MiB, target ${HEAP_TARGET_MIB}`);

const longest = await longTasks();
if (!longest) console.log('     the page is not built: its longest tasks are not measured');
for (const [part, { wall, thread }] of Object.entries(longest ?? {})) {
  const name = { lab: 'longest task, lab', play: 'longest task, play' }[part] ?? part;
  console.log(
    `${thread <= LONG_TASK_MS ? 'ok  ' : 'LONG'} ${name.padEnd(20)} ${String(thread).padStart(9)} ms of the thread, ${wall} by the clock, target ${LONG_TASK_MS}`,
  );
}
if (file) writeFileSync(file, `${JSON.stringify({ yardstickUs, heapMiB, rows, longestTaskMs: longest }, null, 2)}\n`);
process.exit(0);
