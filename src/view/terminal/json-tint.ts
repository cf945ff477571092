// JSON in output, tinted: keys, strings, numbers. Works on whole outputs and on lines of them, and changes no character.

export interface TintedText {
  text: string;
  tint: 'key' | 'string' | 'number' | 'word' | 'plain';
}

const TOKEN = /"(?:[^"\\\n]|\\[^\n])*"(\s*:)?|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b|\b(?:true|false|null)\b/g;

/** Text that begins like a JSON object or list and has a key, or is a list of values. */
export function looksLikeJson(text: string): boolean {
  const start = text.trimStart();
  if (!/^[{[]/.test(start)) return false;
  return /^(?:\{\s*(?:"|\}|$)|\[\s*(?:["{[\]\d-]|true|false|null|$))/.test(start);
}

export function tintJson(text: string): TintedText[] {
  const parts: TintedText[] = [];
  const push = (value: string, tint: TintedText['tint']): void => {
    if (value === '') return;
    const last = parts.at(-1);
    if (last?.tint === tint) last.text += value;
    else parts.push({ text: value, tint });
  };
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    push(text.slice(from, match.index), 'plain');
    const [token, colon] = match;
    from = match.index + token.length;
    if (colon !== undefined) {
      push(token.slice(0, token.length - colon.length), 'key');
      push(colon, 'plain');
    } else if (token.startsWith('"')) push(token, 'string');
    else if (/^[tfn]/.test(token)) push(token, 'word');
    else push(token, 'number');
  }
  push(text.slice(from), 'plain');
  return parts;
}

/**
 * Output as it stands on a terminal: a JSON document may follow other lines (curl -i, -v), so tinting begins at the first line that
 * begins one. Returns the lines before as they are.
 */
export function tintOutput(text: string): TintedText[] {
  if (looksLikeJson(text)) return tintJson(text);
  const start = /\n(?=[{[]\s*\n)/.exec(text);
  if (!start) return text === '' ? [] : [{ text, tint: 'plain' }];
  const at = start.index + 1;
  return [{ text: text.slice(0, at), tint: 'plain' }, ...tintJson(text.slice(at))];
}
