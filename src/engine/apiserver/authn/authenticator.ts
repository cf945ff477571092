// The socket every authenticator fits. Three answers, not two: I know you, not mine, mine but broken.
import type { Evidence, MachineState, UserInfo, Verdict } from '../../../trace/event.ts';
import type { RequestContext } from '../request-context.ts';

export type Authentication =
  | {
      verdict: 'recognised';
      user: UserInfo;
      audiences?: readonly string[];
      reason: string;
      evidence?: Evidence;
      warnings?: readonly string[];
      annotations?: Readonly<Record<string, string>>;
    }
  | { verdict: 'no-opinion'; reason: string; evidence?: Evidence; why?: string }
  /**
   * `error` is the server's own text (log, TokenReview); `reason` the few words for the desk's row; `why` the nearest miss, which no server tells:
   * what would have to be different for this desk to say yes.
   */
  | { verdict: 'error'; error: string; reason: string; evidence?: Evidence; why?: string };

/** What a plugin says of itself; the stage, the flags tab and the docs are drawn from it. */
export interface AuthenticatorAbout {
  /** Stage id in the trace: "authn.static-token-file". */
  readonly id: string;
  /** As on the desk: "Static token file". */
  readonly title: string;
  readonly blurb: string;
  /** Path in the Kubernetes tree. */
  readonly upstream: string;
  readonly flags: readonly string[];
  /** What it may say: the edges that leave its desk. */
  readonly answers: readonly Verdict[];
}

/** Asked once a request, in the order of chain.ts. */
export interface RequestAuthenticator extends AuthenticatorAbout {
  authenticate(context: RequestContext): Authentication | Promise<Authentication>;
}

/** Asked for one bearer token. `audiences` are the wanted ones (API audiences, or a TokenReview's). */
export interface TokenAuthenticator extends AuthenticatorAbout {
  authenticateToken(token: string, audiences: readonly string[], context: RequestContext): Authentication | Promise<Authentication>;
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
