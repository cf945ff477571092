// Models pkg/volume/{projected,secret,configmap,downwardapi,emptydir}: the files of a pod's volumes, out of what the API server holds.
// Left out: the symbolic link ..data through which files are swapped, bytes that are no text, cluster trust bundles, pod certificates, disks.

import type { Members } from '../../trace/json.ts';
import { fromBase64 } from '../crypto/base64.ts';
import { type ComponentClient, listOf, members, textOf } from './component-client.ts';

export interface WantedToken {
  volume: string;
  path: string;
  audience: string;
  seconds: number;
}

export interface VolumeFile {
  text: string;
  mode: number;
}

/** Files by path below the volume. */
export type VolumeFiles = Map<string, VolumeFile>;

export class MountFailure extends Error {}

interface Pod {
  metadata: Members;
  spec: Members;
}

/** The tokens that the pod's projected volumes name. */
export function wantedTokens({ spec }: Pod): WantedToken[] {
  return listOf(spec.volumes).flatMap((volume) =>
    listOf(members(volume.projected).sources).flatMap((source) => {
      const token = source.serviceAccountToken;
      if (token === undefined) return [];
      const { path, audience, expirationSeconds } = members(token);
      return [
        {
          volume: textOf(volume.name),
          path: textOf(path),
          audience: textOf(audience),
          seconds: typeof expirationSeconds === 'number' ? expirationSeconds : 3600,
        },
      ];
    }),
  );
}

/** Every volume's files but for the tokens. Throws MountFailure in the kubelet's words. */
export async function volumeFiles(client: ComponentClient, pod: Pod): Promise<Map<string, VolumeFiles>> {
  const volumes = new Map<string, VolumeFiles>();
  for (const volume of listOf(pod.spec.volumes)) {
    const files: VolumeFiles = new Map();
    const projected = members(volume.projected);
    const sources = volume.projected === undefined ? [simple(volume)] : listOf(projected.sources);
    for (const source of sources) {
      const own = members(source.secret ?? source.configMap ?? source.downwardAPI);
      const mode = [own.defaultMode, projected.defaultMode].find((m) => typeof m === 'number');
      for (const [path, text] of await contents(client, pod, source)) files.set(path, { text, mode: typeof mode === 'number' ? mode : 0o644 });
    }
    volumes.set(textOf(volume.name), files);
  }
  return volumes;
}

/** A plain volume reads like a projected one with one source. */
function simple(volume: Members): Members {
  const secret = volume.secret === undefined ? undefined : { ...members(volume.secret), name: members(volume.secret).secretName };
  return { secret, configMap: volume.configMap, downwardAPI: volume.downwardAPI };
}

async function contents(client: ComponentClient, pod: Pod, source: Members): Promise<[string, string][]> {
  if (source.downwardAPI !== undefined) return listOf(members(source.downwardAPI).items).map((item) => [textOf(item.path), fieldText(pod, item)]);
  const [kind, resource] = source.secret === undefined ? (['configMap', 'configmaps'] as const) : (['secret', 'secrets'] as const);
  if (source[kind] === undefined) return [];
  const { name, items, optional } = members(source[kind]);
  const namespace = textOf(pod.metadata.namespace);
  const answer = await client.get(`/api/v1/namespaces/${namespace}/${resource}/${textOf(name)}`);
  if (answer.status !== 200) {
    if (answer.status === 404 && optional === true) return [];
    throw new MountFailure(answer.message || `${kind} "${textOf(name)}" not found`);
  }
  const texts = (of: unknown, read: (text: string) => string) =>
    Object.entries(members(of)).map(([key, value]): [string, string] => [key, read(textOf(value))]);
  const { data: plain, binaryData } = answer.json;
  const data = kind === 'secret' ? texts(plain, fromBase64) : [...texts(plain, (text) => text), ...texts(binaryData, fromBase64)];
  if (!Array.isArray(items)) return data;
  return listOf(items).map((item) => {
    const found = data.find(([key]) => key === item.key);
    if (!found) throw new MountFailure(`references non-existent ${kind === 'secret' ? 'secret' : 'config'} key: ${textOf(item.key)}`);
    return [textOf(item.path), found[1]];
  });
}

/** metadata.namespace, metadata.labels['app'] and the like. */
export function fieldText({ metadata, spec }: Pod, item: Members): string {
  const path = textOf(members(item.fieldRef).fieldPath);
  const keyed = /^metadata\.(labels|annotations)(?:\['(.*)'\])?$/.exec(path);
  if (keyed?.[1] !== undefined) {
    const all = members(metadata[keyed[1]]);
    if (keyed[2] !== undefined) return textOf(all[keyed[2]]);
    return Object.keys(all)
      .sort()
      .map((key) => `${key}=${JSON.stringify(all[key])}\n`)
      .join('');
  }
  const [where, field = ''] = path.split('.');
  return textOf(where === 'spec' ? spec[field] : where === 'metadata' ? metadata[field] : '');
}
