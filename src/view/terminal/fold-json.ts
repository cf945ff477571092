// A long answer in JSON keeps its first lines and its last in sight: what is rarely the point folds to a word that opens again. No character is
// lost or moved; the folded lines are only not shown.

export interface FoldedPart {
  text: string;
  /** What stands there instead of the text; undefined where the text itself stands. */
  label: string | undefined;
}

const RARELY_THE_POINT = /^( +|\t)"(?:metadata|details|items)": [{[]$/;
const NAMES = 5;

/** Folds the many-lined `metadata`, `details` and `items` of the outermost object; one part with everything when there is nothing to fold. */
export function foldJson(text: string): FoldedPart[] {
  const lines = text.split('\n');
  const start = lines.indexOf('{');
  const indent = start < 0 ? undefined : /^( +|\t)"/.exec(lines[start + 1] ?? '')?.[1];
  const parts: FoldedPart[] = [];
  let from = 0;
  for (let i = start + 1; indent !== undefined && i < lines.length; i++) {
    if (RARELY_THE_POINT.exec(lines[i] ?? '')?.[1] !== indent) continue;
    const end = lines.findIndex((line, at) => at > i && /^[}\]],?$/.test(line.slice(indent.length)) && line.startsWith(indent));
    if (end <= i + 1) continue;
    parts.push({ text: lines.slice(from, i + 1).join('\n'), label: undefined });
    parts.push({ text: `\n${lines.slice(i + 1, end).join('\n')}\n${indent}`, label: labelOf(lines.slice(i + 1, end), indent) });
    // The bracket that closes goes on behind the word.
    lines[end] = (lines[end] ?? '').slice(indent.length);
    from = end;
    i = end;
  }
  parts.push({ text: lines.slice(from).join('\n'), label: undefined });
  return parts;
}

/** The names of a list's items, else the keys of an object. */
function labelOf(lines: readonly string[], indent: string): string {
  const inList = lines[0]?.trim() === '{';
  const depth = indent.repeat(inList ? 4 : 2);
  const found = lines.flatMap((line) => {
    const rest = line.startsWith(depth) ? line.slice(depth.length) : ' ';
    const name = (inList ? /^"name": "([^"]*)"/ : /^"([^"]*)":/).exec(rest)?.[1];
    return name === undefined ? [] : [name];
  });
  const items = lines.filter((line) => line === `${indent.repeat(2)}{`).length;
  if (inList && found.length !== items) return items === 1 ? '1 item' : `${items} items`;
  if (found.length === 0) return `${lines.length} lines`;
  return found.length > NAMES ? `${found.slice(0, NAMES).join(', ')} and ${found.length - NAMES} more` : found.join(', ');
}
