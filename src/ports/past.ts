// What would have allowed a refused request, and trying it.

export interface NearMissRow {
  binding: { kind: string; name: string; namespace: string };
  namesYou: boolean;
  coversIt: boolean;
  why: string;
  fix: string;
}

/** Its wishes. */
export interface PastPorts {
  /** What a reply's evidence cannot say by itself: bindings nearest to allowing a refused run. */
  nearMisses(runId: string): Promise<NearMissRow[]>;
  /** Applies the fix of a near miss and sends the refused request again. */
  applyFix(runId: string, index: number): void;
}
