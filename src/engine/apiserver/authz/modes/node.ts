// Models plugin/pkg/auth/authorizer/node/node_authorizer.go. Left out: PodCertificateRequests (their gate is off).
// It never denies: what it does not allow, a later mode may.
import type { PolicyRule, UserInfo } from '../../../../trace/event.ts';
import type { Recorder } from '../../../../trace/recorder.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { Store } from '../../../store/store.ts';
import type { AskedAttributes, Authorization, Authorizer, RulesResult } from '../authorizer.ts';
import { CLUSTER_ROLES } from '../bootstrap-policy.data.ts';
import { ruleFromRow } from '../bootstrap-policy.ts';
import { ruleAllows } from '../rbac/rule-match.ts';
import { nearestToNode, type Related, relatedToNode } from './node-graph.ts';

const PREFIX = 'system:node:';

/** The node's name ("" when it gives none), or undefined when the user is no node. */
export const nodeIdentity = (user: UserInfo): string | undefined =>
  user.name.startsWith(PREFIX) && user.groups.includes('system:nodes') ? user.name.slice(PREFIX.length) : undefined;

const no = (reason: string): Authorization => ({ decision: 'no-opinion', reason, ...(reason ? {} : { words: 'nothing a node may do' }) });
const UNRELATED = 'no relationship found';
const NOT_A_NODE: Authorization = { decision: 'no-opinion', reason: '', words: 'not a node' };

/** Whether the selector asks for exactly one value of a field: `spec.nodeName=n1`, among other terms or alone. */
const selects = (selector: string | undefined, field: string, value: string): boolean =>
  (selector ?? '').split(',').some((term) => term === `${field}=${value}` || term === `${field}==${value}`);

export class NodeAuthorizer implements Authorizer {
  readonly id = 'authz.node';
  readonly title = 'Node';
  readonly blurb = 'Lets a kubelet reach what its own node needs: its Node object, its pods, and what those pods refer to.';
  readonly upstream = 'plugin/pkg/auth/authorizer/node/node_authorizer.go';
  readonly answers = ['allowed', 'no-opinion'] as const;
  readonly #store: Store;
  readonly #rules: readonly PolicyRule[];

  constructor(store: Store) {
    this.#store = store;
    this.#rules = (CLUSTER_ROLES.find((r) => r.name === 'system:node')?.rules ?? []).map(ruleFromRow);
  }

  authorize(user: UserInfo, a: AskedAttributes, recorder?: Recorder): Authorization {
    const node = nodeIdentity(user);
    if (node === undefined) {
      if (recorder && user.name.startsWith(PREFIX)) recorder.note('named like a node, but not in the group system:nodes', { ok: false });
      return NOT_A_NODE;
    }
    const answer = this.#judge(node, user, a);
    if (recorder && answer.reason.startsWith(UNRELATED)) recorder.note(nearestToNode(this.#store, node, a), { ok: false });
    return answer;
  }

  #judge(node: string, user: UserInfo, a: AskedAttributes): Authorization {
    if (!node) return no(`unknown node for user ${goQuote(user.name)}`);
    const special = a.isResourceRequest ? this.#special(node, a) : undefined;
    if (special) return special;
    return this.#rules.some((rule) => ruleAllows(rule, a)) ? this.#yes(node) : no('');
  }

  rulesFor(user: UserInfo): RulesResult {
    const incomplete = nodeIdentity(user) !== undefined;
    return {
      resourceRules: [],
      nonResourceRules: [],
      incomplete,
      errors: incomplete ? ['node authorizer does not support user rule resolution'] : [],
    };
  }

  #yes(node: string): Authorization {
    return { decision: 'allowed', reason: '', words: `node ${node} may` };
  }

  /** Kinds with rules of their own; undefined for those that the role system:node judges. */
  #special(node: string, a: AskedAttributes): Authorization | undefined {
    switch (a.apiGroup ? `${a.resource}.${a.apiGroup}` : a.resource) {
      case 'secrets':
        return this.#read(node, 'secret', a);
      case 'configmaps':
        return this.#read(node, 'configmap', a);
      case 'persistentvolumeclaims':
        return a.subresource === 'status' ? this.#claimStatus(node, a) : this.#get(node, 'pvc', a);
      case 'persistentvolumes':
        return this.#get(node, 'pv', a);
      case 'resourceclaims.resource.k8s.io':
        return this.#get(node, 'claim', a);
      case 'volumeattachments.storage.k8s.io':
        return this.#get(node, 'attachment', a);
      case 'serviceaccounts':
        return a.verb === 'get' && !a.subresource ? this.#read(node, 'serviceaccount', a) : this.#token(node, a);
      case 'leases.coordination.k8s.io':
        return this.#lease(node, a);
      case 'csinodes.storage.k8s.io':
        return this.#csiNode(node, a);
      case 'resourceslices.resource.k8s.io':
        return this.#slice(node, a);
      case 'nodes':
        return this.#nodeObject(node, a);
      case 'pods':
        return this.#pod(node, a);
      default:
        return undefined;
    }
  }

  #related(node: string, type: Related, a: AskedAttributes): Authorization {
    if (!a.name) return no('No Object name found');
    const found = relatedToNode(this.#store, node, type, a.namespace, a.name);
    return found ? this.#yes(node) : no(`${UNRELATED} between node '${node}' and this object`);
  }

  #read(node: string, type: Related, a: AskedAttributes): Authorization {
    if (!['get', 'list', 'watch'].includes(a.verb)) return no('can only read resources of this type');
    if (a.subresource) return no('cannot read subresource');
    if (!a.namespace) return no('can only read namespaced object of this type');
    return this.#related(node, type, a);
  }

  #get(node: string, type: Related, a: AskedAttributes): Authorization {
    if (a.verb !== 'get') return no('can only get individual resources of this type');
    if (a.subresource) return no('cannot get subresource');
    return this.#related(node, type, a);
  }

  #claimStatus(node: string, a: AskedAttributes): Authorization {
    return a.verb === 'update' || a.verb === 'patch' ? this.#related(node, 'pvc', a) : no('can only get/update/patch this type');
  }

  #token(node: string, a: AskedAttributes): Authorization {
    if (a.verb !== 'create' || !a.name) return no('can only create tokens for individual service accounts');
    if (a.subresource !== 'token') return no('can only create token subresource of serviceaccount');
    return this.#related(node, 'serviceaccount', a);
  }

  /** On create the name is not known yet; admission looks at it then. */
  #ownName(node: string, a: AskedAttributes, what: string): Authorization {
    return a.verb === 'create' || a.name === node ? this.#yes(node) : no(`can only access ${what} with the same name as the requesting node`);
  }

  #lease(node: string, a: AskedAttributes): Authorization {
    if (!['get', 'create', 'update', 'patch', 'delete'].includes(a.verb)) return no('can only get, create, update, patch, or delete a node lease');
    if (a.namespace !== 'kube-node-lease') return no('can only access leases in the "kube-node-lease" system namespace');
    return this.#ownName(node, a, 'node lease');
  }

  #csiNode(node: string, a: AskedAttributes): Authorization {
    if (!['get', 'create', 'update', 'patch', 'delete'].includes(a.verb)) return no('can only get, create, update, patch, or delete a CSINode');
    if (a.subresource) return no('cannot authorize CSINode subresources');
    return this.#ownName(node, a, 'CSINode');
  }

  #slice(node: string, a: AskedAttributes): Authorization {
    if (a.subresource) return no('cannot authorize ResourceSlice subresources');
    switch (a.verb) {
      case 'create':
        return this.#yes(node);
      case 'get':
      case 'update':
      case 'patch':
      case 'delete':
        return this.#related(node, 'slice', a);
      case 'watch':
      case 'list':
      case 'deletecollection':
        return selects(a.fieldSelector, 'spec.nodeName', node)
          ? this.#yes(node)
          : no('can only list/watch/deletecollection resourceslices with nodeName field selector');
      default:
        return no('only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection');
    }
  }

  #nodeObject(node: string, a: AskedAttributes): Authorization {
    const writes = a.verb === 'update' || a.verb === 'patch';
    if (a.subresource === 'status') return writes ? this.#yes(node) : no('');
    if (a.subresource) return no('');
    if (writes || a.verb === 'create') return this.#yes(node);
    if (!['get', 'list', 'watch'].includes(a.verb)) return no('');
    if (a.name === node) return this.#yes(node);
    return no(a.name ? `node '${node}' cannot read '${a.name}', only its own Node object` : `node '${node}' cannot read all nodes, only its own Node object`);
  }

  #pod(node: string, a: AskedAttributes): Authorization {
    switch (`${a.verb} ${a.subresource}`) {
      case 'get ':
        return this.#get(node, 'pod', a);
      case 'list ':
      case 'watch ':
        if (selects(a.fieldSelector, 'spec.nodeName', node)) return this.#yes(node);
        return a.name ? this.#related(node, 'pod', a) : no('can only list/watch pods with spec.nodeName field selector');
      case 'create ':
      case 'delete ':
      case 'update status':
      case 'patch status':
      case 'create eviction':
        return this.#yes(node);
      default:
        return no('');
    }
  }
}
