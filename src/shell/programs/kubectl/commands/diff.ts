// kubectl diff -f: what apply would change, as diff -u -N tells it.

import { toYaml } from '../../../../engine/http/go-yaml.ts';
import { membersOf } from '../../../../trace/json.ts';
import type { KubeObject } from '../client.ts';
import type { Command } from '../context.ts';
import { KubectlError } from '../failure.ts';
import { FILE_FLAGS, metaOf, readManifests } from '../manifests.ts';
import { pathOf } from '../mapper.ts';
import { compactJson } from '../print/json.ts';
import { unifiedDiff } from '../print/unified-diff.ts';
import { resolveManifest } from '../resolve-manifest.ts';
import { LAST_APPLIED, lastApplied } from '../three-way.ts';
import { applyPatch, currentObject, writeQuery } from './apply.ts';
import { withoutManagedFields } from './get.ts';

export const diff: Command = {
  flags: [
    ...FILE_FLAGS,
    { name: 'server-side', type: 'bool' },
    { name: 'field-manager', type: 'string' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'show-managed-fields', type: 'bool' },
  ],
  async run(context) {
    if (!context.flags.has('filename')) throw new KubectlError('error: must specify one of -f and -k');
    const client = await context.client();
    const { manifests, error } = await readManifests(context);
    if (error) throw error;
    let differs = false;
    for (const manifest of manifests) {
      const resolved = await resolveManifest(context, client, manifest);
      const { mapping, namespace, object } = resolved;
      const name = metaOf(object).name ?? '';
      const live = await currentObject(client, resolved);
      const query = writeQuery(context, 'kubectl-client-side-apply', true);
      let after: KubeObject;
      if (!live) after = await client.json({ method: 'POST', path: `${pathOf(mapping, namespace)}?${query}`, body: JSON.stringify(lastApplied(object)) });
      else {
        const { patch, contentType } = applyPatch(object, live, mapping);
        after = Object.keys(patch).length
          ? await client.json({ method: 'PATCH', path: `${pathOf(mapping, namespace, name)}?${query}`, contentType, body: compactJson(patch) })
          : live;
      }
      const file = [mapping.group, mapping.version, mapping.kind, namespace, name].filter(Boolean).join('.');
      const text = unifiedDiff(`/tmp/LIVE-1/${file}`, `/tmp/MERGED-1/${file}`, live ? shown(live) : '', shown(after), context.io.world.clock.now());
      if (!text) continue;
      differs = true;
      context.out(`diff -u -N /tmp/LIVE-1/${file} /tmp/MERGED-1/${file}\n${text}`);
    }
    return differs ? 1 : 0;
  },
};

/** Without what apply itself writes. */
function shown(object: KubeObject): string {
  const { annotations, ...metadata } = membersOf(withoutManagedFields(object).metadata);
  const { [LAST_APPLIED]: _, ...others } = membersOf(annotations);
  return toYaml({ ...object, metadata: Object.keys(others).length ? { ...metadata, annotations: others } : metadata });
}
