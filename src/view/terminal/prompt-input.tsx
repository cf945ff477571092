import { type ClipboardEvent, type KeyboardEvent, memo, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Ports } from '../../ports/ports.ts';
import { useSession } from '../ports-context.tsx';
import { certainlyComplete, pastedStatements } from './complete-line.ts';
import { atTheBottom, commonStart, search, step, type Walk } from './line-history.ts';

interface PromptInputProps {
  field: RefObject<HTMLTextAreaElement | null>;
  ports: Ports;
}

/** Where the browser fits a field to its text, nobody has to ask how tall it would be. */
const growsByItself = globalThis.CSS?.supports?.('field-sizing', 'content') ?? false;

/** Up to seven lines of it. Under a finger the letters are as large as a browser wants them, or it would zoom in. */
const FIELD =
  'block field-sizing-content max-h-31.5 min-h-4.5 w-full resize-none overflow-y-auto bg-transparent font-mono text-12 leading-4.5 font-ui wrap-anywhere whitespace-pre-wrap text-ink caret-ink outline-none no-ligatures ' +
  'placeholder:font-sans placeholder:text-12 placeholder:leading-4.5 placeholder:font-text placeholder:text-ink-3 placeholder:opacity-100 ' +
  'pointer-coarse:min-h-11 pointer-coarse:py-2.75 pointer-coarse:text-touch pointer-coarse:leading-5.5 pointer-coarse:placeholder:opacity-0';

/**
 * Where a line is typed. Enter runs it, Escape leaves, Tab completes (and leaves when there is nothing to complete). It measures itself when it is
 * drawn, so it is not drawn for every step of the playhead.
 */
export const PromptInput = memo(function PromptInput({ field, ports }: PromptInputProps) {
  const prompt = useSession((s) => s.terminal.prompt);
  const history = useSession((s) => s.terminal.history);
  const draft = useSession((s) => s.terminal.draft);
  const engine = useSession((s) => s.engine);
  const [text, setText] = useState(draft ?? '');
  const [searching, setSearching] = useState<{ needle: string; at: number; before: string } | undefined>(undefined);
  const [candidates, setCandidates] = useState<readonly string[]>([]);
  const id = useId();
  const walk = useRef<Walk | undefined>(undefined);
  const cursor = useRef<number | undefined>(undefined);
  const run = useRunQueue(ports);

  useEffect(() => {
    if (draft !== undefined) setText(draft);
  }, [draft]);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    if (!growsByItself) {
      element.style.height = 'auto';
      element.style.height = `${element.scrollHeight}px`;
    }
    if (cursor.current !== undefined) {
      element.setSelectionRange(cursor.current, cursor.current);
      cursor.current = undefined;
    }
  });

  const show = (value: string, at = value.length): void => {
    setText(value);
    setCandidates([]);
    cursor.current = at;
  };

  const submit = async (line: string): Promise<void> => {
    walk.current = undefined;
    setCandidates([]);
    if (line.trim() === '') return setText('');
    if (!certainlyComplete(line) && (await ports.needsMore(line))) {
      // Whatever was typed meanwhile comes after the new line.
      setText((now) => (now.startsWith(line) ? `${line}\n${now.slice(line.length)}` : now));
      return;
    }
    run([line]);
    setText((now) => (now.startsWith(line) ? now.slice(line.length) : now));
  };

  const complete = async (): Promise<void> => {
    const at = field.current?.selectionStart ?? text.length;
    const { from, candidates: found } = await ports.complete(text, at);
    if (found.length === 0 || field.current?.value !== text) return;
    const [only] = found;
    const insert = found.length === 1 && only !== undefined ? (/[/=:]$/.test(only) ? only : `${only} `) : commonStart(found);
    const before = text.slice(0, from);
    if (insert.length >= at - from && insert !== text.slice(from, at)) show(before + insert + text.slice(at), from + insert.length);
    if (found.length > 1) setCandidates(found);
  };

  const found = searching ? history[searching.at] : undefined;
  const endSearch = (value: string): void => {
    setSearching(undefined);
    show(value);
  };

  const onSearchKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (!searching) return;
    const control = event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === 'Enter') {
      event.preventDefault();
      endSearch(found ?? searching.before);
      if (found !== undefined) void submit(found).then(() => setText(''));
    } else if (event.key === 'Escape' || event.key === 'Tab' || event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      endSearch(found ?? searching.before);
    } else if (control && (event.key === 'g' || event.key === 'c')) {
      event.preventDefault();
      endSearch(searching.before);
    } else if (control && event.key === 'r') {
      event.preventDefault();
      const older = search(history, searching.needle, searching.at);
      if (older) setSearching({ ...searching, at: older.at });
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (searching) {
      onSearchKey(event);
      return;
    }
    const element = event.currentTarget;
    const control = event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit(element.value);
    } else if (event.key === 'Escape') {
      // The tab it belongs to is where one goes on from; without one there is only to let go.
      const tab = element.closest('.wb')?.querySelector<HTMLElement>('[role=tab][aria-selected=true]');
      if (tab) tab.focus();
      else element.blur();
    } else if (event.key === 'Tab' && !event.shiftKey && element.value !== '') {
      event.preventDefault();
      void complete();
    } else if ((event.key === 'ArrowUp' && onFirstLine(element)) || (event.key === 'ArrowDown' && onLastLine(element))) {
      const moved = step(history, walk.current ?? atTheBottom(history, element.value), event.key === 'ArrowUp' ? -1 : 1, element.value);
      if (!moved) return;
      event.preventDefault();
      walk.current = moved.walk;
      show(moved.text);
    } else if (control && event.key === 'r') {
      event.preventDefault();
      setSearching({ needle: '', at: history.length, before: element.value });
    } else if (control && event.key === 'l') {
      event.preventDefault();
      ports.clearTerminal();
    } else if (control && event.key === 'u') {
      event.preventDefault();
      show(element.value.slice(element.selectionStart), 0);
    } else if (control && event.key === 'c' && element.selectionStart === element.selectionEnd && document.getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      walk.current = undefined;
      ports.interrupt();
      show('');
    }
  };

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/\n/.test(pasted) || searching) return;
    event.preventDefault();
    const element = event.currentTarget;
    const whole = element.value.slice(0, element.selectionStart) + pasted + element.value.slice(element.selectionEnd);
    setText(whole);
    void pastedStatements(whole, (statement) => ports.needsMore(statement)).then(({ run: statements, rest }) => {
      run(statements);
      setText((now) => (now.startsWith(whole) ? rest + now.slice(whole.length) : now));
    });
  };

  const onChange = (value: string): void => {
    setCandidates([]);
    if (!searching) {
      setText(value);
      return;
    }
    const hit = search(history, value);
    setSearching({ ...searching, needle: value, at: hit?.at ?? history.length });
  };

  const shown = searching ? searching.needle : text;
  const rows = shown.split('\n').length;
  return (
    <div className="grid flex-none grid-cols-[auto_1fr] items-start px-4 pt-0.5 pb-2.5 peer-empty:pt-2.5 focus-within:outline-2 focus-within:-outline-offset-2 focus-within:outline-focus forced-colors:focus-within:outline-highlight">
      <span className="whitespace-pre text-ink-3 select-none pointer-coarse:pt-3.25" aria-hidden="true">
        {searching ? '(search) ' : prompt}
        {'\n> '.repeat(rows - 1)}
      </span>
      <textarea
        ref={field}
        className={FIELD}
        aria-label="Terminal input"
        aria-describedby={`${id}-keys`}
        placeholder={searching ? undefined : 'Tab completes, Esc leaves'}
        value={shown}
        rows={1}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        autoComplete="off"
        enterKeyHint="go"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <span id={`${id}-keys`} hidden>
        Tab completes, Escape leaves. Up and Down bring back earlier lines.
      </span>
      <div
        className="col-span-full font-sans text-12 leading-4.5 font-text text-ink-3 [&_code]:wrap-anywhere [&_code]:text-ink-2"
        role="status"
        aria-label="Terminal hints"
      >
        {searching &&
          (found === undefined ? (
            'Type a part of an earlier line.'
          ) : (
            <>
              Enter runs <code>{found}</code>, Escape takes it over.
            </>
          ))}
        {!searching && candidates.length > 0 && (
          <code>
            {candidates.slice(0, 60).join('  ')}
            {candidates.length > 60 ? '  …' : ''}
          </code>
        )}
        {!searching && candidates.length === 0 && draft !== undefined && text === draft && 'Enter runs it.'}
        {!searching && engine === 'failed' && 'The simulated cluster did not load. Reload the page to try again.'}
      </div>
    </div>
  );
});

const onFirstLine = (element: HTMLTextAreaElement): boolean => !element.value.slice(0, element.selectionStart).includes('\n');
const onLastLine = (element: HTMLTextAreaElement): boolean => !element.value.slice(element.selectionEnd).includes('\n');

/** Lines run one after the other, as typed ahead: the next one when the one before has ended. */
function useRunQueue(ports: Ports): (lines: readonly string[]) => void {
  const busy = useSession((s) => s.terminal.busy);
  const waiting = useRef<string[]>([]);
  const drain = (): void => {
    while (waiting.current.length > 0 && !ports.session.getState().terminal.busy) {
      const line = waiting.current.shift();
      if (line !== undefined) ports.run(line, 'typed');
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of a command is what starts the next
  useEffect(drain, [busy]);
  return (lines) => {
    waiting.current.push(...lines);
    drain();
  };
}
