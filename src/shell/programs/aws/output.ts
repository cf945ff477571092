// How the AWS CLI prints an answer: JSON with four blanks, or text; and the part of JMESPath that names members: `A.B`, `A.[B,C]`, `A[0]`.
// Left out: tables, YAML, JMESPath's filters, pipes and functions, which are refused by name.
import { isJsonObject } from '../../../trace/json.ts';
import type { ProgramIo } from '../../program.ts';
import { type Arguments, value } from './arguments.ts';
import { AwsFailure } from './failure.ts';

type Value = unknown;
const member = (of: Value, name: string): Value => (isJsonObject(of) && Object.hasOwn(of, name) ? (of as Record<string, Value>)[name] : null);

function select(from: Value, expression: string): Value {
  let at = from;
  let rest = expression.trim();
  while (rest) {
    const list = /^\.?\[((?:[\w.]+)(?:\s*,\s*[\w.]+)*)\]$/.exec(rest);
    const named = /^\.?([A-Za-z_]\w*)/.exec(rest);
    const index = /^\[(\d+)\]/.exec(rest);
    const every = /^\[\]/.exec(rest);
    if (index) at = Array.isArray(at) ? ((at as Value[])[Number(index[1])] ?? null) : null;
    else if (list) return (list[1] ?? '').split(',').map((name) => select(at, name.trim()));
    else if (named) at = member(at, named[1] ?? '');
    else if (every) return Array.isArray(at) ? (at as Value[]).map((one) => (rest.length > 2 ? select(one, rest.slice(2)) : one)) : null;
    else throw new AwsFailure(`this simulator models only names, lists and indexes in --query, not ${JSON.stringify(rest)}`, 252);
    rest = rest.slice((index ?? named)?.[0].length ?? 0);
  }
  return at;
}

function asText(value: Value): string {
  if (value === null || value === undefined) return 'None';
  if (Array.isArray(value))
    return (value as Value[]).every((one) => typeof one !== 'object' || one === null)
      ? (value as Value[]).map(asText).join('\t')
      : (value as Value[]).map(asText).join('\n');
  if (typeof value !== 'object') return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
  const entries = Object.entries(value as Record<string, Value>).sort(([a], [b]) => (a < b ? -1 : 1));
  const simple = entries.filter(([, v]) => typeof v !== 'object' || v === null);
  const nested = entries.filter(([, v]) => typeof v === 'object' && v !== null);
  return [...(simple.length ? [simple.map(([, v]) => asText(v)).join('\t')] : []), ...nested.map(([name, v]) => `${name.toUpperCase()}\t${asText(v)}`)].join(
    '\n',
  );
}

export function print(io: ProgramIo, given: Arguments, answer: Value): void {
  const expression = value(given, 'query');
  const shown = expression === undefined ? answer : select(answer, expression);
  const form = value(given, 'output') ?? io.env.AWS_DEFAULT_OUTPUT ?? 'json';
  if (form === 'text') io.out(`${asText(shown)}\n`);
  else if (form === 'json') io.out(`${JSON.stringify(shown ?? null, null, 4)}\n`);
  else throw new AwsFailure(`this simulator does not model --output ${form}; it models json and text`, 252);
}
