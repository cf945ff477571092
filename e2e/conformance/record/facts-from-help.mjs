// npm run facts:help: writes the tables of facts that the real server tells in its --help: its flags with their types and defaults, and its
// admission plugins. Same release, same bytes.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { loadTypeScript } from '../../load-typescript.mjs';
import { buildPrograms } from './build.mjs';
import { admissionPlugins } from './facts/admission-plugins.mjs';
import { helpFlags } from './facts/help-flags.mjs';
import { serverFlags } from './facts/server-flags.mjs';
import { writeFacts } from './facts/write.mjs';

const { KUBERNETES_VERSION } = await loadTypeScript('e2e/conformance/record/entry.ts');
const bin = buildPrograms(`v${KUBERNETES_VERSION}`, ['kube-apiserver']);
const flags = helpFlags(execFileSync(path.join(bin, 'kube-apiserver'), ['--help'], { encoding: 'utf8' }));
writeFacts('src/engine/apiserver/resources/admission/default-plugins.data.ts', admissionPlugins(flags));
writeFacts('src/engine/apiserver/flags/flags.data.ts', serverFlags(flags));
