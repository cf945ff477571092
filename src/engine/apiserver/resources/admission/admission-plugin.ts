// The socket every admission plugin fits: it looks at one write and lets it pass, changes it or refuses it. Which there are, and in what order, stands in plugins.ts.
import type { StatusError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Route } from '../rest/route.ts';

export interface Admitting {
  context: RequestContext;
  route: Route;
  /** The new object of a create; undefined for other verbs. */
  object: KubeObject | undefined;
}

export interface AdmissionPlugin {
  /** As in --enable-admission-plugins. */
  readonly name: string;
  /** Looks at updates, too. */
  readonly updates?: true;
  /** undefined: nothing to say. */
  admit(admitting: Admitting): AdmissionAnswer | Promise<AdmissionAnswer>;
}

export type AdmissionAnswer = { object: KubeObject; note?: string } | { error: StatusError } | undefined;
