// Models staging/src/k8s.io/apiserver/pkg/server/options/audit.go (ApplyTo): a policy and somewhere to write to, or the server does not start.
// Left out: the webhook backend, rotation, batching, and the file itself: the events of a request are kept with its trace.

import type { ServerOptions } from '../options.ts';
import type { StartFailure } from '../start-failure.ts';
import type { Policy } from './policy.ts';
import { readPolicyFile } from './policy-file.ts';

export type StartedAudit = { policy: Policy | undefined } | { failure: StartFailure };

/** `policy` is there only when events have somewhere to go. */
export async function readAudit(
  options: ServerOptions,
  read: (path: string) => string | undefined,
  log: (text: string, severity?: 'I' | 'W' | 'E') => void,
): Promise<StartedAudit> {
  const path = options.flag('audit-policy-file');
  const output = options.flag('audit-log-path');
  if (!path) {
    if (output && Number(options.flag('v')) >= 2) log('audit.go:286] No audit policy file provided, no events will be recorded for log backend', 'I');
    return { policy: undefined };
  }
  const found = await readPolicyFile(path, read(path));
  if (!found.ok) {
    const { error, line, column } = found;
    return { failure: { error, flag: 'audit-policy-file', file: path, ...(line ? { line } : {}), ...(column ? { column } : {}) } };
  }
  if (found.warning) log(`reader.go:81] ${found.warning}`, 'W');
  return { policy: output ? found.policy : undefined };
}
