// The filters of kube-apiserver in the order in which a request meets them. handler-chain.ts makes the machine from this list and runs it.
import type { Filter } from './filters/filter.ts';
import { audit } from './filters/audit.ts';
import { authentication } from './filters/authentication.ts';
import { authorizationFilter } from './filters/authorization.ts';
import { flowControl } from './filters/flow-control.ts';
import { impersonation } from './filters/impersonation.ts';
import { requestInfo } from './filters/request-info.ts';
import { writeText } from '../http/response-writer.ts';

const routing: Filter = {
  state: {
    id: 'routing', kind: 'filter', room: 'admission', title: 'Routing',
    transitions: [{ on: 'passed', to: 'reply.200' }, { on: 'not-found', to: 'reply.404' }],
  },
  handle(context) {
    if (context.info.path === '/version') return { verdict: 'passed', reason: '/version', response: writeText(context, 200, '{}') };
    return { verdict: 'not-found', reason: 'not built yet', response: writeText(context, 404, '404 page not found\n') };
  },
};

export const filters: readonly Filter[] = [requestInfo, authentication, audit, impersonation, flowControl, authorizationFilter, routing];
