// Models staging/src/k8s.io/apiserver/pkg/endpoints/filters/audit.go and audit_init.go. What is written down of a request is put together when it has been
// answered, see audit/events.ts.
import type { Filter, Outcome } from './filter.ts';

export const audit: Filter = {
  state: {
    id: 'audit',
    kind: 'filter',
    room: 'impersonation',
    title: 'Audit',
    blurb: 'Gives the request a number, under which everything it does can be written down.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/endpoints/filters/audit.go',
    transitions: [{ on: 'passed', to: 'impersonation' }],
  },
  handle(context): Outcome {
    return { verdict: 'passed', reason: `Audit-Id ${context.auditId}` };
  },
};
