// JSON laid out for reading and folded up for sending, without touching a number, a name or an order. Text that is no JSON stays as it is.
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

export const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

export const compact = (text: string): string => (isJson(text) ? (text.match(TOKEN) ?? []).join('') : text);

export function pretty(text: string): string {
  if (!isJson(text)) return text;
  const tokens = text.match(TOKEN) ?? [];
  let out = '';
  let depth = 0;
  const line = (): string => `\n${'  '.repeat(depth)}`;
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (token === '{' || token === '[') {
      const closes = next === '}' || next === ']';
      depth++;
      out += closes ? token : token + line();
    } else if (token === '}' || token === ']') {
      depth--;
      const opened = tokens[i - 1] === '{' || tokens[i - 1] === '[';
      out += opened ? token : line() + token;
    } else if (token === ',') out += token + line();
    else if (token === ':') out += ': ';
    else out += token;
  });
  return out;
}
