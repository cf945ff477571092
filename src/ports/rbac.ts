// The RBAC tab.
import type { Diagnostic } from './diagnostic.ts';

export interface RbacState {
  text: string;
  diagnostics: Diagnostic[];
  /** `in-force`: the cluster holds what the text says. `waiting`: about to be applied. `refused`: the last good state stays in force. */
  status: 'in-force' | 'waiting' | 'refused';
}

/** Its part of the session. */
export interface RbacPart {
  rbac: RbacState;
}

/** Its wishes. */
export interface RbacPorts {
  editRbac(text: string): void;
}

declare module './tabs.ts' {
  interface Tabs {
    RBAC: { part: RbacPart; ports: RbacPorts };
  }
}
