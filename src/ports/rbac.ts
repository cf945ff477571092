// The RBAC tab, and what would have allowed a refused request.
import type { Diagnostic } from './diagnostic.ts';

export interface RbacState {
  text: string;
  diagnostics: Diagnostic[];
  /** `in-force`: the cluster holds what the text says. `waiting`: about to be applied. `refused`: the last good state stays in force. */
  status: 'in-force' | 'waiting' | 'refused';
}

export interface NearMissRow {
  binding: { kind: string; name: string; namespace: string };
  namesYou: boolean;
  coversIt: boolean;
  why: string;
  fix: string;
}

/** Its part of the session. */
export interface RbacPart {
  rbac: RbacState;
}

/** Its wishes. */
export interface RbacPorts {
  /** What a reply's evidence cannot say by itself: bindings nearest to allowing a refused run. */
  nearMisses(runId: string): Promise<NearMissRow[]>;
  /** Applies the fix of a near miss and sends the refused request again. */
  applyFix(runId: string, index: number): void;
  editRbac(text: string): void;
}
