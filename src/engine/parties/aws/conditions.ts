// Models condition operators (IAM User Guide, "IAM JSON policy elements: Condition operators", "…with multiple context keys or values").
// Left out: BinaryEquals, IpAddress and NotIpAddress, which are refused by name.
import { parseRfc3339 } from '../../http/go-time.ts';
import type { ConditionTest } from './policy-document.ts';
import { type Lookup, matches } from './wildcard.ts';

/** What a request brings: key in lower case → its values. Keys of conditions do not care about case, values do. */
export type RequestFacts = ReadonlyMap<string, readonly string[]>;

type Compare = (wanted: string, had: string, lookup: Lookup | undefined) => boolean;

const number = (compare: (had: number, wanted: number) => boolean, read: (text: string) => number): Compare => {
  return (wanted, had) => {
    const [a, b] = [read(had), read(wanted)];
    return !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);
  };
};
const plainNumber = (text: string): number => (/^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN);
/** RFC 3339, or seconds since 1970. */
const moment = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : (parseRfc3339(text) ?? Number.NaN));

const equals: Compare = (wanted, had, lookup) => matches(wanted, had, { lookup, wild: false });
const like: Compare = (wanted, had, lookup) => matches(wanted, had, { lookup });
/** Each of an ARN's six parts for itself, so that `*` does not reach over a colon. */
const arn: Compare = (wanted, had, lookup) => {
  const [w, h] = [wanted.split(':'), had.split(':')];
  if (w.length < 6 || h.length < 6) return false;
  const six = (parts: string[]) => [...parts.slice(0, 5), parts.slice(5).join(':')];
  const parts = six(h);
  return six(w).every((pattern, i) => matches(pattern, parts[i] ?? '', { lookup }));
};

const POSITIVE: Readonly<Record<string, Compare>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: (wanted, had, lookup) => matches(wanted, had, { lookup, wild: false, ignoreCase: true }),
  StringLike: like,
  ArnEquals: arn,
  ArnLike: arn,
  Bool: (wanted, had) => wanted.toLowerCase() === had.toLowerCase(),
};
for (const [prefix, read] of [
  ['Numeric', plainNumber],
  ['Date', moment],
] as const)
  Object.assign(POSITIVE, {
    [`${prefix}Equals`]: number((a, b) => a === b, read),
    [`${prefix}LessThan`]: number((a, b) => a < b, read),
    [`${prefix}LessThanEquals`]: number((a, b) => a <= b, read),
    [`${prefix}GreaterThan`]: number((a, b) => a > b, read),
    [`${prefix}GreaterThanEquals`]: number((a, b) => a >= b, read),
  });

const NEGATIVE: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

export const MODELLED: readonly string[] = [...Object.keys(POSITIVE), ...Object.keys(NEGATIVE), 'Null'];
export const OPERATORS: readonly string[] = [...MODELLED, 'BinaryEquals', 'IpAddress', 'NotIpAddress'];

/** Whether one line of a condition block holds. Lines are and-ed, values are or-ed (and-ed when negated). */
export function holds({ operator, each, ifExists, key, values }: ConditionTest, facts: RequestFacts, variables: boolean): boolean {
  const had = facts.get(key.toLowerCase());
  const present = had !== undefined && had.length > 0;
  if (operator === 'Null') return values.some((value) => (value.toLowerCase() === 'true') === !present);
  if (!present) {
    if (ifExists || each === 'ForAllValues') return true;
    return operator in NEGATIVE && each === undefined;
  }
  const lookup: Lookup | undefined = variables ? (name) => single(facts.get(name.toLowerCase())) : undefined;
  const negated = NEGATIVE[operator];
  const compare = POSITIVE[negated ?? operator];
  if (!compare) return false;
  const one = (value: string) => values.some((wanted) => compare(wanted, value, lookup)) !== (negated !== undefined);
  return each === 'ForAllValues' || (negated !== undefined && each === undefined) ? had.every(one) : had.some(one);
}

export const single = (values: readonly string[] | undefined): string | undefined => (values?.length === 1 ? values[0] : undefined);
