import { type RefObject, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { LineAnnotation } from './annotations.ts';
import './code-editor.css';
import type { EditorLanguage } from './languages.ts';
import type { MountedEditor } from './mount-editor.ts';
import { replacement, TextEcho } from './text-echo.ts';

/** A line-and-column finding as the ports report it. Line and column from 1. */
export interface EditorFinding {
  severity: 'error' | 'warning';
  line: number;
  column: number;
  message: string;
}

/** Of a text, from 0. */
export interface Stretch {
  from: number;
  to: number;
}

export interface EditorHandle {
  goTo(line: number, column: number): void;
  /** Appends at the end, as if typed, and selects a stretch of it. */
  insert(text: string, select?: Stretch): void;
  focus(): void;
}

export interface CodeEditorProps {
  label: string;
  text: string;
  language: EditorLanguage;
  onChange?: (text: string) => void;
  readOnly?: boolean;
  /** Without line numbers and folding: for a few lines. */
  bare?: boolean;
  findings?: readonly EditorFinding[];
  annotations?: readonly LineAnnotation[];
  handle?: RefObject<EditorHandle | null>;
  /** Id of an element that describes the field. */
  describedBy?: string;
}

const NONE: readonly never[] = [];

/** A plain text field until the editor has loaded; both have the same name and text, and nothing typed in the first is lost. */
export function CodeEditor(props: CodeEditorProps) {
  const { label, text, language, onChange, readOnly = false, bare = false, findings = NONE, annotations = NONE, handle, describedBy } = props;
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<MountedEditor | undefined>(undefined);
  const echo = useRef(new TextEcho());
  const change = useRef(onChange);
  change.current = onChange;
  const focusNext = useRef(false);
  const [loaded, setLoaded] = useState(false);

  const send = (value: string): void => {
    echo.current.send(value);
    change.current?.(value);
  };

  // Once: another language or label is another editor (give it a key).
  // biome-ignore lint/correctness/useExhaustiveDependencies: mounts once, later changes go through the effects below
  useEffect(() => {
    let gone = false;
    import('./mount-editor.ts').then(
      ({ mountEditor }) => {
        const field = plain.current;
        const parent = host.current;
        if (gone || !parent) return;
        focusNext.current = field !== null && document.activeElement === field;
        editor.current = mountEditor({
          parent,
          label,
          text: field?.value ?? text,
          selection: { anchor: field?.selectionStart ?? 0, head: field?.selectionEnd ?? 0 },
          language,
          readOnly,
          bare,
          onChange: send,
        });
        setLoaded(true);
      },
      () => undefined, // the plain field stays
    );
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, []);

  useLayoutEffect(() => {
    if (loaded && focusNext.current) editor.current?.focus();
  }, [loaded]);

  useLayoutEffect(() => {
    if (!echo.current.isNews(text)) return;
    if (editor.current) editor.current.setText(text);
    else if (plain.current && plain.current.value !== text) takeOver(plain.current, text);
  }, [text]);

  useEffect(() => {
    if (loaded) editor.current?.setFindings(findings);
  }, [loaded, findings]);
  useEffect(() => {
    if (loaded) editor.current?.setAnnotations(annotations);
  }, [loaded, annotations]);
  useEffect(() => {
    if (loaded) editor.current?.setReadOnly(readOnly);
  }, [loaded, readOnly]);

  // The page's single-key shortcuts must not hear what is typed here: outside of a shadow root a key seems to come from its host.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const keep = (event: KeyboardEvent): void => event.stopPropagation();
    element.addEventListener('keydown', keep);
    return () => element.removeEventListener('keydown', keep);
  }, []);

  useImperativeHandle(
    handle,
    (): EditorHandle => ({
      goTo(line, column) {
        if (editor.current) editor.current.goTo(line, column);
        else if (plain.current) select(plain.current, line, column);
      },
      insert(value, stretch) {
        if (editor.current) return editor.current.insert(value, stretch);
        const field = plain.current;
        if (!field) return;
        field.value += (field.value === '' || field.value.endsWith('\n') ? '' : '\n') + value;
        send(field.value);
        field.focus();
      },
      focus: () => (editor.current ? editor.current.focus() : plain.current?.focus()),
    }),
  );

  return (
    <div className="code-editor">
      {!loaded && (
        <textarea
          ref={plain}
          aria-label={label}
          aria-describedby={describedBy}
          defaultValue={text}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          onChange={(event) => {
            const { value, selectionStart, selectionEnd } = event.target;
            // The editor may stand ready, and not be shown yet: it goes on where this field stops.
            editor.current?.setText(value, { anchor: selectionStart, head: selectionEnd });
            send(value);
          }}
        />
      )}
      <div ref={host} className="code-editor-host" hidden={!loaded} />
    </div>
  );
}

/** Replaces a plain field's text and leaves the cursor where it was in the unchanged part. */
function takeOver(field: HTMLTextAreaElement, text: string): void {
  const { from, to, insert } = replacement(field.value, text);
  field.setRangeText(insert, from, to, 'preserve');
}

function select(field: HTMLTextAreaElement, line: number, column: number): void {
  const before = field.value.split('\n').slice(0, line - 1);
  const start = before.reduce((sum, l) => sum + l.length + 1, 0) + column - 1;
  field.focus();
  field.setSelectionRange(start, start);
}
