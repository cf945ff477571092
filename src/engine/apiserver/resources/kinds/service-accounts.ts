// Models pkg/registry/core/serviceaccount/strategy.go.
import type { KubeObject } from '../../../store/object.ts';
import type { ResourceStrategy } from '../resource.ts';
import { objectsOf } from '../validation/object-meta.ts';

const ENFORCE = 'kubernetes.io/enforce-mountable-secrets';

/** Of the secrets it lists, an account keeps the names alone. */
function prepare(object: KubeObject): KubeObject {
  const secrets = objectsOf(object.secrets);
  return secrets.length ? { ...object, secrets: secrets.map(({ name }) => ({ name })) } : object;
}

export const serviceAccounts: ResourceStrategy = {
  group: '',
  resource: 'serviceaccounts',
  prepare,
  warnings(object, old) {
    const now = object.metadata.annotations?.[ENFORCE];
    if (now === undefined || old?.metadata.annotations?.[ENFORCE] === now) return [];
    return [`metadata.annotations[${ENFORCE}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`];
  },
};
