// Models apiserver registry/rest/create.go (BeforeCreate) and registry/generic/registry/store.go for creation.
// Left out: audit of duplicates, object transformers, managed fields.
import { alreadyExists, invalidObject, type StatusError } from '../../../http/status.ts';
import { type KubeObject, type ObjectMeta, orderedMeta } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import type { ResourceEntry } from '../registry.ts';
import { loadSchema } from '../schema/schema.ts';
import { objectMetaErrors, subdomainName } from '../validation/object-meta.ts';
import { plainError } from './errors.ts';
import { etcdKey } from './keys.ts';

export type Written = { object: KubeObject } | { error: StatusError };

const MAX_GENERATED_PREFIX = 58;

/** Kinds whose spec changes are counted in metadata.generation. */
const COUNTED =
  /^(pods|podtemplates|replicationcontrollers|(daemonsets|deployments|replicasets|statefulsets)\.apps|(cronjobs|jobs)\.batch|(ingresses|networkpolicies|ingressclasses|servicecidrs|ipaddresses)\.networking\.k8s\.io|poddisruptionbudgets\.policy|customresourcedefinitions\.apiextensions\.k8s\.io|.*\.admissionregistration\.k8s\.io|.*\.flowcontrol\.apiserver\.k8s\.io|priorityclasses\.scheduling\.k8s\.io|endpointslices\.discovery\.k8s\.io|resourceslices\.resource\.k8s\.io|deviceclasses\.resource\.k8s\.io|csistoragecapacities\.storage\.k8s\.io)$/;

export const countsGenerations = (entry: ResourceEntry): boolean =>
  COUNTED.test(entry.type.group ? `${entry.type.resource}.${entry.type.group}` : entry.type.resource);

/** System metadata of a new object. The store adds resourceVersion. */
function freshMeta(context: RequestContext, entry: ResourceEntry, given: ObjectMeta): ObjectMeta {
  const { clock, random } = context.server;
  const { deletionTimestamp: _d, deletionGracePeriodSeconds: _g, ...kept } = given;
  const generated = !kept.name && kept.generateName ? kept.generateName.slice(0, MAX_GENERATED_PREFIX) + random.suffix() : kept.name;
  return orderedMeta({
    ...kept,
    name: generated,
    uid: random.uuid(),
    ...(countsGenerations(entry) ? { generation: 1 } : {}),
    creationTimestamp: clock.timestamp(),
  });
}

/** The registry's part of a create: guard, system fields, validation, the write. The object has passed admission. */
export async function createObject(context: RequestContext, entry: ResourceEntry, given: KubeObject, dryRun: boolean): Promise<Written> {
  const { type } = entry;
  const strategy = (await entry.strategy.whole?.()) ?? entry.strategy;
  const { store } = context.server;
  const refused = await strategy.guard?.(context, given, undefined);
  if (refused) return { error: refused };
  if (given.metadata.resourceVersion) return { error: plainError('resourceVersion should not be set on objects to be created') };
  let object: KubeObject = { ...given, metadata: freshMeta(context, entry, given.metadata) };
  object = (await loadSchema(store, type.kind)).normalize(strategy.prepare?.(object, undefined, context) ?? object);
  const errors = [
    ...objectMetaErrors(object.metadata, type.namespaced, (name) => (strategy.validateName ?? subdomainName)(name)),
    ...(strategy.validate?.(object, undefined, '') ?? []),
  ];
  if (errors.length) return { error: invalidObject(type.group, type.kind, object.metadata.name ?? '', errors) };
  for (const text of strategy.warnings?.(object, undefined) ?? []) context.warnings.push(text);
  const { name, namespace = '' } = object.metadata;
  if (store.get(type, namespace, name)) return { error: alreadyExists(type.group, type.resource, name) };
  if (dryRun) return { object };
  const stored = store.write(type, namespace, name, object) ?? object;
  context.recorder.store('create', etcdKey(type, namespace, name), stored.metadata.resourceVersion ?? '');
  return { object: stored };
}
