// What controllers make, as pure functions: they send it by HTTP, and a fresh cluster is given it as a thing of the past. Nothing is left out.

export const TOKEN_SECRET = 'kubernetes.io/service-account-token';
export const ROOT_CA = 'kube-root-ca.crt';
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

export const defaultAccount = (namespace: string) => ({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'default', namespace } });

/** `ca`: PEM. */
export const rootCaConfigMap = (ca: string) => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name: ROOT_CA, annotations: { 'kubernetes.io/description': DESCRIPTION } },
  data: { 'ca.crt': ca },
});
