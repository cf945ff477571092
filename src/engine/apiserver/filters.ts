// The filters of kube-apiserver in the order in which a request meets them. handler-chain.ts makes the machine from this list and runs it.

import { admission } from './filters/admission.ts';
import { audit } from './filters/audit.ts';
import { authentication } from './filters/authentication.ts';
import { authorizationFilter } from './filters/authorization.ts';
import type { Filter } from './filters/filter.ts';
import { flowControl } from './filters/flow-control.ts';
import { impersonation } from './filters/impersonation.ts';
import { requestInfo } from './filters/request-info.ts';
import { routing } from './filters/routing.ts';
import { storage } from './filters/storage.ts';

export const filters: readonly Filter[] = [requestInfo, authentication, audit, impersonation, flowControl, authorizationFilter, routing, admission, storage];
