// Models fmt's %q and encoding/json's string escapes where the server's texts show them. Left out: invalid UTF-8 (JavaScript strings hold none).

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const UNPRINTABLE = /["\\]|[^\P{C}]|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Go's %q of a string. */
export function goQuote(text: string): string {
  return `"${text.replace(UNPRINTABLE, (c) => {
    const known = ESCAPES[c];
    if (known) return known;
    const code = c.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  })}"`;
}

/** Go's %q of a []string: `["a" "b c"]`. */
export const goQuoteList = (list: readonly string[]): string => `[${list.map(goQuote).join(' ')}]`;

/** JSON as Go's encoder writes it: `<`, `>`, `&`, U+2028 and U+2029 escaped. `indent` 2 for the pretty form. */
export function goJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Aggregated errors: one distinct text stands alone, several read `[a, b]`, duplicates dropped (apimachinery util/errors). */
export function aggregate(errors: readonly string[]): string {
  const distinct = [...new Set(errors)];
  return distinct.length === 1 ? (distinct[0] ?? '') : `[${distinct.join(', ')}]`;
}
