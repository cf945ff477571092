// One gate at a time: the building as a strip, the envelope left, the current gate right. For embeds and narrow windows.
import { ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import { ClusterClock } from '../controls/cluster-clock.tsx';
import { DrawingSwitch } from '../controls/drawing-switch.tsx';
import { keysAreOn, useKeys } from '../controls/keys.ts';
import { NarrationLine } from '../controls/narration-line.tsx';
import { Notices } from '../controls/notices.tsx';
import { usePlayhead } from '../controls/playhead.ts';
import { LessonMenu, ThemeButton } from '../controls/top-bar.tsx';
import { TransportButtons } from '../controls/transport-buttons.tsx';
import { Drawing } from '../drawing.tsx';
import { useViewport } from '../layout.ts';
import { SheetNav, Sheets, useSheets } from '../phone/sheets.tsx';
import { usePorts, useSession } from '../ports-context.tsx';
import { Logo } from '../ui/logo.tsx';
import OneGate from './one-gate.tsx';
import { Ticks } from './ticks.tsx';
import '../controls/controls.css';
import './focus.css';

export default function Focus() {
  const embed = useSession((session) => session.embed);
  const { width, height } = useViewport();
  const at = usePlayhead();
  const sheets = useSheets();
  const [keysOn] = useState(keysAreOn);
  useKeys(keysOn && !embed, { toggleLeft: () => sheets.toggle('Lesson'), toggleRight: () => sheets.toggle('Inspect'), help: () => {} });
  return (
    <main className={embed ? 'focus is-embed' : 'focus'}>
      {embed ? <EmbedHead /> : <NarrowHead />}
      {!embed && <Notices />}
      {!embed && at && <DrawingSwitch />}
      <section className="one-gate" aria-label="Stage">
        <Drawing>
          <OneGate width={width} roomy={height >= 620} />
        </Drawing>
      </section>
      <section className="focus-transport" aria-label="Playback">
        <div className="focus-words">
          <NarrationLine at={at} />
        </div>
        <div className="focus-controls">
          <TransportButtons all={false} />
          <Ticks at={at} />
          <span className="step-count">{at ? `${at.step.number} / ${at.count}` : ''}</span>
        </div>
      </section>
      {!embed && <Sheets sheets={sheets} />}
      {!embed && <SheetNav sheets={sheets} />}
    </main>
  );
}

/** No chrome: a name, a question, and the way out. */
function EmbedHead() {
  const lesson = useSession((session) => session.lesson?.lesson);
  const url = new URL(location.href);
  url.searchParams.delete('embed');
  return (
    <div className="focus-head">
      <Logo size={20} />
      <h1>{lesson?.title ?? 'Gatehouse'}</h1>
      {lesson && (
        <span className="focus-idea" title={lesson.idea}>
          {lesson.idea}
        </span>
      )}
      <a className="focus-out" href={url.href} target="_blank" rel="noopener noreferrer">
        Open in Gatehouse <ArrowUpRight size={14} strokeWidth={1.75} aria-hidden />
      </a>
    </div>
  );
}

function NarrowHead() {
  const ports = usePorts();
  const lesson = useSession((session) => session.lesson?.lesson);
  return (
    <header className="focus-head">
      <button type="button" className="btn btn-icon" aria-label="Gatehouse" onClick={ports.openStart}>
        <Logo size={20} />
      </button>
      <h1 className="sr">{lesson?.title ?? 'Gatehouse'}</h1>
      <LessonMenu />
      <span className="space" />
      <ClusterClock />
      <ThemeButton />
    </header>
  );
}
