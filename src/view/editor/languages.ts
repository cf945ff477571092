// What CodeMirror colours by. JSON and YAML are its own grammars; the token file's columns are ours.
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { Tag, tags } from '@lezer/highlight';
import { CSV_START, type CsvState, csvFields } from './csv-fields.ts';

export type EditorLanguage = 'csv' | 'yaml' | 'json' | 'plain';

interface CsvStream extends CsvState {
  /** Ends of the fields of the line at hand, with their columns. */
  fields: { from: number; to: number; column: number }[];
  next: CsvState;
}

const columnTags = [Tag.define(), Tag.define(), Tag.define(), Tag.define(), Tag.define()];

const csvLanguage = StreamLanguage.define<CsvStream>({
  name: 'token-file',
  startState: () => ({ ...CSV_START, fields: [], next: CSV_START }),
  copyState: (state) => ({ ...state }),
  blankLine: () => undefined,
  token(stream, state) {
    if (stream.sol()) {
      const { fields, end } = csvFields(stream.string, state.next);
      state.fields = fields;
      state.next = end;
    }
    const field = state.fields.find((f) => stream.pos < f.to && stream.pos >= f.from);
    if (!field) {
      stream.next();
      return null;
    }
    stream.pos = field.to;
    return `column${Math.min(field.column, 4)}`;
  },
  tokenTable: Object.fromEntries(columnTags.map((tag, i) => [`column${i}`, tag])),
});

const colours = HighlightStyle.define([
  { tag: columnTags[0] ?? tags.content, color: 'var(--ink)' },
  { tag: columnTags[1] ?? tags.content, color: 'var(--id)' },
  { tag: columnTags[2] ?? tags.content, color: 'var(--code-num)' },
  { tag: columnTags[3] ?? tags.content, color: 'var(--code-str)' },
  { tag: columnTags[4] ?? tags.content, color: 'var(--code-mute)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)', fontWeight: '500' },
  { tag: [tags.string, tags.content], color: 'var(--code-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-num)' },
  { tag: [tags.comment, tags.meta, tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--code-mute)' },
]);

export function languageExtension(language: EditorLanguage): Extension {
  const support = { csv: () => new LanguageSupport(csvLanguage), yaml: () => yaml(), json: () => json(), plain: () => [] }[language]();
  return [support, syntaxHighlighting(colours)];
}
