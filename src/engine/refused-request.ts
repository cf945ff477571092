// What a trace says of a refusal, for whoever explains it.
import type { Evidence, RequestAttributes, Trace, UserInfo } from '../trace/event.ts';

/** Who asked for what, when RBAC was asked and nobody allowed it. */
export function whoAndWhat(trace: Trace): { user: UserInfo; attributes: RequestAttributes } | undefined {
  const stages = new Map<number, string>();
  let user: UserInfo | undefined;
  let attributes: RequestAttributes | undefined;
  let refused = false;
  let rbac = false;
  for (const event of trace.events) {
    if (event.kind === 'before') stages.set(event.id, event.stage);
    if (event.kind !== 'after') continue;
    const stage = stages.get(event.id);
    const evidence: Evidence | undefined = event.evidence;
    if (stage === 'request-info' && evidence?.type === 'attributes') attributes = evidence.attributes;
    if ((stage === 'authentication' || stage === 'impersonation') && evidence?.type === 'user') user = evidence.user;
    if (stage === 'authorization' && event.verdict === 'denied') refused = true;
    if (stage === 'authz.rbac') rbac = true;
  }
  return refused && rbac && user && attributes ? { user, attributes } : undefined;
}
