import { type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { useCurrentRun, usePlayer, usePorts, useSession } from '../ports-context.tsx';
import { EntryView } from './entry-view.tsx';
import { PromptInput } from './prompt-input.tsx';
import './terminal.css';

export default function Terminal() {
  const ports = usePorts();
  const entries = useSession((s) => s.terminal.entries);
  const busy = useSession((s) => s.terminal.busy);
  const heldAt = useHeldAt();
  const log = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  useScrolling(log, entries);

  // A click on empty paper goes to the prompt; a selection stays a selection.
  const focusInput = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, textarea')) return;
    if (document.getSelection()?.isCollapsed !== false) input.current?.focus({ preventScroll: true });
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; the keyboard has Tab
    <div className="term" onClick={focusInput}>
      <div ref={log} className="term-log" role="log" aria-label="Terminal output" aria-live="polite" aria-busy={busy} tabIndex={entries.length > 0 ? 0 : -1}>
        {entries.map((entry) => (
          <EntryView key={entry.id} entry={entry} heldAt={entry.heldBack ? heldAt : ''} />
        ))}
      </div>
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
  storage: 'storage',
  reply: 'the reply',
} as const;

/** Keeps the newest command in sight: its first line when what it printed is taller than the panel, else the bottom. */
function useScrolling(log: { current: HTMLDivElement | null }, entries: readonly unknown[]): void {
  const atBottom = useRef(true);
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const note = (): void => {
      atBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, [log]);
  const count = useRef(entries.length);
  useLayoutEffect(() => {
    const element = log.current;
    const last = element?.lastElementChild;
    if (!element || !(last instanceof HTMLElement)) return;
    const isNew = entries.length !== count.current;
    count.current = entries.length;
    if (!isNew && !atBottom.current && last.offsetTop > element.scrollTop + 4) return;
    const bottom = element.scrollHeight - element.clientHeight;
    element.scrollTop = Math.min(bottom, last.offsetTop - 10);
  }, [log, entries]);
}
