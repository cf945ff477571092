// The socket every authorizer fits. Allow, deny or no opinion; nothing said means no.
import type { Evidence, PolicyRule, RequestAttributes, UserInfo, Verdict } from '../../../trace/event.ts';
import type { Recorder } from '../../../trace/recorder.ts';

/** What is asked for; selectors only where the question carries them. */
export interface AskedAttributes extends RequestAttributes {
  /** As in the query, "spec.nodeName=n1". */
  fieldSelector?: string;
}

export interface Authorization {
  decision: 'allowed' | 'denied' | 'no-opinion';
  /** The server's own text: stands in the 403 and in a review's status.reason. May be empty. */
  reason: string;
  /** A few words for the picture when the server gives no reason of its own. */
  words?: string;
  /** An authorizer that failed: turns a refusal into a 500, shows in a review's evaluationError. */
  error?: string;
  evidence?: Evidence;
}

export interface RulesResult {
  resourceRules: PolicyRule[];
  nonResourceRules: PolicyRule[];
  incomplete: boolean;
  errors: string[];
}

export interface HeldRules {
  rules: PolicyRule[];
  missing: string[];
}

export interface Authorizer {
  /** Stage id in the trace: "authz.rbac". */
  readonly id: string;
  readonly title: string;
  readonly blurb: string;
  readonly upstream: string;
  /** What it may say: the edges that leave its desk. All of them when it does not tell. */
  readonly answers?: readonly Verdict[];
  /** `note` may be called while deciding; it is absent when nobody records (reviews, escalation checks). */
  authorize(user: UserInfo, attributes: AskedAttributes, recorder?: Recorder): Authorization | Promise<Authorization>;
  /** For SelfSubjectRulesReview; absent means "does not support user rule resolution". */
  rulesFor?(user: UserInfo, namespace: string): RulesResult;
  /**
   * RBAC rules the user holds in a namespace (cluster-wide ones when it is empty), and the names of roles that are bound but missing:
   * what the guard against escalation compares with. The chain answers whatever its modes are.
   */
  heldRules?(user: UserInfo, namespace: string): HeldRules;
  /** Of a union: whom it asks, in order. */
  readonly members?: readonly Authorizer[];
}
