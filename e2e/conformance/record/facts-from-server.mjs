// npm run facts:server: writes the tables of facts that a fresh, running server tells of itself: default RBAC policy, discovery, columns of
// tables, service accounts of the controllers, and how it and kubectl were built. Same release, same bytes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from '../../load-typescript.mjs';
import { buildPrograms } from './build.mjs';
import { Cluster } from './cluster.mjs';
import { bootstrapPolicy } from './facts/bootstrap-policy.mjs';
import { controllerAccounts } from './facts/controller-accounts.mjs';
import { kubernetesBuild } from './facts/kubernetes-build.mjs';
import { resourceTypes } from './facts/resource-types.mjs';
import { tableColumns } from './facts/table-columns.mjs';
import { writeFacts } from './facts/write.mjs';
import { writeStandIns } from './stand-ins.mjs';

const PKI = fileURLToPath(new URL('../cases/pki.json', import.meta.url));

const { KUBERNETES_VERSION } = await loadTypeScript('e2e/conformance/record/entry.ts');
const bin = buildPrograms(`v${KUBERNETES_VERSION}`);
const work = mkdtempSync(path.join(tmpdir(), 'gatehouse-facts-'));
const keys = path.join(work, 'pki');
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());

/** Runs what asks a server of a fresh cluster. */
async function asking(server, run) {
  const cluster = new Cluster({ bin, folder: path.join(work, 'case'), keys, server });
  try {
    const refusal = await cluster.start();
    if (refusal !== undefined) throw new Error(`the server did not start: ${refusal}`);
    stop.signal.throwIfAborted();
    return await run(async (where, headers = {}) => {
      const answer = await cluster.request({ method: 'GET', path: where, headers, cert: 'admin' });
      if (answer.status !== 200 || answer.json === undefined) throw new Error(`GET ${where}: ${answer.status} ${answer.text.slice(0, 300)}`);
      return answer.json;
    });
  } finally {
    await cluster.stop();
  }
}

try {
  await writeStandIns(JSON.parse(readFileSync(PKI, 'utf8')), keys);
  const client = JSON.parse(execFileSync(path.join(bin, 'kubectl'), ['version', '--client', '-o', 'json'], { encoding: 'utf8' }));
  await asking({ controllers: false }, async (get) => {
    writeFacts('src/engine/kubernetes-build.data.ts', kubernetesBuild(await get('/version'), client));
    writeFacts('src/engine/apiserver/authz/bootstrap-policy.data.ts', await bootstrapPolicy(get));
    writeFacts('src/engine/apiserver/resources/resource-types.data.ts', await resourceTypes(get));
    writeFacts('src/engine/http/table-columns.data.ts', await tableColumns(get));
  });
  await asking({ controllers: true }, async (get) => {
    writeFacts('src/engine/store/controller-accounts.data.ts', await controllerAccounts(get));
  });
} finally {
  rmSync(work, { recursive: true, force: true });
}
