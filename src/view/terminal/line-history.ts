// Walking through earlier lines, as a shell does: the line being typed is kept at the bottom, and edits to it survive the walk.

export interface Walk {
  /** Index into the history; its length when at the line being typed. */
  at: number;
  draft: string;
}

export const atTheBottom = (history: readonly string[], draft: string): Walk => ({ at: history.length, draft });

/** One step up (−1) or down (+1). Undefined when there is nowhere to go. Repeats of the same line count once. */
export function step(history: readonly string[], walk: Walk, by: -1 | 1, shown: string): { walk: Walk; text: string } | undefined {
  const draft = walk.at >= history.length ? shown : walk.draft;
  for (let at = Math.min(walk.at, history.length) + by; at >= 0 && at <= history.length; at += by) {
    if (at === history.length) return { walk: { at, draft }, text: draft };
    const text = history[at] ?? '';
    if (text !== shown) return { walk: { at, draft }, text };
  }
  return undefined;
}

/** The newest line before `before` that contains `needle`. */
export function search(history: readonly string[], needle: string, before = history.length): { at: number; text: string } | undefined {
  if (needle === '') return undefined;
  for (let at = Math.min(before, history.length) - 1; at >= 0; at--) {
    const text = history[at] ?? '';
    if (text.includes(needle)) return { at, text };
  }
  return undefined;
}

/** What all candidates share, so that Tab can write it at once. */
export function commonStart(candidates: readonly string[]): string {
  const [first = '', ...others] = candidates;
  let end = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, end))) end--;
  // Never half a character.
  return end > 0 && /[\ud800-\udbff]$/.test(first.slice(0, end)) ? first.slice(0, end - 1) : first.slice(0, end);
}
