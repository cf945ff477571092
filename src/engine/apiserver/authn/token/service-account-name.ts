// Models staging/src/k8s.io/apiserver/pkg/authentication/serviceaccount/util.go (SplitUsername). Nothing is left out.

const PREFIX = 'system:serviceaccount:';
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const NAMESPACE = new RegExp(`^${LABEL}$`);
const NAME = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/** undefined when the user name is not that of a service account. */
export function splitAccountName(user: string): { namespace: string; name: string } | undefined {
  if (!user.startsWith(PREFIX)) return undefined;
  const parts = user.slice(PREFIX.length).split(':');
  const [namespace, name] = parts;
  if (parts.length !== 2 || !namespace || !name) return undefined;
  if (namespace.length > 63 || !NAMESPACE.test(namespace) || name.length > 253 || !NAME.test(name)) return undefined;
  return { namespace, name };
}
