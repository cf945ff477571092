// Finds what JSON.parse forgets: a member named twice. Models the check in go-jose's copy of encoding/json. Left out: nothing; the text must be valid JSON.

interface Open {
  path: string;
  keys: Set<string> | undefined;
  key: string;
}

/**
 * The first member named twice, in the top object or in an object at one of the paths ("kubernetes.io/pod"); undefined when there is none.
 * @param text a valid JSON text
 */
export function repeatedKey(text: string, paths: ReadonlySet<string>): { path: string; key: string } | undefined {
  const stack: Open[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;
  let expectKey = false;
  for (const [piece] of text.matchAll(token)) {
    const top = stack.at(-1);
    if (piece === '{' || piece === '[') {
      stack.push({ path: pathUnder(top), keys: piece === '{' ? new Set() : undefined, key: '' });
      expectKey = piece === '{';
    } else if (piece === '}' || piece === ']') {
      stack.pop();
      expectKey = false;
    } else if (piece === ',') expectKey = top?.keys !== undefined;
    else if (expectKey && top?.keys) {
      expectKey = false;
      top.key = JSON.parse(piece) as string;
      if (top.keys.has(top.key) && (stack.length === 1 || paths.has(top.path))) return { path: top.path, key: top.key };
      top.keys.add(top.key);
    }
  }
  return undefined;
}

function pathUnder(top: Open | undefined): string {
  if (top === undefined) return '';
  if (!top.keys) return `${top.path}[]`;
  return top.path === '' ? top.key : `${top.path}/${top.key}`;
}
