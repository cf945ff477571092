// The tables of facts stand in the sources as the scripts write them: asked of the modelled server, which is made from them, the scripts
// write the same bytes. A line changed by hand, or one that the model does not serve as the table says, shows here.
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { corpusWorld } from '../../../../src/engine/base-worlds/corpus.ts';
import { createWorld } from '../../../../src/engine/create-world.ts';
import { Headers } from '../../../../src/engine/http/message.ts';
import type { World } from '../../../../src/engine/world.ts';
import { USER_AGENT } from '../../../../src/shell/programs/kubectl/client.ts';
import type { Pki } from '../../recorded-case.ts';
import { bootstrapPolicy } from './bootstrap-policy.mjs';
import type { Get } from './discovery.mjs';
import { resourceTypes } from './resource-types.mjs';
import { tableColumns } from './table-columns.mjs';

const pki = JSON.parse(readFileSync('e2e/conformance/cases/pki.json', 'utf8')) as Pki;
let world: World;
beforeAll(async () => {
  world = await createWorld(corpusWorld({ pki, now: '2026-12-01T00:00:00Z' }));
});

const get: Get = async (target, headers = {}) => {
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://127.0.0.1:26443',
    request: { method: 'GET', target, headers: new Headers([['User-Agent', USER_AGENT], ...Object.entries(headers)]), body: '' },
    tls: { ca: pki['server-ca']!.crt!, clientCertificate: pki.admin!.crt! },
  });
  if (!exchange.ok || exchange.response.status !== 200) throw new Error(`GET ${target}: ${JSON.stringify(exchange).slice(0, 300)}`);
  return JSON.parse(exchange.response.body);
};

test.each([
  ['src/engine/apiserver/authz/bootstrap-policy.data.ts', bootstrapPolicy],
  ['src/engine/apiserver/resources/resource-types.data.ts', resourceTypes],
  ['src/engine/http/table-columns.data.ts', tableColumns],
])('%s', async (file, write) => {
  expect((await write(get)).split('\n')).toEqual(readFileSync(file, 'utf8').split('\n'));
});
