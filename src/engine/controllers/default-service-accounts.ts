// Models pkg/controller/serviceaccount/serviceaccounts_controller.go: every active namespace has a service account "default".
import type { Controller } from './controllers.ts';
import { activeNamespaces, freshMeta, SERVICE_ACCOUNTS } from './objects.ts';

export const defaultServiceAccounts: Controller = {
  watches: ['namespaces', 'serviceaccounts'],
  reconcile(cluster) {
    for (const namespace of activeNamespaces(cluster)) {
      if (cluster.store.get(SERVICE_ACCOUNTS, namespace, 'default')) continue;
      const account = { kind: 'ServiceAccount', apiVersion: 'v1', metadata: freshMeta(cluster, 'default', namespace) };
      cluster.store.write(SERVICE_ACCOUNTS, namespace, 'default', account);
    }
  },
};
