// The part of bash that the shell runs by itself. Everything else is kept as source text and handed to just-bash.

export type WordPart =
  | { kind: 'text'; text: string; quoted: boolean }
  | { kind: 'variable'; name: string; quoted: boolean }
  | { kind: 'substitution'; source: string; quoted: boolean };

/** No parts: the empty word, written '' or "". */
export type Word = readonly WordPart[];

export interface Redirection {
  fd: 0 | 1 | 2;
  /** `<<` carries the document's text as its target, `>&` the number of a descriptor. */
  kind: '<' | '>' | '>>' | '<<' | '<<<' | '>&';
  target: Word;
}

export interface SimpleCommand {
  assignments: { name: string; value: Word; append: boolean }[];
  words: Word[];
  redirections: Redirection[];
}

export interface ListItem {
  /** How it hangs on the item before it. */
  joiner: '' | '&&' | '||';
  command: SimpleCommand;
}

/** One statement: a list of simple commands, or, when it says more than that, text for bash. */
export type Statement = { kind: 'list'; source: string; items: ListItem[] } | { kind: 'bash'; source: string };

export type Parsed = { kind: 'complete'; statements: Statement[] } | { kind: 'incomplete'; open: string };
