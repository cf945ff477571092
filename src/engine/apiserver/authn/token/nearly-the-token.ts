// How a token that was shown differs from one that is known, when it nearly is that one. For people only: no server ever says.
// Nothing upstream does this.

const COUNT = ['no', 'one', 'two', 'three'];

/** In a few words; undefined when the two have little to do with each other. */
export function nearlyTheToken(known: string, shown: string): string | undefined {
  // A JWT among short tokens is no near miss, and this is asked for each of them.
  if (Math.abs(known.length - shown.length) > 40) return undefined;
  if (known.trim() === shown) return 'blanks around the token belong to it';
  if (known.length < 3 || shown.length < 3) return undefined;
  if (known.toLowerCase() === shown.toLowerCase()) return 'capital and small letters differ';
  if (known.startsWith(shown)) return 'the token shown is cut short';
  if (shown.startsWith(known)) return 'the token shown has more after it';
  if (known.length !== shown.length) return undefined;
  const differing = [...known].flatMap((c, i) => (c === shown[i] ? [] : [i]));
  const count = differing.length;
  if (count === 1) return 'one character differs';
  if (count > 3 || count * 2 > known.length) return undefined;
  return differing[0] === known.length - count ? `the last ${COUNT[count]} characters differ` : `${COUNT[count]} characters differ`;
}
