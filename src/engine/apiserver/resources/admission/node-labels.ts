// Models the labels of plugin/pkg/admission/noderestriction/admission.go and k8s.io/kubelet pkg/apis/well_known_labels.go. Nothing is left out.

const OWN = [
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
];

const within = (domain: string, parent: string): boolean => domain === parent || domain.endsWith(`.${parent}`);

/** A kubelet may set labels of its own domains and of nobody's, not those that others steer pods by. */
function allowed(label: string): boolean {
  const domain = label.includes('/') ? label.slice(0, label.indexOf('/')) : '';
  if (within(domain, 'node-restriction.kubernetes.io')) return false;
  if (!within(domain, 'kubernetes.io') && !within(domain, 'k8s.io')) return true;
  return OWN.includes(label) || within(domain, 'kubelet.kubernetes.io') || within(domain, 'node.kubernetes.io');
}

/** Names of labels that were changed and may not be, sorted. */
export function nodeLabelFaults(now: Readonly<Record<string, string>>, before: Readonly<Record<string, string>>): string[] {
  const changed = [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((label) => now[label] !== before[label]);
  return changed.filter((label) => !allowed(label)).sort();
}
