// Models pkg/controller/certificates/rootcacertpublisher/publisher.go: every active namespace holds the CA's certificate for its pods.
import type { Controller } from './controllers.ts';
import { activeNamespaces, CONFIG_MAPS, freshMeta } from './objects.ts';

const NAME = 'kube-root-ca.crt';
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

export const rootCaPublisher: Controller = {
  watches: ['namespaces', 'configmaps'],
  reconcile(cluster) {
    const { store, rootCa } = cluster;
    if (rootCa === undefined) return;
    const annotations = { 'kubernetes.io/description': DESCRIPTION };
    for (const namespace of activeNamespaces(cluster)) {
      const found = store.get(CONFIG_MAPS, namespace, NAME);
      const data = found?.data;
      if (typeof data === 'object' && data !== null && Object.keys(data).length === 1 && 'ca.crt' in data && data['ca.crt'] === rootCa) continue;
      const metadata = found?.metadata ?? freshMeta(cluster, NAME, namespace, { annotations });
      store.write(CONFIG_MAPS, namespace, NAME, { kind: 'ConfigMap', apiVersion: 'v1', metadata: { ...metadata, annotations }, data: { 'ca.crt': rootCa } });
    }
  },
};
