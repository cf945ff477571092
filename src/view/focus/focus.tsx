// One gate at a time: the building as a strip, the envelope left, the current gate right. For embeds and narrow windows.
import { ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import { ClusterClock } from '../controls/cluster-clock.tsx';
import { DrawingSwitch } from '../controls/drawing-switch.tsx';
import { keysAreOn, useKeys } from '../controls/keys.ts';
import { NarrationLine, StepCount } from '../controls/narration-line.tsx';
import { Notices } from '../controls/notices.tsx';
import { usePlayhead } from '../controls/playhead.ts';
import { LessonMenu, ThemeButton } from '../controls/top-bar.tsx';
import { TransportButtons } from '../controls/transport-buttons.tsx';
import { Drawing } from '../drawing.tsx';
import { useViewport } from '../layout.ts';
import { isCovered, SheetNav, Sheets, useSheets } from '../phone/sheets.tsx';
import { usePorts, useSession } from '../ports-context.tsx';
import { Logo } from '../ui/logo.tsx';
import OneGate from './one-gate.tsx';
import { Ticks } from './ticks.tsx';

export default function Focus() {
  const embed = useSession((session) => session.embed);
  const { width, height } = useViewport();
  const at = usePlayhead();
  const sheets = useSheets();
  const covered = isCovered(sheets);
  const [keysOn] = useState(keysAreOn);
  useKeys(keysOn && !embed, { toggleLeft: () => sheets.toggle('Lesson'), toggleRight: () => sheets.toggle('Inspect'), help: () => {} });
  return (
    <main className="flex h-dvh flex-col overflow-hidden bg-surface">
      {embed ? <EmbedHead /> : <NarrowHead hidden={covered} />}
      {!embed && <Notices />}
      {!embed && at && <DrawingSwitch wide />}
      <section className={`min-h-0 flex-1 flex-col ${covered ? 'hidden' : 'flex'}`} aria-label="Stage">
        <Drawing>
          <OneGate width={width} roomy={height >= 620} />
        </Drawing>
      </section>
      <section className="flex-none border-t border-line bg-surface px-3.5" aria-label="Playback">
        <div className="flex min-h-11 items-center gap-2.5">
          <NarrationLine at={at} />
        </div>
        <div className="flex h-11.5 items-center gap-1 pointer-coarse:h-13">
          <TransportButtons layout="focus" />
          <Ticks at={at} />
          <StepCount at={at} />
        </div>
      </section>
      {!embed && <Sheets sheets={sheets} />}
      {!embed && <SheetNav sheets={sheets} />}
    </main>
  );
}

const HEAD = 'flex h-11 flex-none items-center gap-2.5 px-3.5';

/** No chrome: a name, a question, and the way out. */
function EmbedHead() {
  const lesson = useSession((session) => session.lesson?.lesson);
  const url = new URL(location.href);
  url.searchParams.delete('embed');
  return (
    <div className={HEAD}>
      <Logo size={20} />
      <h1 className="font-display text-15 leading-tight font-strong tracking-snug whitespace-nowrap">{lesson?.title ?? 'Gatehouse'}</h1>
      {lesson && (
        <span className="line-clamp-2 min-w-0 text-12 leading-4.25 text-ink-2 tiny:hidden" title={lesson.idea}>
          {lesson.idea}
        </span>
      )}
      <a
        className="ml-auto flex min-h-7 items-center gap-1 text-13 font-ui whitespace-nowrap text-ink-2 no-underline hover:text-ink hover:underline"
        href={url.href}
        target="_blank"
        rel="noopener noreferrer"
      >
        Open in Gatehouse <ArrowUpRight size={14} strokeWidth={1.75} aria-hidden />
      </a>
    </div>
  );
}

function NarrowHead({ hidden }: { hidden: boolean }) {
  const ports = usePorts();
  const lesson = useSession((session) => session.lesson?.lesson);
  return (
    <header className={`${HEAD} ${hidden ? 'low:hidden' : ''}`}>
      <button type="button" className="btn btn-icon" aria-label="Gatehouse" onClick={ports.openStart}>
        <Logo size={20} />
      </button>
      <h1 className="sr">{lesson?.title ?? 'Gatehouse'}</h1>
      <LessonMenu />
      <span className="flex-1" />
      <ClusterClock />
      <ThemeButton />
    </header>
  );
}
