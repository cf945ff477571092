// Models apiserver pkg/authorization/union/union.go: the first that allows or denies decides; when nobody does, reasons and errors are joined.
import type { UserInfo, Verdict } from '../../../trace/event.ts';
import type { Recorder } from '../../../trace/recorder.ts';
import { aggregate } from '../../http/go-format.ts';
import type { AskedAttributes, Authorization, Authorizer, HeldRules, RulesResult } from './authorizer.ts';
import type { RbacAuthorizer } from './modes/rbac.ts';

const verdictOf = (answer: Authorization): Verdict => (answer.error && answer.decision === 'no-opinion' ? 'error' : answer.decision);

export class AuthorizationChain implements Authorizer {
  readonly id = 'authorization';
  readonly title = 'Authorization';
  readonly blurb = 'Asks each authorization mode in turn until one allows or denies.';
  readonly upstream = 'staging/src/k8s.io/apiserver/pkg/authorization/union/union.go';
  #members: readonly Authorizer[];
  readonly #rbac: RbacAuthorizer;

  /** `rbac` resolves what users hold, whether or not it is among the members. */
  constructor(members: readonly Authorizer[], rbac: RbacAuthorizer) {
    this.#members = members;
    this.#rbac = rbac;
  }

  get members(): readonly Authorizer[] {
    return this.#members;
  }

  /** Puts others in their place, all at once: a request that is under way goes on with those it began with. */
  replace(members: readonly Authorizer[]): void {
    this.#members = members;
  }

  heldRules(user: UserInfo, namespace: string): HeldRules {
    return this.#rbac.heldRules(user, namespace);
  }

  /** Opens and closes a stage a member when somebody records. Stays synchronous as long as the members do. */
  authorize(user: UserInfo, attributes: AskedAttributes, recorder?: Recorder): Authorization | Promise<Authorization> {
    return this.#from(this.#members, 0, [], user, attributes, recorder);
  }

  #from(
    members: readonly Authorizer[],
    start: number,
    before: Authorization[],
    user: UserInfo,
    attributes: AskedAttributes,
    recorder?: Recorder,
  ): Authorization | Promise<Authorization> {
    for (let i = start; i < members.length; i++) {
      const member = members[i];
      if (!member) break;
      const stage = recorder?.before(member.id);
      const close = (answer: Authorization): boolean => {
        if (recorder && stage !== undefined) recorder.after(stage, verdictOf(answer), answer.error || answer.reason || answer.words || '', answer.evidence);
        before.push(answer);
        return answer.decision !== 'no-opinion';
      };
      const answer = member.authorize(user, attributes, recorder);
      if (answer instanceof Promise) return answer.then((a) => (close(a) ? a : this.#from(members, i + 1, before, user, attributes, recorder)));
      if (close(answer)) return answer;
    }
    const errors = before.flatMap((a) => (a.error ? [a.error] : []));
    return {
      decision: 'no-opinion',
      reason: before.flatMap((a) => (a.reason ? [a.reason] : [])).join('\n'),
      words: 'no rule allows it',
      ...(errors.length ? { error: aggregate(errors) } : {}),
    };
  }

  /** The implicit system:masters desk names no rules: its power shows only through the cluster-admin binding. */
  rulesFor(user: UserInfo, namespace: string): RulesResult {
    const all: RulesResult = { resourceRules: [], nonResourceRules: [], incomplete: false, errors: [] };
    for (const member of this.#members) {
      const one = member.rulesFor?.(user, namespace);
      if (!one) continue;
      all.resourceRules.push(...one.resourceRules);
      all.nonResourceRules.push(...one.nonResourceRules);
      all.incomplete ||= one.incomplete;
      if (one.errors.length) all.errors.push(aggregate(one.errors));
    }
    return all;
  }
}
