// Models where etcd keeps each kind (pkg/kubeapiserver/default_storage_factory_builder.go and the kinds' storage), for the trace.
import type { ResourceKey } from '../../../store/object.ts';

const PREFIXES: Record<string, string> = {
  nodes: 'minions',
  services: 'services/specs',
  endpoints: 'services/endpoints',
  ingresses: 'ingress',
  customresourcedefinitions: 'apiextensions.k8s.io/customresourcedefinitions',
  apiservices: 'apiregistration.k8s.io/apiservices',
};

export const etcdPrefix = (key: ResourceKey): string => `/registry/${PREFIXES[key.resource] ?? key.resource}`;

export const etcdKey = (key: ResourceKey, namespace: string, name: string): string =>
  namespace ? `${etcdPrefix(key)}/${namespace}/${name}` : `${etcdPrefix(key)}/${name}`;
