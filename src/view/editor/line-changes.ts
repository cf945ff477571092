// Which lines of a file the server has not read: the difference between the text in its memory and the text as edited.

export interface LineChanges {
  /** Lines of `after`, from 1, that are not in `before`. `changed` when they stand in the place of a removed line. */
  lines: { line: number; kind: 'added' | 'changed' }[];
  /** Lines of `before`, from 1, with their text, that are gone. */
  removed: { line: number; text: string }[];
}

/** A last newline ends the last line; it does not begin another. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

const LIMIT = 2_000_000;

export function lineChanges(before: string, after: string): LineChanges {
  const a = linesOf(before);
  const b = linesOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const keep = common(a.slice(start, endA), b.slice(start, endB));
  const changes: LineChanges = { lines: [], removed: [] };
  let i = start;
  let j = start;
  for (const [x, y] of [...keep, [endA - start, endB - start] as const]) {
    const gone = start + x - i;
    while (i < start + x) {
      changes.removed.push({ line: i + 1, text: a[i] ?? '' });
      i++;
    }
    for (let n = 0; j < start + y; n++, j++) changes.lines.push({ line: j + 1, kind: n < gone ? 'changed' : 'added' });
    i = start + x + 1;
    j = start + y + 1;
  }
  return changes;
}

/** Pairs of indexes of a longest common subsequence. Files far too long for that count as wholly different. */
function common(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  if (a.length * b.length > LIMIT) return [];
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) best[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** "line 4", "lines 2 and 4", "lines 1, 2 and 5", "6 lines": the subject of "The API server has not read …". */
export function namedLines(changes: LineChanges): string {
  const numbers = changes.lines.map((l) => l.line);
  if (numbers.length === 0) {
    const gone = changes.removed.length;
    return gone === 0 ? 'this change' : gone === 1 ? 'that a line is gone' : `that ${gone} lines are gone`;
  }
  if (numbers.length === 1) return `line ${numbers[0]}`;
  if (numbers.length > 4) return `${numbers.length} lines`;
  return `lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
