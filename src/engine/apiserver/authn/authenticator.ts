// The socket every authenticator fits. Three answers, not two: I know you, not mine, mine but broken.
import type { AuthenticatorAbout } from '../../../trace/about.ts';
import type { Evidence, MachineState, UserInfo } from '../../../trace/event.ts';
import type { RequestContext } from '../request-context.ts';

/** `code` names the reason: one of the about-file's. `reason` holds the few words for the desk's row. */
export type Authentication<Code extends string = string> =
  | {
      verdict: 'recognised';
      code: Code;
      user: UserInfo;
      audiences?: readonly string[];
      reason: string;
      evidence?: Evidence;
      warnings?: readonly string[];
      annotations?: Readonly<Record<string, string>>;
    }
  | { verdict: 'no-opinion'; code: Code; reason: string; evidence?: Evidence; why?: string }
  /**
   * `error` is the server's own text (log, TokenReview); `why` the nearest miss, which no server tells: what would have to be different for this desk
   * to say yes.
   */
  | { verdict: 'error'; code: Code; error: string; reason: string; evidence?: Evidence; why?: string };

/** Asked once a request, in the order of chain.about.ts. */
export interface RequestAuthenticator<Code extends string = string> extends AuthenticatorAbout {
  authenticate(context: RequestContext): Authentication<Code> | Promise<Authentication<Code>>;
}

/** Asked for one bearer token. `audiences` are the wanted ones (API audiences, or a TokenReview's). */
export interface TokenAuthenticator<Code extends string = string> extends AuthenticatorAbout {
  authenticateToken(token: string, audiences: readonly string[], context: RequestContext): Authentication<Code> | Promise<Authentication<Code>>;
}

export type Identified =
  | { verdict: 'recognised'; user: UserInfo; audiences: readonly string[] | undefined; desk: string; bearer: boolean }
  | { verdict: 'no-opinion' }
  /** `errors` in the server's words, each once; `desk` and `reason` of the first desk that found something wrong, when one did. */
  | { verdict: 'error'; errors: readonly string[]; desk?: string; reason?: string };

/** All authenticators of a server as one: what the filter and a TokenReview ask. */
export interface UnionAuthenticator {
  readonly apiAudiences: readonly string[];
  /** Each authenticator as a state of the machine, with whether this server has it. */
  desks(): MachineState[];
  /** @param audiences the wanted ones: the API audiences, or those of a TokenReview */
  authenticate(context: RequestContext, audiences: readonly string[]): Promise<Identified>;
}
