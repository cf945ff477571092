// CodeMirror in a shadow root: its styles are constructable sheets there, which a strict content security policy allows.
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap } from '@codemirror/language';
import { Annotation, Compartment, EditorState, type Extension, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { annotations, type LineAnnotation, setAnnotations } from './annotations.ts';
import type { EditorFinding, Stretch } from './code-editor.tsx';
import { bareTheme, editorTheme } from './editor-theme.ts';
import { findingMarks, setFindingMarks } from './finding-marks.ts';
import { type EditorLanguage, languageExtension } from './languages.ts';
import { replacement } from './text-echo.ts';
import { typeOver } from './type-over.ts';

export interface EditorOptions {
  parent: HTMLElement;
  label: string;
  text: string;
  selection: { anchor: number; head: number };
  language: EditorLanguage;
  readOnly: boolean;
  /** Without line numbers and folding: for a few lines. */
  bare: boolean;
  onChange(text: string): void;
}

export interface MountedEditor {
  setText(text: string, selection?: { anchor: number; head: number }): void;
  setFindings(findings: readonly EditorFinding[]): void;
  setAnnotations(annotations: readonly LineAnnotation[]): void;
  setReadOnly(readOnly: boolean): void;
  focus(): void;
  goTo(line: number, column: number): void;
  insert(text: string, select?: Stretch): void;
  destroy(): void;
}

const fromOutside = Annotation.define<true>();

export function mountEditor(options: EditorOptions): MountedEditor {
  const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const readOnly = new Compartment();
  const setup: Extension[] = [
    ...(options.bare ? [] : [lineNumbers()]),
    ...(options.language === 'csv' || options.bare ? [] : [foldGutter(), bracketMatching(), keymap.of(foldKeymap)]),
    history(),
    drawSelection(),
    typeOver,
    highlightActiveLine(),
    findingMarks(),
    annotations(),
    languageExtension(options.language),
    EditorView.lineWrapping,
    // Tab leaves the field; Ctrl-M makes it indent, and back.
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      role: 'textbox',
      tabindex: '0',
      'aria-multiline': 'true',
      'aria-description': 'Tab leaves the field. Control M makes Tab indent.',
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
    }),
    readOnly.of(readOnlyExtension(options.readOnly)),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged || update.transactions.some((t) => t.annotation(fromOutside))) return;
      options.onChange(update.state.doc.toString());
    }),
    editorTheme,
    ...(options.bare ? [bareTheme] : []),
  ];
  const { anchor, head } = options.selection;
  const clamp = (n: number): number => Math.max(0, Math.min(n, options.text.length));
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: options.text, selection: { anchor: clamp(anchor), head: clamp(head) }, extensions: setup }),
  });
  view.setTabFocusMode(true);
  let wrong: number | undefined;
  // A banner that appears, or a lower panel, must not take the line from under the cursor; nor, when nobody types, the one that is wrong.
  const resized = new ResizeObserver(() => {
    const at = view.hasFocus ? view.state.selection.main.head : wrong;
    if (at !== undefined) view.dispatch({ effects: EditorView.scrollIntoView(Math.min(at, view.state.doc.length)) });
  });
  resized.observe(options.parent);

  const position = (line: number, column: number): number => {
    const { doc } = view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    return Math.min(at.to, at.from + Math.max(0, column - 1));
  };

  return {
    setText(text, selection) {
      const now = view.state.doc.toString();
      if (now === text) return;
      view.dispatch({
        changes: replacement(now, text),
        annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
        ...(selection ? { selection } : {}),
      });
    },
    setFindings(findings) {
      const marks = findings.map(({ severity, line, column, message }) => {
        const from = position(line, column);
        const end = view.state.doc.lineAt(from).to;
        const word = /^[\w."'-]+/.exec(view.state.sliceDoc(from, end))?.[0].length ?? 1;
        return { from, to: Math.min(end, from + Math.max(1, word)), severity, message };
      });
      wrong = marks.find(({ severity }) => severity === 'error')?.from;
      view.dispatch({ effects: setFindingMarks.of(marks) });
    },
    setAnnotations: (list) => view.dispatch({ effects: setAnnotations.of(list) }),
    setReadOnly: (value) => view.dispatch({ effects: readOnly.reconfigure(readOnlyExtension(value)) }),
    focus: () => view.focus(),
    goTo(line, column) {
      view.dispatch({ selection: { anchor: position(line, column) }, effects: EditorView.scrollIntoView(position(line, column), { y: 'center' }) });
      view.focus();
    },
    insert(text, select) {
      const { doc } = view.state;
      const before = doc.length > 0 && doc.line(doc.lines).text !== '' ? '\n' : '';
      view.dispatch({
        changes: { from: doc.length, insert: before + text },
        selection: { anchor: doc.length + before.length + (select?.from ?? 0), head: doc.length + before.length + (select?.to ?? 0) },
        scrollIntoView: true,
        userEvent: 'input.template',
      });
      view.focus();
    },
    destroy() {
      resized.disconnect();
      view.destroy();
    },
  };
}

/** Read-only text can still be focused, selected and copied. */
const readOnlyExtension = (value: boolean): Extension =>
  value ? [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ 'aria-readonly': 'true' })] : [];
