// Models apimachinery pkg/api/validate/content: what names, label keys and label values may be. Each function says what is wrong, in the
// server's words; empty when nothing is.

const tooLong = (text: string, limit: number): string[] =>
  new TextEncoder().encode(text).length > limit ? [`must be no more than ${limit} bytes`] : [];

const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character" +
  ` (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const SUBDOMAIN_FORM = new RegExp(`^${SUBDOMAIN}$`);

/** Names that only need to fit into a URL: RBAC's. */
export function pathSegmentName(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((c) => name.includes(c)).map((c) => `may not contain '${c}'`);
}

/** RFC 1123 subdomain, as most names must be. */
export const dnsSubdomain = (name: string): string[] => [...tooLong(name, 253), ...(SUBDOMAIN_FORM.test(name) ? [] : [SUBDOMAIN_TEXT])];

const KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const KEY_TEXT =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character" +
  ` (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${KEY}')`;
const KEY_FORM = new RegExp(`^${KEY}$`);
const VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character" +
  ` (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${KEY})?')`;

/** `[prefix/]name`. */
export function labelKey(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > 2) return [`a valid label key ${KEY_TEXT} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const errors = prefix === '' ? ['prefix part must be non-empty'] : prefix ? dnsSubdomain(prefix).map((e) => `prefix part ${e}`) : [];
  if (!name) errors.push('name part must be non-empty');
  errors.push(...tooLong(name, 63).map((e) => `name part ${e}`));
  if (!KEY_FORM.test(name)) errors.push(`name part ${KEY_TEXT}`);
  return errors;
}

export const labelValue = (value: string): string[] => [
  ...tooLong(value, 63),
  ...(value === '' || KEY_FORM.test(value) ? [] : [VALUE_TEXT]),
];
