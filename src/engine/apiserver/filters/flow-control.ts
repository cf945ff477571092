// Models staging/src/k8s.io/apiserver/pkg/server/filters/priority-and-fairness.go. Left out: queues (a world handles one request at a time, so nobody ever
// waits) and with them the answer 429 and the two headers that name flow schema and priority level.
import type { Filter, Outcome } from './filter.ts';

export const flowControl: Filter = {
  state: {
    id: 'flow-control',
    kind: 'filter',
    room: 'authorization',
    title: 'Flow control',
    blurb: 'Lets one crowd of requests not starve the others. Here nobody else is waiting.',
    upstream: 'staging/src/k8s.io/apiserver/pkg/server/filters/priority-and-fairness.go',
    transitions: [{ on: 'passed', to: 'authorization' }],
  },
  handle(context): Outcome {
    return { verdict: 'passed', reason: context.user.groups.includes('system:masters') ? 'exempt' : 'no queue' };
  },
};
