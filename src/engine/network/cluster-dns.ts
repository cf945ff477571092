// Models CoreDNS and the search list of a pod's resolv.conf for names of services. Left out: pods' own names, external names, headless services.

export interface ServiceName {
  name: string;
  namespace: string;
}

const NAME = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster(?:\.local)?)?)?)?$/;

/** "vault" asked from namespace "app" is vault.app; "vault.tools.svc.cluster.local" says it all. Undefined for what is no such name. */
export function resolveInside(host: string, namespace: string): ServiceName | undefined {
  const match = NAME.exec(host);
  return match?.[1] === undefined ? undefined : { name: match[1], namespace: match[2] ?? namespace };
}

export const isKubernetes = ({ name, namespace }: ServiceName): boolean => name === 'kubernetes' && namespace === 'default';
