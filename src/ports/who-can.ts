// The Who can tab.
import type { PolicyRule } from '../trace/event.ts';

export interface WhoCanQuery {
  verb: string;
  /** "pods", "pods/log", or a path that begins with a slash. */
  resource: string;
  group: string;
  namespace: string;
  name: string;
}

export interface WhoCanAnswer {
  grants: {
    subject: { kind: string; name: string; namespace: string };
    binding: { kind: string; name: string; namespace: string };
    role: { kind: string; name: string };
    rule: PolicyRule;
  }[];
  others: { id: string; title: string; words: string }[];
}

export interface MatrixAnswer {
  verbs: string[];
  /** Resources of which anything is allowed; a cell holds why. */
  rows: { resource: string; group: string; namespaced: boolean; cells: (string | undefined)[] }[];
}

/** Its wishes. */
export interface WhoCanPorts {
  whoCan(query: WhoCanQuery): Promise<WhoCanAnswer>;
  matrix(user: string, groups: string[], namespace: string): Promise<MatrixAnswer>;
}

declare module './tabs.ts' {
  interface Tabs {
    'Who can': { part: object; ports: WhoCanPorts };
  }
}
