// Flags of kubectl that this simulator does not have, by command, as its own help lists them.

const PRINTED = 'allow-missing-template-keys show-managed-fields';

const ABSENT: Readonly<Record<string, string>> = {
  create: 'windows-line-endings',
  apply: 'allow-missing-template-keys cascade grace-period openapi-patch prune-allowlist subresource timeout',
  delete: 'raw',
  patch: PRINTED,
  label: `field-selector ${PRINTED}`,
  annotate: `field-selector ${PRINTED}`,
  replace: 'raw timeout wait',
  diff: 'concurrency force-conflicts prune prune-allowlist show-secrets',
  run: 'cascade detach-keys expose filename f force grace-period kustomize k leave-stdin-open override-type pod-running-timeout privileged recursive R timeout wait',
  'auth reconcile': `template ${PRINTED}`,
  'api-resources': 'show-managed-fields',
  logs: 'all-pods ignore-errors insecure-skip-tls-verify-backend limit-bytes max-log-requests pod-running-timeout prefix since-time',
  exec: 'filename f',
  wait: `field-selector filename f local recursive R template ${PRINTED}`,
  'certificate approve': `template ${PRINTED}`,
  'certificate deny': `template ${PRINTED}`,
};

/** `path`: "kubectl create token". */
export function isAbsent(path: string, flag: string): boolean {
  return `profile-output ${ABSENT[path.replace('kubectl ', '')] ?? ''}`.split(' ').includes(flag);
}
