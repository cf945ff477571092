// Models how request info reads ListOptions from a query: whether they parse at all, and the name a field selector asks for
// (apimachinery pkg/fields/selector.go, pkg/labels/selector.go as far as "is it one?"). Left out: the values of the other options.

/** Whether ListOptions can be decoded from the query; when not, request info takes no name from them. */
export function listOptionsParse(query: URLSearchParams): boolean {
  for (const name of ['limit', 'timeoutSeconds']) {
    const value = query.get(name);
    if (value !== null && !/^[+-]?\d+$/.test(value)) return false;
  }
  return parseFieldSelector(query.get('fieldSelector') ?? '') !== undefined && isLabelSelector(query.get('labelSelector') ?? '');
}

export interface FieldTerm {
  field: string;
  operator: '=' | '!=';
  value: string;
}

/** The terms of a field selector; undefined when it is none. */
export function parseFieldSelector(text: string): FieldTerm[] | undefined {
  const terms: FieldTerm[] = [];
  for (const part of splitUnescaped(text)) {
    if (part === '') continue;
    const match = /^((?:[^\\=!]|\\.|!(?!=))*)(!=|==|=)(.*)$/s.exec(part);
    const value = match && unescapeValue(match[3] ?? '');
    if (!match || value === undefined || value === null) return undefined;
    terms.push({ field: match[1] ?? '', operator: match[2] === '!=' ? '!=' : '=', value });
  }
  return terms;
}

function splitUnescaped(text: string): string[] {
  const parts: string[] = [];
  let current = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '\\') current += c + (text[++i] ?? '');
    else if (c === ',') {
      parts.push(current);
      current = '';
    } else current += c;
  }
  parts.push(current);
  return parts;
}

/** A bare `=` or an unknown escape inside a value makes the selector invalid. */
function unescapeValue(text: string): string | undefined {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '=' || c === ',') return undefined;
    if (c !== '\\') {
      out += c;
      continue;
    }
    const next = text[++i];
    if (next !== '\\' && next !== ',' && next !== '=') return undefined;
    out += next;
  }
  return out;
}

/** The name a selector requires exactly, when it is one that may stand in a path; else "". */
export function fieldSelectorName(text: string): string {
  if (text === '') return '';
  const name = parseFieldSelector(text)?.find((t) => t.field === 'metadata.name' && t.operator === '=')?.value ?? '';
  return name === '.' || name === '..' || /[/%]/.test(name) ? '' : name;
}

const KEY = '(?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const VALUE = '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?';
const REQUIREMENT = new RegExp(
  `^(?:!\\s*${KEY}|${KEY}(?:\\s*(?:==|=|!=)\\s*${VALUE}|\\s+(?:in|notin)\\s*\\(\\s*${VALUE}(?:\\s*,\\s*${VALUE})*\\s*\\)|\\s*[<>]\\s*-?\\d+)?)$`,
);

/** Whether the text is a label selector. */
export function isLabelSelector(text: string): boolean {
  if (text.trim() === '') return true;
  return text.split(/,(?![^(]*\))/).every((part) => REQUIREMENT.test(part.trim()));
}
