// The functions of Go templates that kubectl's users call.
import { isJsonObject } from '../../../../trace/json.ts';
import { plainError } from '../failure.ts';
import { goText } from './go-text.ts';

export const truthy = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && typeof value === 'object' ? Object.keys(value).length > 0 : Boolean(value);

/** ".a.b" of a value; what is not there is undefined. */
export function fieldOf(value: unknown, path: string): unknown {
  return path
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((at, key) => (isJsonObject(at) ? (at as Record<string, unknown>)[key] : undefined), value);
}

const at = (value: unknown, key: unknown): unknown =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[String(key)] : undefined;

function decode(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
  } catch {
    return 'base64 decode error';
  }
}

const FUNCTIONS: Readonly<Record<string, (args: unknown[]) => unknown>> = {
  index: ([value, ...keys]) => keys.reduce(at, value),
  len: ([value]) => (Array.isArray(value) || typeof value === 'string' ? value.length : Object.keys((value ?? {}) as object).length),
  eq: ([value, ...others]) => others.some((other) => other === value),
  ne: ([a, b]) => a !== b,
  lt: ([a, b]) => (a as number) < (b as number),
  le: ([a, b]) => (a as number) <= (b as number),
  gt: ([a, b]) => (a as number) > (b as number),
  ge: ([a, b]) => (a as number) >= (b as number),
  not: ([value]) => !truthy(value),
  and: (args) => args.find((value) => !truthy(value)) ?? args.at(-1),
  or: (args) => args.find(truthy) ?? args.at(-1),
  print: (args) => args.map(goText).join(''),
  println: (args) => `${args.map(goText).join(' ')}\n`,
  printf: ([format, ...values]) =>
    String(format).replace(/%(?:[svdq]|%)/g, (verb) => (verb === '%%' ? '%' : verb === '%q' ? JSON.stringify(goText(values.shift())) : goText(values.shift()))),
  base64decode: ([value]) => decode(String(value)),
};

export function call(name: string, args: unknown[]): unknown {
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) throw plainError(`this simulator does not model the function ${JSON.stringify(name)} of Go templates. Nearest: -o jsonpath=…`);
  return known(args);
}
