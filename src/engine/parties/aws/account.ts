// What one AWS account is at a moment, shared by the services that stand before it. Left out: propagation, which takes IAM seconds in the real world.
import type { AwsSpec } from './aws-spec.ts';
import { type PolicyKind, readPolicy } from './policy-document.ts';
import type { Session } from './sessions.ts';

/** Plain data, never changed afterwards. */
export interface AccountState {
  /** The data the party was last given; tells a world's snapshot from another party's memory. */
  readonly given: AwsSpec;
  readonly spec: AwsSpec;
  readonly sessions: readonly Session[];
}

export class Account {
  #state: AccountState;

  constructor(spec: AwsSpec) {
    this.#state = { given: spec, spec, sessions: [] };
  }

  get spec(): AwsSpec {
    return this.#state.spec;
  }

  get sessions(): readonly Session[] {
    return this.#state.sessions;
  }

  change(spec: Partial<AwsSpec>): void {
    this.#state = { ...this.#state, spec: { ...this.#state.spec, ...spec } };
  }

  remember(session: Session, now: number): void {
    // Expired ones stay a day, so that whoever still shows them hears that they have expired.
    const alive = this.#state.sessions.filter(({ expires }) => expires + 86_400_000 > now);
    this.#state = { ...this.#state, sessions: [...alive, session] };
  }

  state(): AccountState {
    return this.#state;
  }

  restore(saved: AccountState): void {
    const { given } = this.#state;
    this.#state = saved.given === given ? saved : { given, spec: keepingGood(given, saved.spec), sessions: saved.sessions };
  }
}

/** Documents that IAM refuses do not come into force: the last good ones stay. */
function keepingGood(wanted: AwsSpec, before: AwsSpec): AwsSpec {
  const good = (text: string, kind: PolicyKind, last: string | undefined): string => (readPolicy(text, kind).ok ? text : (last ?? text));
  const roles = wanted.roles.map((role) => {
    const old = before.roles.find(({ name }) => name === role.name);
    const permissions = Object.entries(role.permissions).map(([name, text]) => [name, good(text, 'permissions', old?.permissions[name])]);
    return { ...role, trust: good(role.trust, 'trust', old?.trust), permissions: Object.fromEntries(permissions) as Record<string, string> };
  });
  return { ...wanted, roles };
}
