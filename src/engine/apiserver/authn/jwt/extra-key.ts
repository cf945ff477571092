// Models IsDomainPrefixedPath of apimachinery's validation and what the JWT authenticators ask of a key of `extra` on top. Left out: nothing.
import { dns1123SubdomainFaults } from '../../resources/validation/names.ts';

const PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** `value` is the part that is shown; undefined for a key that is missing altogether. */
export function extraKeyFaults(key: string): { value?: string; why: string }[] {
  if (!key) return [{ why: 'Required value' }];
  const faults: { value: string; why: string }[] = [];
  const slash = key.indexOf('/');
  const domain = slash < 0 ? key : key.slice(0, slash);
  const path = slash < 0 ? '' : key.slice(slash + 1);
  if (slash < 0 || domain === '' || path === '') faults.push({ value: key, why: 'must be a domain-prefixed path (such as "acme.io/foo")' });
  else {
    for (const why of dns1123SubdomainFaults(domain)) faults.push({ value: domain, why });
    if (!new RegExp(`^${PATH}$`).test(path)) faults.push({ value: path, why: `Invalid path (regex used for validation is '${PATH}')` });
  }
  if (key !== key.toLowerCase()) faults.push({ value: key, why: 'must be lowercase' });
  if (/(^|\.)(k8s|kubernetes)\.io$/.test(domain)) {
    faults.push({ value: key, why: 'k8s.io, kubernetes.io and their subdomains are reserved for Kubernetes use' });
  }
  return faults;
}
