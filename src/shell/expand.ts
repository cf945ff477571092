// From words as written to arguments as passed: variables, substitutions, field splitting, file name patterns.
import type { Machine } from '../engine/machine.ts';
import { resolvePath } from './paths.ts';
import type { Word, WordPart } from './syntax/ast.ts';

export interface Expansion {
  variable(name: string): string;
  /** Output of a command, without its last newlines. */
  substitute(source: string): Promise<string>;
  machine: Machine;
  cwd: string;
}

/** The word as one string: assignments, redirections, here-documents. */
export async function expandToText(word: Word, context: Expansion): Promise<string> {
  let out = '';
  for (const part of word) out += await partText(part, context);
  return out;
}

/** The word as arguments: none, one or several. */
export async function expandToFields(word: Word, context: Expansion): Promise<string[]> {
  const fields: { text: string; pattern: string; glob: boolean }[] = [];
  let open = false;
  const add = (text: string, quoted: boolean) => {
    if (!open) fields.push({ text: '', pattern: '', glob: false });
    open = true;
    const field = fields.at(-1);
    if (!field) return;
    field.text += text;
    field.pattern += quoted ? text.replace(/[*?[\]\\]/g, '\\$&') : text;
    field.glob ||= !quoted && /[*?[]/.test(text);
  };
  for (const part of word) {
    const text = await partText(part, context);
    if (part.quoted || part.kind === 'text') add(text, part.quoted);
    else
      text.split(/[ \t\n]+/).forEach((piece, i) => {
        if (i > 0) open = false;
        if (piece) add(piece, false);
      });
  }
  return fields.flatMap((field) => {
    const paths = field.glob ? matches(field.pattern, context) : [];
    return paths.length ? paths : [field.text];
  });
}

async function partText(part: WordPart, context: Expansion): Promise<string> {
  if (part.kind === 'text') return part.text;
  return part.kind === 'variable' ? context.variable(part.name) : context.substitute(part.source);
}

/** Paths that a pattern names, as typed (relative stays relative), sorted; empty when none do. */
function matches(pattern: string, { machine, cwd }: Expansion): string[] {
  const absolute = pattern.startsWith('/');
  const base = absolute ? '/' : cwd;
  const expression = new RegExp(`^${globSource(pattern)}$`);
  const seen = new Set<string>();
  for (const path of machine.paths()) {
    const parts = path.split('/');
    for (let n = 1; n <= parts.length; n++) seen.add(parts.slice(0, n).join('/'));
  }
  const prefix = base === '/' ? '/' : `${base}/`;
  const candidates = [...seen].filter((path) => path.startsWith(prefix) && path !== prefix).map((path) => (absolute ? path : path.slice(prefix.length)));
  const hidden = /(^|\/)\./.test(pattern);
  return candidates.filter((path) => expression.test(path) && (hidden || !/(^|\/)\./.test(path)) && machine.stat(resolvePath(cwd, path))).sort();
}

function globSource(pattern: string): string {
  return pattern.replace(
    /\\(.)|(\*)|(\?)|\[(!?)([^\]]+)\]|([.+^${}()|[\]])/g,
    (_whole, escaped?: string, star?: string, one?: string, not?: string, set?: string, plain?: string) => {
      if (escaped) return escaped.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      if (star) return '[^/]*';
      if (one) return '[^/]';
      if (set) return `[${not ? '^' : ''}${set.replace(/[\\\]]/g, '\\$&')}]`;
      return `\\${plain ?? ''}`;
    },
  );
}
