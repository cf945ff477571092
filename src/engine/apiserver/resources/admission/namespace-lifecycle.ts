// Models apiserver pkg/admission/plugin/namespace/lifecycle. Left out: its cache and the wait for a namespace made a moment ago.
import { forbiddenBecause, notFound } from '../../../http/status.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

const IMMORTAL = ['default', 'kube-system', 'kube-public'];
const NAMESPACES = { group: '', resource: 'namespaces' };

/** Reviews may ask about namespaces that do not exist. */
const MAY_BE_ABSENT = ['localsubjectaccessreviews'];

export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit({ context, route, object }) {
    const { type } = route.entry;
    if (type.resource === 'namespaces' && type.group === '') {
      if (context.info.verb !== 'delete' || !IMMORTAL.includes(route.name)) return undefined;
      return { error: forbiddenBecause('', 'namespaces', route.name, 'this namespace may not be deleted') };
    }
    if (route.namespace === '' || !object || MAY_BE_ABSENT.includes(type.resource)) return undefined;
    const namespace = context.server.store.get(NAMESPACES, '', route.namespace);
    if (!namespace) return { error: notFound('', 'namespaces', route.namespace) };
    const phase = ((namespace.status ?? {}) as { phase?: string }).phase;
    if (phase !== 'Terminating') return { object };
    const why = `unable to create new content in namespace ${route.namespace} because it is being terminated`;
    const error = forbiddenBecause(type.group, type.resource, object.metadata.name || (object.metadata.generateName ?? '') || 'Unknown', why);
    const cause = { reason: 'NamespaceTerminating', message: `namespace ${route.namespace} is being terminated`, field: 'metadata.namespace' };
    return { error: { ...error, details: { ...error.details, causes: [cause] } } };
  },
};
