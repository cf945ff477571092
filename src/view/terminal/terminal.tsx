import { ArrowDown } from 'lucide-react';
import { type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useCurrentRun, usePlayer, usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { announcement } from './announcement.ts';
import { EntryView } from './entry-view.tsx';
import { PromptInput } from './prompt-input.tsx';

export default function Terminal() {
  const ports = usePorts();
  const entries = useSession((s) => s.terminal.entries);
  const heldAt = useHeldAt();
  const log = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const { more, toTheEnd, stay } = useScrolling(log, entries);

  // A click on empty paper goes to the prompt; a selection stays a selection.
  const focusInput = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, textarea')) return;
    if (document.getSelection()?.isCollapsed !== false) input.current?.focus({ preventScroll: true });
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; the keyboard has Tab
    <div
      className="flex max-h-[calc(round(down,100%---spacing(3),--spacing(4.5))+--spacing(3))] min-h-0 flex-1 flex-col bg-surface font-mono text-12 leading-4.5 text-ink no-ligatures"
      onClick={focusInput}
    >
      {/* Whole lines: none is cut through at the upper edge when the end is in sight. */}
      {/* Silent: a log that grows line by line would be read again and again. The line below it says what counts. */}
      <div
        ref={log}
        className="peer scroll-shade-y relative min-h-0 flex-initial overflow-x-hidden overflow-y-auto px-4 pt-2.5 empty:p-0 focus-visible:rounded-none focus-visible:-outline-offset-2"
        role="log"
        aria-label="Terminal output"
        aria-live="off"
        tabIndex={entries.length > 0 ? 0 : -1}
        onClickCapture={(event) => event.target instanceof Element && event.target.closest('button') && stay()}
      >
        {entries.map((entry) => (
          <EntryView key={entry.id} entry={entry} heldAt={entry.heldBack ? heldAt : ''} />
        ))}
      </div>
      <p role="status" aria-label="Last command" className="sr">
        {announcement(entries.at(-1))}
      </p>
      {more && (
        <Button look="line" className="z-1 mr-4 mb-0.5 -mt-7.5 self-end text-12 leading-none" onClick={toTheEnd}>
          <ArrowDown size={14} strokeWidth={1.75} aria-hidden />
          More below
        </Button>
      )}
      <PromptInput field={input} ports={ports} />
    </div>
  );
}

/** "step 8: authentication" */
function useHeldAt(): string {
  const step = usePlayer((p) => p.step);
  const run = useCurrentRun();
  const room = run?.timeline.steps[step - 1]?.room;
  return run ? `step ${step}${room ? `: ${ROOMS[room]}` : ''}` : 'the laptop';
}

const ROOMS = {
  caller: 'the network',
  tls: 'TLS',
  authentication: 'authentication',
  impersonation: 'impersonation',
  authorization: 'authorization',
  admission: 'admission',
  party: 'whoever was called',
  storage: 'storage',
  reply: 'the reply',
} as const;

/** As on any terminal: the end is in sight until somebody scrolls up, and again with the next command. Tells whether there is more below. */
function useScrolling(log: { current: HTMLDivElement | null }, entries: readonly unknown[]): { more: boolean; toTheEnd(): void; stay(): void } {
  const [more, setMore] = useState(false);
  const atEnd = useRef(true);
  const count = useRef(entries.length);
  const look = useCallback(() => {
    const element = log.current;
    if (!element || element.clientHeight === 0) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 12;
    setMore(!atEnd.current);
  }, [log]);
  const toTheEnd = useCallback(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
    look();
  }, [log, look]);
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    // A lower panel keeps its end in sight.
    const observer = new ResizeObserver(() => (atEnd.current ? toTheEnd() : look()));
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [log, look, toTheEnd]);
  useLayoutEffect(() => {
    if (entries.length !== count.current) atEnd.current = true;
    count.current = entries.length;
    if (atEnd.current) toTheEnd();
    else look();
  }, [entries, look, toTheEnd]);
  const stay = (): void => {
    atEnd.current = false;
    requestAnimationFrame(look);
  };
  return { more, toTheEnd, stay };
}
