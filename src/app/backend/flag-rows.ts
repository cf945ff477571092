// kube-apiserver's flags as rows and as one command line, two spellings of the same thing.
import { FLAG_ABOUT } from '../../engine/apiserver/flags/flags.about.ts';
import { FLAGS } from '../../engine/apiserver/flags/flags.data.ts';
import type { FlagRow } from '../../ports/flags.ts';

type Flags = Record<string, string | string[]>;

type Row = Omit<FlagRow, 'changed' | 'error'>;

/** Every flag this model knows, those that were given first; and whatever else was given. */
export function flagRows(flags: Flags): Row[] {
  const known = FLAGS.flatMap(([name, type, byDefault]): Row[] => {
    const about = Object.hasOwn(FLAG_ABOUT, name) ? FLAG_ABOUT[name] : undefined;
    const value = about?.absent ?? byDefault;
    return about ? [{ name, type, value, isDefault: true, default: value, stage: about.reader ?? '' }] : [];
  });
  const given = Object.entries(flags).map(([name, value]): Row => {
    const row = known.find((one) => one.name === name) ?? { name, type: 'string', default: '', stage: '' };
    return { ...row, value: typeof value === 'string' ? value : value.join(','), isDefault: false };
  });
  return [...given, ...known.filter(({ name }) => flags[name] === undefined)];
}

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
