// What the docks become where there is no room for docks: sheets from below, half or nearly full, the picture above them.
import { BookOpen, ChevronDown, ChevronUp, Search, SlidersHorizontal, SquareTerminal, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { usePorts, useReveal, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';

const Workbench = lazy(() => import('../workbench/workbench.tsx'));
const Inspector = lazy(() => import('../inspector/inspector.tsx'));
const LessonDock = lazy(() => import('../lesson/lesson-dock.tsx').then((module) => ({ default: module.LessonDock })));

export type SheetName = 'Lesson' | 'Inspect' | 'Terminal' | 'Set-up';

export interface SheetsState {
  open: SheetName | undefined;
  full: boolean;
  toggle(name: SheetName): void;
  close(): void;
  setFull(full: boolean): void;
}

/** In a window lower than this, half of it shows nothing. */
const SHORT = 600;

/** `lessonFirst`: a lesson that was just opened is what somebody wants to read, where the picture beside it has room. */
export function useSheets(lessonFirst = true): SheetsState {
  const { selectTab, session } = usePorts();
  const slug = useSession((now) => (now.embed ? undefined : now.lesson?.lesson.slug));
  const [open, setOpen] = useState<SheetName>();
  const [full, setFull] = useState(() => innerHeight < SHORT);
  useEffect(() => {
    if (slug && lessonFirst) setOpen('Lesson');
  }, [slug, lessonFirst]);
  // Who asks for a line of the workbench wants to see it; what was asked for in another layout has been seen.
  const { request } = useReveal();
  const seen = useRef(request);
  useEffect(() => {
    if (request !== seen.current) setOpen('Set-up');
    seen.current = request;
  }, [request]);
  return {
    open,
    full,
    setFull,
    close: () => setOpen(undefined),
    toggle: (name) => {
      if (name === 'Terminal') selectTab('Terminal');
      if (name === 'Set-up' && session.getState().tab === 'Terminal') selectTab('tokens.csv');
      setOpen((now) => (now === name ? undefined : name));
    },
  };
}

/** The picture gives way; the sentence, the transport and the panels stay in reach. */
export const isCovered = ({ open, full }: SheetsState): boolean => open !== undefined && full;

/** The button below that opens a sheet, and gets the focus back. */
const openerOf = (name: SheetName): string => `open-${name}`;

const NAV: [SheetName, typeof BookOpen][] = [
  ['Lesson', BookOpen],
  ['Inspect', Search],
  ['Terminal', SquareTerminal],
  ['Set-up', SlidersHorizontal],
];

export function SheetNav({ sheets }: { sheets: SheetsState }) {
  const lesson = useSession((session) => session.lesson !== undefined);
  return (
    <nav className="flex flex-none border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]" aria-label="Panels">
      {NAV.filter(([name]) => lesson || name !== 'Lesson').map(([name, Icon]) => (
        <button
          key={name}
          id={openerOf(name)}
          type="button"
          className="flex min-h-13.5 flex-1 flex-col items-center justify-center gap-0.75 text-12 text-ink-2 aria-expanded:font-strong aria-expanded:text-now"
          aria-expanded={sheets.open === name}
          onClick={() => sheets.toggle(name)}
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
          {name}
        </button>
      ))}
    </nav>
  );
}

export function Sheets({ sheets }: { sheets: SheetsState }) {
  const { downloadTrace } = usePorts();
  const sheet = useRef<HTMLElement>(null);
  const { open, full, close } = sheets;
  const last = useRef<SheetName | undefined>(undefined);
  useEffect(() => {
    // A line that was asked for has the focus already.
    if (open && !sheet.current?.contains(document.activeElement)) sheet.current?.focus({ preventScroll: true });
    else if (last.current && document.activeElement === document.body) document.getElementById(openerOf(last.current))?.focus();
    last.current = open;
  }, [open]);
  if (!open) return null;
  return (
    <section
      ref={sheet}
      className={`z-3 flex min-h-0 animate-sheet-up flex-col rounded-t-3 rounded-b-none border-t border-line-2 bg-surface shadow-high focus-visible:outline-none ${full ? 'flex-1' : 'flex-[0_0_46dvh]'}`}
      aria-label={open}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div className="flex min-h-12 items-center gap-1 border-b border-line pr-1 pl-4 low:min-h-10">
        <h2 className="flex-1 font-display text-15 leading-none font-strong">{open}</h2>
        <Button look="icon" className="min-h-11 min-w-11" aria-label={full ? 'Half height' : 'Full height'} onClick={() => sheets.setFull(!full)}>
          {full ? <ChevronDown size={20} strokeWidth={1.75} aria-hidden /> : <ChevronUp size={20} strokeWidth={1.75} aria-hidden />}
        </Button>
        <Button look="icon" className="min-h-11 min-w-11" aria-label="Close" onClick={close}>
          <X size={20} strokeWidth={1.75} aria-hidden />
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col overflow-auto *:min-h-0 *:flex-1">
        <ErrorBoundary key={open} part={open} onDownload={downloadTrace}>
          <Suspense fallback={null}>{open === 'Lesson' ? <LessonDock /> : open === 'Inspect' ? <Inspector /> : <Workbench folded={false} />}</Suspense>
        </ErrorBoundary>
      </div>
    </section>
  );
}
