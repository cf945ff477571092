// Models pkg/auth/authorizer/abac and the conversions of pkg/apis/abac. Left out: protobuf lines, the warning about unversioned lines,
// and the exact decoding errors of lines that are broken in ways other than syntax, types or kind.

import type { PolicyRule, UserInfo } from '../../../../trace/event.ts';
import type { Members } from '../../../../trace/json.ts';
import type { Recorder } from '../../../../trace/recorder.ts';
import { goJsonKind } from '../../../http/go-json.ts';
import type { StartFailure } from '../../start-failure.ts';
import type { AskedAttributes, Authorization, Authorizer, RulesResult } from '../authorizer.ts';
import { noSuchKind, notAnObject, readJsonOrYaml } from '../configuration.ts';
import { urlMatches } from '../rbac/rule-match.ts';

export interface AbacPolicy {
  user: string;
  group: string;
  readonly: boolean;
  apiGroup: string;
  resource: string;
  namespace: string;
  nonResourcePath: string;
}

const VERSION = 'abac.authorization.kubernetes.io/v1beta1';
const ALL = 'system:authenticated';

const MEMBERS = ['user', 'group', 'apiGroup', 'resource', 'namespace', 'nonResourcePath'] as const;

/** The members of a policy; a member of another type is an error in the decoder's words. */
function readMembers(raw: Members, inside: string): AbacPolicy | { error: string } {
  const policy: AbacPolicy = { user: '', group: '', readonly: false, apiGroup: '', resource: '', namespace: '', nonResourcePath: '' };
  const mismatch = (member: string, value: unknown, type: string) => {
    return { error: `json: cannot unmarshal ${goJsonKind(value)} into Go struct field ${inside}.${member} of type ${type}` };
  };
  for (const member of MEMBERS) {
    const value = raw[member];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return mismatch(member, value, 'string');
    policy[member] = value;
  }
  const { readonly } = raw;
  if (readonly !== undefined && readonly !== null && typeof readonly !== 'boolean') return mismatch('readonly', readonly, 'bool');
  policy.readonly = readonly === true;
  return policy;
}

/** A star for user or group means everybody authenticated, and drops whatever else names the subject. */
const starred = (p: AbacPolicy): AbacPolicy => (p.user === '*' || p.group === '*' ? { ...p, user: '', group: ALL } : p);

/** Lines without a version: what is left out means everything. */
function unversioned(p: AbacPolicy): AbacPolicy {
  const everybody = !p.user && !p.group ? { ...p, group: ALL } : starred(p);
  return {
    ...everybody,
    namespace: p.namespace || '*',
    resource: p.resource || '*',
    apiGroup: '*',
    nonResourcePath: !p.namespace && !p.resource ? '*' : '',
  };
}

async function readLine(line: string): Promise<AbacPolicy | { error: string }> {
  const read = await readJsonOrYaml(line);
  if ('error' in read) return { error: `couldn't get version/kind; json parse error: ${read.error}` };
  const value = read.value ?? {};
  const wrong = notAnObject(value);
  if (wrong) return { error: `couldn't get version/kind; json parse error: ${wrong}` };
  const { apiVersion, kind, spec } = value as Members;
  if (!apiVersion) {
    const old = readMembers(value as Members, 'Policy');
    return 'error' in old ? old : unversioned({ ...old, apiGroup: '', nonResourcePath: '' });
  }
  if (apiVersion !== VERSION || kind !== 'Policy') return { error: noSuchKind(String(kind ?? 'Policy'), String(apiVersion)) };
  if (spec !== undefined && spec !== null && goJsonKind(spec) !== 'object')
    return { error: `json: cannot unmarshal ${goJsonKind(spec)} into Go struct field Policy.spec of type v1beta1.PolicySpec` };
  const policy = readMembers((spec ?? {}) as Members, 'PolicySpec.spec');
  return 'error' in policy ? policy : starred(policy);
}

/** One policy a line; blank lines and comments are skipped. The first bad line stops the server. */
export async function readPolicies(path: string, source: string): Promise<{ policies: AbacPolicy[] } | { failure: StartFailure }> {
  const policies: AbacPolicy[] = [];
  for (const [i, line] of source.replace(/\n$/, '').split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (!trimmed || trimmed.startsWith('#')) continue;
    const read = await readLine(line);
    if ('error' in read) {
      const error = `invalid authorization config: error reading policy file ${path}, line ${i + 1}: ${line}: ${read.error}`;
      return { failure: { error, file: path, line: i + 1, flag: 'authorization-policy-file' } };
    }
    policies.push(read);
  }
  return { policies };
}

const READ_VERBS = ['get', 'list', 'watch'];

function subjectMatches({ user, group }: AbacPolicy, who: UserInfo): boolean {
  if (!user && !group) return false;
  return (!user || user === who.name) && (!group || who.groups.includes(group));
}

const starOr = (policy: string, asked: string): boolean => policy === '*' || policy === asked;

export function policyAllows(policy: AbacPolicy, user: UserInfo, a: AskedAttributes): boolean {
  if (!subjectMatches(policy, user) || (policy.readonly && !READ_VERBS.includes(a.verb))) return false;
  if (!a.isResourceRequest) return urlMatches(policy.nonResourcePath, a.path);
  return starOr(policy.namespace, a.namespace) && starOr(policy.resource, a.resource) && starOr(policy.apiGroup, a.apiGroup);
}

/** The policy with the fewest members that do not fit, and which; undefined when there is none that shares anything with the request. */
function nearestPolicy(policies: readonly AbacPolicy[], user: UserInfo, a: AskedAttributes): string | undefined {
  let nearest: string | undefined;
  let fewest = 3;
  for (const [i, p] of policies.entries()) {
    const lacks: string[] = [];
    const compare = (member: string, policy: string, asked: string) => {
      if (!starOr(policy, asked)) lacks.push(`${member} is ${policy || 'empty'}, not ${asked || 'empty'}`);
    };
    if (!subjectMatches(p, user))
      lacks.push(`it is for ${[p.user && `user ${p.user}`, p.group && `group ${p.group}`].filter(Boolean).join(' in ') || 'nobody'}`);
    if (p.readonly && !READ_VERBS.includes(a.verb)) lacks.push(`it is readonly, ${a.verb} is not`);
    if (a.isResourceRequest) {
      compare('namespace', p.namespace, a.namespace);
      compare('resource', p.resource, a.resource);
      compare('apiGroup', p.apiGroup, a.apiGroup);
    } else if (!urlMatches(p.nonResourcePath, a.path)) lacks.push(`its path is ${p.nonResourcePath || 'empty'}, not ${a.path}`);
    if (lacks.length >= fewest) continue;
    fewest = lacks.length;
    nearest = `policy ${i + 1} of ${policies.length} comes nearest: ${lacks.join('; ')}`;
  }
  return nearest;
}

export class AbacAuthorizer implements Authorizer {
  readonly id = 'authz.abac';
  readonly title = 'ABAC';
  readonly blurb = 'Looks for a line of the policy file that names you and the resource. The file is read at the start only.';
  readonly upstream = 'pkg/auth/authorizer/abac/abac.go';
  readonly answers = ['allowed', 'no-opinion'] as const;
  readonly policies: readonly AbacPolicy[];

  constructor(policies: readonly AbacPolicy[]) {
    this.policies = policies;
  }

  authorize(user: UserInfo, attributes: AskedAttributes, recorder?: Recorder): Authorization {
    const i = this.policies.findIndex((p) => policyAllows(p, user, attributes));
    if (i < 0 && recorder) {
      const nearest = nearestPolicy(this.policies, user, attributes);
      if (nearest) recorder.note(nearest, { ok: false });
    }
    return i < 0
      ? { decision: 'no-opinion', reason: 'No policy matched.' }
      : { decision: 'allowed', reason: '', words: `policy ${i + 1} of ${this.policies.length} allows it` };
  }

  rulesFor(user: UserInfo, namespace: string): RulesResult {
    const resourceRules: PolicyRule[] = [];
    const nonResourceRules: PolicyRule[] = [];
    for (const p of this.policies) {
      if (!subjectMatches(p, user) || !starOr(p.namespace, namespace)) continue;
      const verbs = p.readonly ? READ_VERBS : ['*'];
      if (p.resource) resourceRules.push({ verbs, apiGroups: [p.apiGroup], resources: [p.resource] });
      if (p.nonResourcePath) nonResourceRules.push({ verbs, nonResourceURLs: [p.nonResourcePath] });
    }
    return { resourceRules, nonResourceRules, incomplete: false, errors: [] };
  }
}
