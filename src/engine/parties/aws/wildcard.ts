// Models matching in IAM (IAM User Guide, "IAM JSON policy elements: Resource", "…: Variables and tags"): `*`, `?`, and `${key}` put in before matching.
// Left out: variables in documents of version 2008-10-17, where they are letters like any other.

type Piece = { wild: '*' | '?' } | { letter: string };

/** Looks a condition key up; undefined when the request has no single value for it. */
export type Lookup = (key: string) => string | undefined;

const VARIABLE = /\$\{([^}]*)\}/y;

/** undefined when the pattern holds a variable without a value: such a pattern matches nothing. */
function pieces(pattern: string, lookup: Lookup | undefined, wild: boolean): Piece[] | undefined {
  const found: Piece[] = [];
  const put = (text: string) => {
    for (const letter of text) found.push({ letter });
  };
  for (let at = 0; at < pattern.length; ) {
    VARIABLE.lastIndex = at;
    const variable = lookup && VARIABLE.exec(pattern);
    if (variable && lookup) {
      const [whole, inside = ''] = variable;
      if (['*', '?', '$'].includes(inside)) put(inside);
      else {
        const [, key = '', , fallback] = /^\s*([^,]*?)\s*(,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
        const value = lookup(key) ?? fallback;
        if (value === undefined) return undefined;
        put(value);
      }
      at += whole.length;
      continue;
    }
    const letter = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    found.push(wild && (letter === '*' || letter === '?') ? { wild: letter } : { letter });
    at += letter.length;
  }
  return found;
}

/** Without backtracking into the past: the time is the product of the lengths, whatever the pattern. */
function fits(pattern: readonly Piece[], text: readonly string[]): boolean {
  let p = 0;
  let star = -1;
  let resume = 0;
  for (let t = 0; t < text.length; ) {
    const piece = pattern[p];
    if (piece && 'wild' in piece && piece.wild === '*') {
      star = p++;
      resume = t;
    } else if (piece && ('wild' in piece || piece.letter === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  return pattern.slice(p).every((piece) => 'wild' in piece && piece.wild === '*');
}

export interface Matching {
  lookup?: Lookup | undefined;
  /** False for StringEquals: `*` and `?` are letters. */
  wild?: boolean;
  ignoreCase?: boolean;
}

export function matches(pattern: string, text: string, { lookup, wild = true, ignoreCase = false }: Matching = {}): boolean {
  const made = pieces(pattern, lookup, wild);
  if (!made) return false;
  if (!ignoreCase) return fits(made, [...text]);
  const lower = made.map((piece) => ('letter' in piece ? { letter: piece.letter.toLowerCase() } : piece));
  return fits(
    lower,
    [...text].map((letter) => letter.toLowerCase()),
  );
}
