// What CodeMirror colours, folds and indents by.
import { foldService, HighlightStyle, indentService, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { Tag, tags } from '@lezer/highlight';
import { CSV_START, type CsvState, csvFields } from './csv-fields.ts';
import { foldEnd, indentAfter, jsonToken, type YamlState, yamlToken } from './stream-tokens.ts';

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

const yamlLanguage = StreamLanguage.define<YamlState>({
  name: 'yaml',
  startState: () => ({ block: -1, depth: 0 }),
  copyState: (state) => ({ ...state }),
  token: yamlToken,
  languageData: { commentTokens: { line: '#' } },
});

const jsonLanguage = StreamLanguage.define({ name: 'json', token: jsonToken });

/** Both nest by indentation: YAML must, and JSON here is laid out. */
const nesting: Extension = [
  foldService.of((state, from) => {
    const line = state.doc.lineAt(from);
    const end = foldEnd({ count: state.doc.lines, text: (n) => state.doc.line(n).text }, line.number);
    return end === undefined ? null : { from: line.to, to: state.doc.line(end).to };
  }),
  indentService.of((context, at) => {
    const line = context.state.doc.lineAt(at);
    const before = context.lineAt(at, -1);
    // While Enter is pressed the two halves are still one line; for whole lines the one above counts.
    const broken = context.simulatedBreak !== null;
    const above = broken ? before.text : line.number > 1 ? context.state.doc.line(line.number - 1).text : '';
    return indentAfter(above, broken ? context.textAfterPos(at) : line.text, context.unit);
  }),
];

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
  const support: Record<EditorLanguage, Extension> = { csv: csvLanguage, yaml: [yamlLanguage, nesting], json: [jsonLanguage, nesting], plain: [] };
  return [support[language], syntaxHighlighting(colours)];
}
