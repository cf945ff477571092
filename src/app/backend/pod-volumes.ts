// A Pod's volumes as somebody sees them who may look everywhere: what its object asks for, and the files that the kubelet has put into its containers.

import type { Machine } from '../../engine/machine.ts';
import type { World } from '../../engine/world.ts';
import type { PodVolume, VolumeFile, VolumeSource } from '../../ports/objects.ts';
import { isJsonObject, type Json, type JsonObject } from '../../trace/json.ts';
import { Administrator } from './administrator.ts';

const fields = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
const list = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : []);
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Where a volume can be looked into: the mounts of all of it, in containers that run. */
interface Look {
  machine: Machine;
  path: string;
}

/** Undefined when there is no such Pod. */
export async function podVolumes(world: World, namespace: string, name: string): Promise<PodVolume[] | undefined> {
  const administrator = new Administrator(world, 'gatehouse-objects');
  const get = async (path: string): Promise<JsonObject> => fields((await administrator.ask('GET', `/api/v1/namespaces/${namespace}/${path}`))?.body);
  const pod = await get(`pods/${encodeURIComponent(name)}`);
  if (pod.kind !== 'Pod') return undefined;
  const spec = fields(pod.spec);
  const containers = list(spec.containers);
  const volumes: PodVolume[] = [];
  for (const volume of list(spec.volumes)) {
    const mounts = containers.flatMap((container) =>
      list(container.volumeMounts)
        .filter((mount) => mount.name === volume.name)
        .map((mount) => ({ container: text(container.name), path: text(mount.mountPath), below: text(mount.subPath) })),
    );
    const looks = mounts.flatMap(({ container, path, below }): Look[] => {
      const machine = below ? undefined : world.container(namespace, name, container);
      return machine ? [{ machine, path: path.replace(/\/$/, '') }] : [];
    });
    const projected = fields(volume.projected);
    const kind = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
    const sources = volume.projected === undefined ? [volume] : list(projected.sources);
    volumes.push({
      name: text(volume.name),
      kind,
      mounts: mounts.map(({ container, path }) => ({ container, path })),
      mounted: looks.length > 0,
      sources: (await Promise.all(sources.map((source) => sourceOf(source, looks[0], get)))).filter((source) => source !== undefined),
    });
  }
  return volumes;
}

async function sourceOf(source: JsonObject, look: Look | undefined, get: (path: string) => Promise<JsonObject>): Promise<VolumeSource | undefined> {
  const files = (paths: readonly string[]): VolumeFile[] => paths.map((path) => fileAt(path, look));
  if (source.serviceAccountToken !== undefined) {
    const { audience, expirationSeconds, path } = fields(source.serviceAccountToken);
    const seconds = typeof expirationSeconds === 'number' ? expirationSeconds : 3600;
    return { kind: 'TokenRequest', name: '', detail: `${text(audience) || 'for the API server'}, ${seconds} s`, files: files([text(path)]) };
  }
  if (source.downwardAPI !== undefined) {
    const items = list(fields(source.downwardAPI).items);
    const detail = items.map(({ fieldRef, resourceFieldRef }) => text(fields(fieldRef).fieldPath) || text(fields(resourceFieldRef).resource)).join(', ');
    return { kind: 'The Pod itself', name: '', detail, files: files(items.map(({ path }) => text(path))) };
  }
  for (const [key, kind, resource] of KEPT) {
    if (source[key] === undefined) continue;
    const of = fields(source[key]);
    const name = text(of.name) || text(of.secretName);
    const items = list(of.items);
    const object = items.length ? {} : await get(`${resource}/${encodeURIComponent(name)}`);
    const keys = items.length ? items.map(({ path }) => text(path)) : Object.keys({ ...fields(object.data), ...fields(object.binaryData) });
    const detail = items.length ? items.map((item) => text(item.key)).join(', ') : 'all its keys';
    return { kind, name, detail, files: files(keys) };
  }
  return undefined;
}

const KEPT = [
  ['configMap', 'ConfigMap', 'configmaps'],
  ['secret', 'Secret', 'secrets'],
] as const;

function fileAt(path: string, look: Look | undefined): VolumeFile {
  const file = look?.machine.stat(`${look.path}/${path}`);
  if (!file || file === 'folder') return { path, text: undefined, writtenAt: undefined };
  return { path, text: file.text, writtenAt: new Date(file.modified).toISOString().replace(/\.\d{3}Z$/, 'Z') };
}
