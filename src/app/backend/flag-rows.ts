// kube-apiserver's flags as rows and as one command line, two spellings of the same thing.
import { FLAGS } from '../../engine/apiserver/flags.data.ts';
import type { FlagRow } from '../../view/ports.ts';

type Flags = Record<string, string | string[]>;

/** Every flag this model knows, those that were given first; and whatever else was given. */
export function flagRows(flags: Flags): Omit<FlagRow, 'changed' | 'error'>[] {
  const known = new Map(FLAGS.map((about) => [about.name, about]));
  const given = Object.entries(flags).map(([name, value]): Omit<FlagRow, 'changed' | 'error'> => {
    const about = known.get(name);
    const text = typeof value === 'string' ? value : value.join(',');
    return {
      name,
      type: typeOf(about?.type),
      value: text,
      isDefault: false,
      default: about?.default ?? '',
      stage: about?.stage ?? '',
    };
  });
  const rest = FLAGS.filter(({ name }) => flags[name] === undefined).map(
    (about): Omit<FlagRow, 'changed' | 'error'> => ({
      name: about.name,
      type: typeOf(about.type),
      value: about.default,
      isDefault: true,
      default: about.default,
      stage: about.stage ?? '',
    }),
  );
  return [...given, ...rest];
}

const typeOf = (type: string | undefined): FlagRow['type'] => (type === 'bool' || type === 'int' || type === 'duration' || type === 'list' ? type : 'string');

const needsQuotes = (value: string): boolean => !/^[\w@%+=:,./-]*$/.test(value);
const quote = (value: string): string => (needsQuotes(value) ? `'${value.replaceAll("'", `'\\''`)}'` : value);

export const printCommandLine = (flags: Flags): string =>
  [
    'kube-apiserver',
    ...Object.entries(flags).flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((each) => `--${name}=${quote(each)}`)),
  ].join(' \\\n  ');

export function parseCommandLine(text: string): { flags: Flags; errors: { name: string; message: string }[] } {
  const flags: Flags = {};
  const errors: { name: string; message: string }[] = [];
  const words = splitWords(text);
  if (words[0] === 'kube-apiserver' || words[0]?.endsWith('/kube-apiserver')) words.shift();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const [, name, , value] = /^--?([\w.-]+)(=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      errors.push({ name: word, message: `unknown command "${word}" for "kube-apiserver"` });
      continue;
    }
    const next = words[i + 1];
    let given = value;
    if (given === undefined && next !== undefined && !next.startsWith('-')) {
      given = next;
      i++;
    }
    given ??= 'true';
    const before = flags[name];
    flags[name] = before === undefined ? given : [...(typeof before === 'string' ? [before] : before), given];
  }
  return { flags, errors };
}

function splitWords(text: string): string[] {
  const words: string[] = [];
  for (const match of text.replaceAll(/\\\n/g, ' ').matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g))
    words.push(match[0].replace(/'([^']*)'|"([^"]*)"/g, (_, a: string | undefined, b: string | undefined) => a ?? b ?? ''));
  return words;
}
