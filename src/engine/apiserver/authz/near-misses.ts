// Why a request was refused: the bindings that came nearest to allowing it, and for each one change that would. Computed when somebody asks,
// against the store the request was judged on. Nothing upstream does this; what allows is decided by the same rules as in modes/rbac.ts.
import type { RequestAttributes, UserInfo } from '../../../trace/event.ts';
import type { KubeObject, ResourceKey } from '../../store/object.ts';
import type { Store } from '../../store/store.ts';
import { BOOTSTRAP_LABEL } from './bootstrap-policy.ts';
import type { NearMiss } from './near-miss.ts';
import { bindRole, type Fix, makeRole, nameYou, widenRole } from './near-miss-fixes.ts';
import { judgeRules, type RoleJudgement, roleText, SubjectJudge, type SubjectJudgement } from './near-miss-judgement.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, ROLE_BINDINGS, ROLES, type RoleRef, roleRefOf, rulesOf, type Subject, subjectsOf } from './rbac/objects.ts';

/** A store, or a store as it was: only reading. */
export type Reader = Pick<Store, 'get' | 'list'> & Partial<Pick<Store, 'values'>>;

const LIMIT = 8;

interface JudgedRole extends RoleJudgement {
  object: KubeObject | undefined;
  system: boolean;
}

interface Candidate {
  binding: KubeObject;
  namespace: string;
  ref: RoleRef;
  role: JudgedRole;
  subject: SubjectJudgement;
  inScope: boolean;
  /** How much must change; smaller is nearer. */
  distance: number;
}

const isSystem = ({ metadata }: KubeObject): boolean => metadata.labels?.[BOOTSTRAP_LABEL] !== undefined || /^(system|kubeadm):/.test(metadata.name);

export function nearMisses(store: Reader, user: UserInfo, attributes: RequestAttributes): NearMiss[] {
  return new Search(store, user, attributes).run();
}

class Search {
  readonly #store: Reader;
  readonly #subjects: SubjectJudge;
  readonly #asked: RequestAttributes;
  readonly #roles = new Map<string, JudgedRole>();
  #advice: RoleRef | null | undefined;

  constructor(store: Reader, user: UserInfo, asked: RequestAttributes) {
    this.#store = store;
    this.#subjects = new SubjectJudge(user);
    this.#asked = asked;
  }

  run(): NearMiss[] {
    const rings = new Map<number, Candidate[]>();
    for (const key of [CLUSTER_ROLE_BINDINGS, ROLE_BINDINGS])
      for (const binding of this.#all(key)) {
        const candidate = this.#judge(binding);
        if (!candidate) continue;
        const ring = rings.get(candidate.distance);
        if (ring) ring.push(candidate);
        else rings.set(candidate.distance, [candidate]);
      }
    const found: NearMiss[] = [];
    const fixes = new Set<string>();
    for (const [, ring] of [...rings].sort(([a], [b]) => a - b)) {
      for (const candidate of firstByName(ring, LIMIT * 2)) {
        const fix = this.#fix(candidate);
        const id = fix && `${fix.request.method} ${fix.request.target} ${JSON.stringify(fix.request.body)}`;
        if (!fix || !id || fixes.has(id)) continue;
        fixes.add(id);
        found.push(this.#report(candidate, fix));
        if (found.length === LIMIT) return found;
      }
    }
    return found;
  }

  #all(key: ResourceKey): Iterable<KubeObject> {
    return this.#store.values?.(key) ?? this.#store.list(key);
  }

  /** Undefined when the binding is about other people and other things. */
  #judge(binding: KubeObject): Candidate | undefined {
    const a = this.#asked;
    const namespace = binding.metadata.namespace ?? '';
    const ref = roleRefOf(binding);
    const subject = this.#subjects.judge(subjectsOf(binding), namespace);
    const role = this.#role(ref, namespace);
    if (!subject.namesYou && !role.covers) return undefined;
    const inScope = namespace === '' || (a.isResourceRequest && namespace === a.namespace);
    // It allows the request: whoever refused it was not RBAC.
    if (inScope && subject.namesYou && role.covers) return undefined;
    const distance = subject.cost + (role.object ? role.cost : 2) + (inScope ? 0 : 2) + this.#reluctance(binding, role, subject);
    return { binding, namespace, ref, role, subject, inScope, distance };
  }

  /** Changing what the cluster itself stands on is worse advice than changing one's own objects; so is giving more than was asked for. */
  #reluctance(binding: KubeObject, role: JudgedRole, { namesYou, almost }: SubjectJudgement): number {
    // Nobody becomes master of all to list one thing, unless the binding means them and only misspells them.
    const broad = role.covers && role.broad ? (almost || !this.#isCoveredNarrowly() ? 0.25 : 3) : 0;
    if (!isSystem(binding) && !role.system) return broad;
    if (namesYou) return 2;
    return broad + (binding.metadata.name.startsWith('system:') ? 4 : 0.5);
  }

  #role(ref: RoleRef, namespace: string): JudgedRole {
    const scope = ref.kind === 'Role' ? namespace : '';
    const id = scope ? `${scope}/${ref.name}` : ref.name;
    let judged = this.#roles.get(id);
    if (!judged) {
      const object = this.#store.get(ref.kind === 'Role' ? ROLES : CLUSTER_ROLES, scope, ref.name);
      judged = { ...judgeRules(object ? rulesOf(object) : [], this.#asked), object, system: object !== undefined && isSystem(object) };
      this.#roles.set(id, judged);
    }
    return judged;
  }

  /** One request that makes this candidate, or one made from it, allow what was asked. */
  #fix({ binding, namespace, ref, role, subject, inScope }: Candidate): Fix | undefined {
    if (inScope && role.covers) return nameYou(binding, this.#subjects.you, subject.almost?.index);
    if (inScope && subject.namesYou && !role.object) return makeRole(ref, namespace, this.#asked);
    if (inScope && subject.namesYou && role.object && !role.system && !role.object.aggregationRule) return widenRole(role.object, role, this.#asked);
    if (!inScope && role.covers && ref.kind === 'ClusterRole') return this.#bind(ref);
    const advice = this.#narrowest();
    return advice ? this.#bind(advice) : undefined;
  }

  /** Where a new binding has to stand: in the request's namespace, cluster-wide for what has none. */
  #bind(ref: RoleRef): Fix {
    const namespace = this.#asked.isResourceRequest ? this.#asked.namespace : '';
    const key = namespace ? ROLE_BINDINGS : CLUSTER_ROLE_BINDINGS;
    return bindRole(ref, namespace, this.#subjects.you, (name) => this.#store.get(key, namespace, name) !== undefined);
  }

  /** The existing role with the fewest rules that covers the request, the learner's own first; null when none does. */
  #narrowest(): RoleRef | null {
    if (this.#advice !== undefined) return this.#advice;
    const { isResourceRequest, namespace } = this.#asked;
    let best: RoleRef | null = null;
    let bestWeight = Number.POSITIVE_INFINITY;
    for (const key of [CLUSTER_ROLES, ROLES])
      for (const role of this.#all(key)) {
        const home = role.metadata.namespace ?? '';
        if (home && (!isResourceRequest || home !== namespace)) continue;
        const ref = { kind: role.kind, name: role.metadata.name };
        const judged = this.#role(ref, home);
        if (!judged.covers) continue;
        const weight = rulesOf(role).length + (judged.broad ? 10_000 : 0) + systemWeight(role.metadata.name);
        if (weight > bestWeight || (weight === bestWeight && best && best.name < ref.name)) continue;
        best = ref;
        bestWeight = weight;
      }
    this.#advice = best;
    return best;
  }

  #isCoveredNarrowly(): boolean {
    const advice = this.#narrowest();
    return advice !== null && !this.#role(advice, this.#asked.namespace).broad;
  }

  #report({ binding, namespace, ref, role, subject, inScope }: Candidate, fix: Fix): NearMiss {
    const why: string[] = [];
    if (!subject.namesYou) why.push(subject.almost?.why ?? othersText(subjectsOf(binding)));
    if (!role.object) why.push(`${ref.kind} ${ref.name} does not exist`);
    else if (!role.covers) why.push(roleText(role, this.#asked));
    if (!inScope) why.push(this.#scopeText(namespace));
    return {
      binding: { kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding', name: binding.metadata.name, namespace },
      role: { kind: ref.kind, name: ref.name },
      namesYou: subject.namesYou,
      coversIt: role.covers && inScope,
      why: why.join('; '),
      fix,
    };
  }

  #scopeText(namespace: string): string {
    if (!this.#asked.isResourceRequest) return 'a RoleBinding never grants paths';
    return this.#asked.namespace ? `namespace ${namespace}, not ${this.#asked.namespace}` : `only in namespace ${namespace}`;
  }
}

/** Roles of the cluster's own parts are the last thing to hand to a person. */
const systemWeight = (name: string): number => (/^system:(controller|kube-)/.test(name) ? 20_000 : name.startsWith('system:') ? 1000 : 0);

function othersText(subjects: readonly Subject[]): string {
  const shown = subjects.slice(0, 2).map((s) => `${s.kind} ${s.name}`);
  return shown.length ? `names ${shown.join(', ')}${subjects.length > 2 ? ', …' : ''}` : 'names nobody';
}

/** The first `count` by name and namespace, without sorting all of a ring that may hold thousands. */
function firstByName(ring: readonly Candidate[], count: number): Candidate[] {
  const before = (a: Candidate, b: Candidate): number =>
    a.binding.metadata.name < b.binding.metadata.name ? -1 : a.binding.metadata.name > b.binding.metadata.name ? 1 : a.namespace < b.namespace ? -1 : 1;
  const first: Candidate[] = [];
  for (const candidate of ring) {
    const last = first.at(-1);
    if (first.length === count && last && before(candidate, last) > 0) continue;
    const at = first.findIndex((c) => before(candidate, c) < 0);
    first.splice(at < 0 ? first.length : at, 0, candidate);
    if (first.length > count) first.pop();
  }
  return first;
}
