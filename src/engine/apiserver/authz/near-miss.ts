// What a near miss is: a binding that almost allowed a refused request. near-misses.ts finds them.
import type { Json } from '../../../trace/json.ts';

/** How near a binding came to allowing a refused request; see authz/near-misses.ts. */
export interface NearMiss {
  binding: { kind: 'ClusterRoleBinding' | 'RoleBinding'; name: string; namespace: string };
  role: { kind: string; name: string };
  namesYou: boolean;
  coversIt: boolean;
  /** What is different, in a few words: "User arthur", "verbs: get, not list", "namespace dev". */
  why: string;
  /** Smallest change that would allow the request; a test applies each and gets an answer that is no 403. */
  fix: { text: string; request: { method: string; target: string; body: Json } };
}
