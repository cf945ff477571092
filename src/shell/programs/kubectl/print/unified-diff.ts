// diff -u of two texts: longest common subsequence, three lines around each change.

const CONTEXT = 3;

interface Edit {
  sign: ' ' | '-' | '+';
  line: string;
}

/** Empty when the texts are the same. @param now milliseconds, for the files' times */
export function unifiedDiff(oldName: string, newName: string, before: string, after: string, now: number): string {
  if (before === after) return '';
  const edits = compare(lines(before), lines(after));
  const time = `${new Date(now).toISOString().replace('T', ' ').replace('Z', '')}000000 +0000`;
  let out = `--- ${oldName}\t${time}\n+++ ${newName}\t${time}\n`;
  for (const [from, to] of hunks(edits)) {
    const at = (signs: string, end: number) => edits.slice(0, end).filter((e) => signs.includes(e.sign)).length;
    const span = (signs: string) => {
      const count = at(signs, to) - at(signs, from);
      const start = at(signs, from) + (count ? 1 : 0);
      return count === 1 ? `${start}` : `${start},${count}`;
    };
    out += `@@ -${span(' -')} +${span(' +')} @@\n${edits
      .slice(from, to)
      .map((e) => `${e.sign}${e.line}\n`)
      .join('')}`;
  }
  return out;
}

const lines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

function compare(a: readonly string[], b: readonly string[]): Edit[] {
  const common: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = common[i];
    for (let j = b.length - 1; row && j >= 0; j--) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ sign: ' ', line: a[i] ?? '' });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) edits.push({ sign: '-', line: a[i++] ?? '' });
    else edits.push({ sign: '+', line: b[j++] ?? '' });
  }
  return edits;
}

/** Ranges of edits, each with its context; near ones joined. */
function hunks(edits: readonly Edit[]): [from: number, to: number][] {
  const found: [number, number][] = [];
  edits.forEach((edit, i) => {
    if (edit.sign === ' ') return;
    const last = found.at(-1);
    const from = Math.max(0, i - CONTEXT);
    const to = Math.min(edits.length, i + CONTEXT + 1);
    if (last && from <= last[1]) last[1] = to;
    else found.push([from, to]);
  });
  return found;
}
