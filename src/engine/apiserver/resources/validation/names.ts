// Models apimachinery pkg/util/validation: the rules for names, labels and keys, in the server's words.

const LABEL_TEXT =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const QUALIFIED_TEXT =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const CONFIG_KEY_TEXT =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

const bytes = (text: string): number => new TextEncoder().encode(text).length;

export function dns1123LabelFaults(text: string): string[] {
  const out: string[] = [];
  if (bytes(text) > 63) out.push('must be no more than 63 bytes');
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text))
    out.push(text.includes('.') && dns1123SubdomainFaults(text).length === 0 ? 'must not contain dots' : LABEL_TEXT);
  return out;
}

export function dns1123SubdomainFaults(text: string): string[] {
  const out: string[] = [];
  if (bytes(text) > 253) out.push('must be no more than 253 bytes');
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text)) out.push(SUBDOMAIN_TEXT);
  return out;
}

export function labelKeyFaults(key: string): string[] {
  const parts = key.split('/');
  const out: string[] = [];
  let name = parts[0] ?? '';
  if (parts.length > 2) return [`a valid label key ${QUALIFIED_TEXT} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    name = parts[1] ?? '';
    if (prefix === '') out.push('prefix part must be non-empty');
    else out.push(...dns1123SubdomainFaults(prefix).map((f) => `prefix part ${f}`));
  }
  if (name === '') out.push('name part must be non-empty');
  else if (bytes(name) > 63) out.push('name part must be no more than 63 bytes');
  if (!/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name)) out.push(`name part ${QUALIFIED_TEXT}`);
  return out;
}

export function labelValueFaults(value: string): string[] {
  const out: string[] = [];
  if (bytes(value) > 63) out.push('must be no more than 63 bytes');
  if (!/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value)) out.push(VALUE_TEXT);
  return out;
}

export function configKeyFaults(key: string): string[] {
  const out: string[] = [];
  if (bytes(key) > 253) out.push('must be no more than 253 bytes');
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) out.push(CONFIG_KEY_TEXT);
  if (key === '.') out.push("must not be '.'");
  else if (key === '..') out.push("must not be '..'");
  else if (key.startsWith('..')) out.push("must not start with '..'");
  return out;
}
