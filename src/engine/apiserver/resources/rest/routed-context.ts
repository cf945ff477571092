// What routing and admission add to a request's context for the gates behind them. Apart from the context itself: authenticators and kinds know none of it.
import type { RequestContext } from '../../request-context.ts';
import type { PendingWrite } from './pending-write.ts';
import type { Route } from './route.ts';

export interface RoutedContext extends RequestContext {
  /** Set by the routing filter for a request that the registry answers. */
  route?: Route;
  /** Set by admission for writes. */
  write?: PendingWrite;
}
