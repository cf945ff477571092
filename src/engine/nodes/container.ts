// Models a container as far as somebody who executes a command in it sees it: a user, an environment, and files with the volumes mounted.
// Left out: the image's own files, its processes, limits.

import type { Members } from '../../trace/json.ts';
import type { Clock } from '../clock.ts';
import { Machine } from '../machine.ts';
import { listOf, members, textOf } from './component-client.ts';
import { fieldText, type VolumeFiles } from './pod-volumes.ts';

export interface ClusterServices {
  /** "10.96.0.1" */
  kubernetes: string;
}

/** Images that start as somebody else than root. */
const USERS: Readonly<Record<string, string>> = { 'curlimages/curl': 'curl_user' };

export function makeContainer(pod: Members, container: Members, services: ClusterServices, clock: Clock): Machine {
  const [metadata, spec] = [members(pod.metadata), members(pod.spec)];
  const name = textOf(metadata.name);
  const root = [members(container.securityContext).runAsUser, members(spec.securityContext).runAsUser].some((u) => u === 0);
  const user = root ? 'root' : (USERS[textOf(container.image).split(':')[0] ?? ''] ?? 'root');
  const env: Record<string, string> = {
    HOSTNAME: name,
    KUBERNETES_SERVICE_HOST: services.kubernetes,
    KUBERNETES_SERVICE_PORT: '443',
    KUBERNETES_SERVICE_PORT_HTTPS: '443',
    KUBERNETES_PORT: `tcp://${services.kubernetes}:443`,
    KUBERNETES_PORT_443_TCP: `tcp://${services.kubernetes}:443`,
    KUBERNETES_PORT_443_TCP_PROTO: 'tcp',
    KUBERNETES_PORT_443_TCP_PORT: '443',
    KUBERNETES_PORT_443_TCP_ADDR: services.kubernetes,
  };
  for (const { name: key, value, valueFrom } of listOf(container.env))
    env[textOf(key)] = valueFrom === undefined ? textOf(value) : fieldText({ metadata, spec }, members(valueFrom));
  const namespace = textOf(metadata.namespace);
  return new Machine(name, { user, home: user === 'root' ? '/root' : `/home/${user}`, env, files: { '/etc/hostname': `${name}\n` } }, clock.now, namespace);
}

/** Puts the volumes' files where the container mounts them. What is no longer in a volume goes. */
export function mount(machine: Machine, container: Members, volumes: ReadonlyMap<string, VolumeFiles>): void {
  for (const { name, mountPath, subPath } of listOf(container.volumeMounts)) {
    const files = volumes.get(textOf(name));
    const at = textOf(mountPath).replace(/\/$/, '');
    if (!files) continue;
    machine.makeFolder(at);
    const wanted = new Map<string, { text: string; mode: number }>();
    const below = textOf(subPath);
    for (const [path, file] of files) {
      if (!below) wanted.set(`${at}/${path}`, file);
      else if (path === below) wanted.set(at, file);
      else if (path.startsWith(`${below}/`)) wanted.set(`${at}${path.slice(below.length)}`, file);
    }
    for (const path of machine.paths())
      if (files.size && path.startsWith(`${at}/`) && !wanted.has(path) && machine.read(path) !== undefined) machine.remove(path);
    for (const [path, { text, mode }] of wanted) if (machine.read(path) !== text) machine.write(path, text, mode);
  }
}
