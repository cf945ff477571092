// Models pkg/kubelet as far as workload identity goes: pods bound to this node are started, their volumes filled, their tokens renewed, and stopped.
// It speaks to the API server over HTTP as system:node:NAME. Left out: images, probes, restarts of containers that end, evictions, node status, leases.

import type { Members } from '../../trace/json.ts';
import type { Clock, DueSource } from '../clock.ts';
import type { Machine, MachineSnapshot } from '../machine.ts';
import type { Random } from '../random.ts';
import { type ComponentClient, listOf, members, textOf } from './component-client.ts';
import { type ClusterServices, makeContainer, mount } from './container.ts';
import { creatingStatus, runningStatus } from './pod-status.ts';
import { MountFailure, type VolumeFiles, volumeFiles, wantedTokens } from './pod-volumes.ts';
import { folded, type HeldToken, held, retried, unfolded } from './token-renewal.ts';

/** From "seen" to "running": pulling an image and starting a container take a while. */
const STARTS_AFTER = 2000;
/** A changed ConfigMap or Secret reaches the files within the sync period. */
const SYNC = 60_000;
/** Mounts that fail are tried again, each time after twice as long; from then on only a change helps. */
const TRIES = 6;

/** What the kubelet remembers of a pod. Never changed in place: snapshots share it. */
export interface PodRecord {
  readonly uid: string;
  readonly stage: 'creating' | 'running' | 'stopping';
  /** When the next step is due; undefined when nothing but a change or a renewal will bring one. */
  readonly at: number | undefined;
  readonly ip: string;
  readonly tokens: readonly HeldToken[];
  readonly failures: number;
  /** The pod as last seen. */
  readonly pod: Members;
  readonly containers: ReadonlyMap<string, Machine>;
}

export interface KubeletSnapshot {
  readonly awake: boolean;
  readonly pods: ReadonlyMap<string, PodRecord>;
  readonly files: readonly { machine: Machine; files: MachineSnapshot }[];
  readonly addresses: number;
}

export interface KubeletOptions {
  node: string;
  hostIp: string;
  services: ClusterServices;
  client: ComponentClient;
  clock: Clock;
  random: Random;
}

export class Kubelet implements DueSource {
  readonly name = 'kubelet';
  readonly #options: KubeletOptions;
  #pods: ReadonlyMap<string, PodRecord> = new Map();
  #awake = true;
  /** Its own writes wake nobody. */
  #busy = false;
  #addresses = 3;
  /** Counts what others have written; only whether it is the same matters. */
  #state = 0;

  constructor(options: KubeletOptions) {
    this.#options = options;
  }

  /** Something was written: to its pods, to what their volumes are made of, or elsewhere. */
  wake(resource: string): void {
    if (this.#busy) return;
    this.#state++;
    if (resource === 'pods') this.#awake = true;
    else if (resource === 'configmaps' || resource === 'secrets' || resource === 'serviceaccounts') this.#sync(resource !== 'serviceaccounts');
  }

  /** Volumes are looked at again soon: at once when they could not be filled. */
  #sync(files: boolean): void {
    const now = this.#options.clock.now();
    for (const record of this.#pods.values()) {
      if (record.stage === 'creating' && record.failures) this.#put({ ...record, at: now, failures: 1 });
      if (files && record.stage === 'running' && record.at === undefined) this.#put({ ...record, at: now + SYNC });
    }
  }

  #put(record: PodRecord): void {
    this.#pods = new Map(this.#pods).set(record.uid, record);
  }

  #drop(uid: string): void {
    const left = new Map(this.#pods);
    left.delete(uid);
    this.#pods = left;
  }

  next(): number | undefined {
    if (this.#awake) return this.#options.clock.now();
    let first = Number.POSITIVE_INFINITY;
    for (const record of this.#pods.values()) first = Math.min(first, dueAt(record));
    return first === Number.POSITIVE_INFINITY ? undefined : first;
  }

  left(until: number): number {
    let left = 0;
    for (const record of this.#pods.values())
      left += Number((record.at ?? Number.POSITIVE_INFINITY) <= until) + record.tokens.filter((t) => t.renewAt !== undefined && t.renewAt <= until).length;
    return left;
  }

  /** Whether a pod is on its way: then time should pass for whoever looks. */
  isStarting(): boolean {
    return this.#awake || [...this.#pods.values()].some(({ stage, failures }) => stage === 'creating' && failures < 2);
  }

  async run(until: number): Promise<void> {
    this.#busy = true;
    try {
      if (this.#awake) await this.#list();
      else await this.#step(until);
    } finally {
      this.#busy = false;
    }
  }

  stop(): void {
    const now = this.#options.clock.now();
    for (const record of this.#pods.values())
      if (record.tokens.some((t) => t.folded)) this.#put({ ...record, tokens: record.tokens.map((t) => unfolded(t, now)) });
  }

  async #list(): Promise<void> {
    this.#awake = false;
    const { client, node, clock } = this.#options;
    const answer = await client.get(`/api/v1/pods?fieldSelector=spec.nodeName%3D${node}`);
    if (answer.status !== 200) return;
    const seen = new Set<string>();
    for (const pod of listOf(answer.json.items)) {
      const uid = textOf(members(pod.metadata).uid);
      seen.add(uid);
      const record = this.#pods.get(uid);
      if (!record) await this.#admit(uid, pod);
      else this.#put({ ...record, pod });
      const now = this.#pods.get(uid);
      if (now && now.stage !== 'stopping' && members(pod.metadata).deletionTimestamp !== undefined)
        this.#put({ ...now, stage: 'stopping', at: clock.now() + grace(pod) });
    }
    for (const uid of this.#pods.keys()) if (!seen.has(uid)) this.#drop(uid);
  }

  /** A pod this kubelet has not seen. One that runs already was started before this kubelet was: it is taken over as it is. */
  async #admit(uid: string, pod: Members): Promise<void> {
    const { clock } = this.#options;
    const { phase, podIP } = members(pod.status);
    if (phase === 'Succeeded' || phase === 'Failed') return;
    const runs = phase === 'Running';
    const ip = textOf(podIP) || `10.244.0.${this.#addresses++}`;
    const record: PodRecord = { uid, stage: 'creating', at: clock.now() + (runs ? 0 : STARTS_AFTER), ip, tokens: [], failures: 0, pod, containers: new Map() };
    this.#put(record);
    if (!runs) await this.#status(record, creatingStatus(pod, this.#place(ip)));
  }

  #place(podIp: string) {
    return { now: this.#options.clock.timestamp(), hostIp: this.#options.hostIp, podIp };
  }

  async #status({ pod, uid }: PodRecord, status: Members): Promise<void> {
    const { namespace, name } = members(pod.metadata);
    const path = `/api/v1/namespaces/${textOf(namespace)}/pods/${textOf(name)}/status`;
    const patch = { metadata: { uid }, status };
    const answer = await this.#options.client.send('PATCH', path, patch, { contentType: 'application/strategic-merge-patch+json' });
    const record = this.#pods.get(uid);
    if (record && answer.status === 200) this.#put({ ...record, pod: answer.json });
  }

  /** The one thing that is due first. */
  async #step(until: number): Promise<void> {
    let first: PodRecord | undefined;
    for (const record of this.#pods.values()) if (!first || dueAt(record) < dueAt(first)) first = record;
    if (!first) return;
    const now = this.#options.clock.now();
    const token = first.tokens.find((t) => t.renewAt !== undefined && t.renewAt <= now);
    if (first.at !== undefined && first.at <= now) {
      if (first.stage === 'creating') await this.#start(first);
      else if (first.stage === 'stopping') await this.#end(first);
      else await this.#refill({ ...first, at: undefined });
    } else if (token) await this.#renew(first, token, until);
  }

  async #start(record: PodRecord): Promise<void> {
    const { clock, services, random } = this.#options;
    const filled = await this.#fill(record);
    if (!filled) {
      const failures = record.failures + 1;
      this.#put({ ...record, failures, at: failures < TRIES ? clock.now() + 1000 * 2 ** failures : undefined });
      return;
    }
    const containers = new Map<string, Machine>();
    const pod: Members = { ...record.pod, status: { ...members(record.pod.status), hostIP: this.#options.hostIp, podIP: record.ip } };
    for (const container of listOf(members(pod.spec).containers)) {
      const machine = makeContainer(pod, container, services, clock);
      mount(machine, container, filled.volumes);
      containers.set(textOf(container.name), machine);
    }
    this.#put({ ...record, stage: 'running', at: undefined, tokens: filled.tokens, containers, failures: 0 });
    if (members(record.pod.status).phase === 'Running') return;
    const id = () => Array.from({ length: 8 }, () => random.next().toString(16).padStart(8, '0')).join('');
    await this.#status({ ...record, pod }, runningStatus(pod, this.#place(record.ip), id));
  }

  /** The volumes' files with a token in each place that wants one; undefined when they cannot be had. */
  async #fill(record: PodRecord): Promise<{ volumes: Map<string, VolumeFiles>; tokens: HeldToken[] } | undefined> {
    const pod = { metadata: members(record.pod.metadata), spec: members(record.pod.spec) };
    try {
      const volumes = await volumeFiles(this.#options.client, pod);
      const tokens: HeldToken[] = [];
      for (const wanted of wantedTokens(pod)) {
        const issued = await this.#request(record, wanted);
        if (!issued) return undefined;
        tokens.push(issued.token);
        volumes.get(wanted.volume)?.set(wanted.path, { text: issued.text, mode: 0o644 });
      }
      return { volumes, tokens };
    } catch (error) {
      if (error instanceof MountFailure) return undefined;
      throw error;
    }
  }

  async #request(
    { uid, pod }: PodRecord,
    wanted: Pick<HeldToken, 'volume' | 'path' | 'audience' | 'seconds' | 'folded'>,
  ): Promise<{ token: HeldToken; text: string } | undefined> {
    const { client, clock } = this.#options;
    const [metadata, spec] = [members(pod.metadata), members(pod.spec)];
    const { volume, path, audience, seconds, folded: fold } = wanted;
    const body = {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {},
      spec: {
        audiences: audience ? [audience] : null,
        expirationSeconds: seconds,
        boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: textOf(metadata.name), uid },
      },
      status: { token: '', expirationTimestamp: null },
    };
    const target = `/api/v1/namespaces/${textOf(metadata.namespace)}/serviceaccounts/${textOf(spec.serviceAccountName)}/token`;
    const answer = await client.send('POST', target, body, fold ? { folded: { count: fold.count, first: fold.first, last: clock.now() } } : {});
    if (answer.status !== 201) return undefined;
    const { token, expirationTimestamp } = members(answer.json.status);
    const now = clock.seconds() * 1000;
    return {
      token: held({ volume, path, audience, seconds, answeredIn: this.#state }, now, Date.parse(textOf(expirationTimestamp)) - now),
      text: textOf(token),
    };
  }

  async #renew(record: PodRecord, token: HeldToken, until: number): Promise<void> {
    const { clock } = this.#options;
    const put = (next: HeldToken) => this.#put({ ...record, tokens: record.tokens.map((t) => (t === token ? next : t)) });
    // Between the first and the last of many nothing else happens: the last alone is asked for, at its own moment.
    const many = folded(token, until, this.#state);
    if (many !== token) {
      put(many);
      return;
    }
    const issued = await this.#request(record, token);
    put(issued?.token ?? retried(token, clock.now()));
    if (!issued) return;
    for (const container of listOf(members(record.pod.spec).containers)) {
      const machine = record.containers.get(textOf(container.name));
      for (const { name, mountPath } of listOf(container.volumeMounts))
        if (name === token.volume) machine?.write(`${textOf(mountPath).replace(/\/$/, '')}/${token.path}`, issued.text);
    }
  }

  /** Changed sources reach the files; tokens stay as they are. */
  async #refill(record: PodRecord): Promise<void> {
    this.#put(record);
    try {
      const volumes = await volumeFiles(this.#options.client, { metadata: members(record.pod.metadata), spec: members(record.pod.spec) });
      for (const container of listOf(members(record.pod.spec).containers)) {
        const machine = record.containers.get(textOf(container.name));
        if (!machine) continue;
        const at = (volume: string) => textOf(listOf(container.volumeMounts).find((m) => m.name === volume)?.mountPath).replace(/\/$/, '');
        for (const { volume, path } of record.tokens) volumes.get(volume)?.set(path, { text: machine.read(`${at(volume)}/${path}`) ?? '', mode: 0o644 });
        mount(machine, container, volumes);
      }
    } catch (error) {
      if (!(error instanceof MountFailure)) throw error;
    }
  }

  /** Its containers have ended: the object may go. */
  async #end(record: PodRecord): Promise<void> {
    const { namespace, name } = members(record.pod.metadata);
    this.#drop(record.uid);
    const options = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0, preconditions: { uid: record.uid } };
    await this.#options.client.send('DELETE', `/api/v1/namespaces/${textOf(namespace)}/pods/${textOf(name)}`, options);
  }

  /** What runs, for whoever executes something in it or looks at its files. */
  find(namespace: string, name: string): PodRecord | undefined {
    return [...this.#pods.values()].find(({ pod }) => {
      const metadata = members(pod.metadata);
      return metadata.namespace === namespace && metadata.name === name;
    });
  }

  /** Tokens on disk of running pods. */
  tokens(): readonly HeldToken[] {
    return [...this.#pods.values()].flatMap(({ tokens, stage }) => (stage === 'running' ? tokens : []));
  }

  snapshot(): KubeletSnapshot {
    const machines = [...this.#pods.values()].flatMap(({ containers }) => [...containers.values()]);
    return { awake: this.#awake, pods: this.#pods, files: machines.map((machine) => ({ machine, files: machine.snapshot() })), addresses: this.#addresses };
  }

  restore(saved: KubeletSnapshot | undefined): void {
    this.#awake = saved?.awake ?? true;
    this.#pods = saved?.pods ?? new Map();
    this.#addresses = saved?.addresses ?? 3;
    this.#state++;
    for (const { machine, files } of saved?.files ?? []) machine.restore(files);
  }
}

function dueAt({ at, tokens, stage }: PodRecord): number {
  let first = at ?? Number.POSITIVE_INFINITY;
  if (stage === 'running') for (const { renewAt } of tokens) if (renewAt !== undefined && renewAt < first) first = renewAt;
  return first;
}

/** `sleep` as the first process hears no SIGTERM, so the whole grace passes; others end at once. */
function grace(pod: Members): number {
  const seconds = members(pod.metadata).deletionGracePeriodSeconds;
  const deaf = listOf(members(pod.spec).containers).some((c) => Array.isArray(c.command) && c.command[0] === 'sleep');
  return (deaf && typeof seconds === 'number' ? seconds : 1) * 1000;
}
