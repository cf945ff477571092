// Long outputs show their head and their tail. Nothing is lost: the whole is one button away.

export interface Cut {
  head: string;
  /** Lines left out between head and tail; 0 when nothing was. */
  hidden: number;
  tail: string;
}

const HEAD = 160;
const TAIL = 40;
const CHARACTERS = 60_000;

export const lineCount = (text: string): number => (text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0));

export function cutOutput(text: string): Cut {
  const lines = text.split('\n');
  if (lines.length <= HEAD + TAIL + 40 && text.length <= CHARACTERS) return { head: text, hidden: 0, tail: '' };
  if (lines.length <= HEAD + TAIL + 40) {
    // Few but endless lines: each shows its beginning.
    const room = Math.floor(CHARACTERS / lines.length);
    const cut = lines.filter((line) => line.length > room).length;
    return { head: lines.map((line) => (line.length > room ? `${line.slice(0, room)}…` : line)).join('\n'), hidden: cut, tail: '' };
  }
  const short = (some: string[]): string => some.map((line) => (line.length > 2000 ? `${line.slice(0, 2000)}…` : line)).join('\n');
  return { head: short(lines.slice(0, HEAD)), hidden: lines.length - HEAD - TAIL, tail: short(lines.slice(-TAIL)) };
}
