// Models k8s.io/apiserver/pkg/cel/library/format.go: the named formats, and what each says of a value that does not fit. Left out: nothing.
import { dns1123LabelFaults, dns1123SubdomainFaults, labelKeyFaults, labelValueFaults } from '../../apiserver/resources/validation/names.ts';
import type { Register } from './register.ts';

export class NamedFormat {
  constructor(
    readonly name: string,
    readonly faults: (text: string) => string[],
  ) {}
}

const DNS_1035 =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

const dns1035LabelFaults = (text: string): string[] => [
  ...(new TextEncoder().encode(text).length > 63 ? ['must be no more than 63 bytes'] : []),
  ...(/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text) ? [] : [DNS_1035]),
];

/** What will be put behind a generateName may end in a dash. */
const prefix = (faults: (text: string) => string[]) => (text: string) => faults(text.endsWith('-') ? `${text.slice(0, -1)}a` : text);
const fits = (name: string, test: (text: string) => boolean) => (text: string) => (test(text) ? [] : [`does not match ${name} format`]);

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const FORMATS: Readonly<Record<string, (text: string) => string[]>> = {
  dns1123Label: dns1123LabelFaults,
  dns1123Subdomain: dns1123SubdomainFaults,
  dns1035Label: dns1035LabelFaults,
  qualifiedName: labelKeyFaults,
  dns1123LabelPrefix: prefix(dns1123LabelFaults),
  dns1123SubdomainPrefix: prefix(dns1123SubdomainFaults),
  dns1035LabelPrefix: prefix(dns1035LabelFaults),
  labelValue: labelValueFaults,
  uri: fits('URI', (text) => /^([A-Za-z][A-Za-z0-9+.-]*:|\/)[^\s]*$/.test(text)),
  uuid: fits('UUID', (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text)),
  byte: (text) => (/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? [] : ['invalid base64']),
  date: (text) => (isDate(text) ? [] : ['invalid date']),
  datetime: (text) =>
    /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})$/.test(text) && isDate(text.slice(0, 10)) ? [] : ['invalid datetime'],
};

/** `optional`: cel-js's own, which it does not export. */
export function registerNamedFormats({ add, type, namespace }: Register, optional: (value: unknown) => unknown): void {
  const T = 'kubernetes.NamedFormat';
  type(T, NamedFormat);
  const known = new Map(Object.entries(FORMATS).map(([name, faults]) => [name, new NamedFormat(name, faults)]));
  namespace('format', {
    [`named(string): optional<${T}>`]: (name: string) => optional(known.get(name)),
    ...Object.fromEntries([...known].map(([name, format]) => [`${name}(): ${T}`, () => format])),
  });
  add(`${T}.validate(string): optional<list<string>>`, ({ faults }: NamedFormat, text: string) => {
    const found = faults(text);
    return optional(found.length ? found : undefined);
  });
}
