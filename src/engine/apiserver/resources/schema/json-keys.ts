// Where the keys of a JSON text stand, and which of them stand there twice: JSON.parse forgets both, strict decoding tells them.

export interface KeyPlaces {
  /** Path of each key that repeats one before it in the same object, with its position. */
  duplicates: { path: string; at: number }[];
  /** First position of every path ("rules[0].verb"). */
  first: Map<string, number>;
}

/** @param text valid JSON */
export function keyPlaces(text: string): KeyPlaces {
  const places: KeyPlaces = { duplicates: [], first: new Map() };
  let at = 0;
  const space = () => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const string = (): string => {
    const start = at++;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return JSON.parse(text.slice(start, ++at)) as string;
  };
  const value = (path: string): void => {
    space();
    const open = text[at];
    if (open === '"') {
      string();
    } else if (open === '{' || open === '[') {
      const seen = new Set<string>();
      at++;
      space();
      for (let i = 0; text[at] !== '}' && text[at] !== ']'; i++) {
        if (text[at] === ',') at++;
        space();
        if (open === '[') {
          value(`${path}[${i}]`);
        } else {
          const position = at;
          const key = string();
          const inner = path ? `${path}.${key}` : key;
          if (seen.has(key)) places.duplicates.push({ path: inner, at: position });
          else if (!places.first.has(inner)) places.first.set(inner, position);
          seen.add(key);
          space();
          at++;
          value(inner);
        }
        space();
      }
      at++;
    } else {
      while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at++;
    }
  };
  value('');
  return places;
}
