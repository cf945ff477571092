// One gate at a time: the building as a strip, the envelope left, the current gate right. For embeds and narrow windows.
import { ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import { keysAreOn, useKeys } from '../controls/keys.ts';
import { NarrationLine } from '../controls/narration-line.tsx';
import { Notices } from '../controls/notices.tsx';
import type { Playhead } from '../controls/playhead.ts';
import { LessonMenu, ThemeButton } from '../controls/top-bar.tsx';
import { TransportButtons } from '../controls/transport-buttons.tsx';
import { useViewport } from '../layout.ts';
import { SheetNav, Sheets, useSheets } from '../phone/sheets.tsx';
import { usePorts, useSession } from '../ports-context.tsx';
import { AccessibleGates } from '../stage/accessible-gates.tsx';
import { Slip, useSlip } from '../stage/reply-slip.tsx';
import type { Scene } from '../stage/scene.ts';
import { NothingSent, ServerNotice } from '../stage/server-notice.tsx';
import { useClosed } from '../stage/use-house.ts';
import { Logo } from '../ui/logo.tsx';
import { ROOM_QUESTION } from '../words/place-words.ts';
import { currentGate, DeskRows, foldDesks, GateAnswer } from './current-gate.tsx';
import { Letter } from './letter.tsx';
import { Strip } from './strip.tsx';
import { Ticks } from './ticks.tsx';
import { useScene } from './use-scene.ts';
import '../stage/stage.css';
import '../controls/controls.css';
import './focus.css';

export default function Focus() {
  const embed = useSession((session) => session.embed);
  const { width } = useViewport();
  const { scene, at } = useScene();
  const sheets = useSheets();
  const [keysOn] = useState(keysAreOn);
  useKeys(keysOn && !embed, { toggleLeft: () => sheets.toggle('Lesson'), toggleRight: () => sheets.toggle('Inspect'), help: () => {} });
  return (
    <main className={embed ? 'focus is-embed' : 'focus'}>
      {embed ? <EmbedHead /> : <NarrowHead />}
      {!embed && <Notices />}
      <Strip scene={scene} width={width} />
      <section className="duo" aria-label="Stage">
        <AccessibleGates gates={scene.gates} desks={scene.desks} />
        <div className="duo-letter">
          <Letter scene={scene} at={at} />
        </div>
        <div className="duo-gate">
          <GatePane scene={scene} at={at} />
        </div>
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
      {!embed && <SheetNav sheets={sheets} />}
      {!embed && <Sheets sheets={sheets} />}
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
      {lesson && <span className="focus-idea">{lesson.idea}</span>}
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
      <ThemeButton />
    </header>
  );
}

function GatePane({ scene, at }: { scene: Scene; at: Playhead | undefined }) {
  const { height } = useViewport();
  const closed = useClosed();
  if (closed) return <ServerNotice server={closed} />;
  if (!at) return <NothingSent />;
  const gate = currentGate(scene);
  const reply = at.step.kind === 'reply' || at.snapshot.failure !== undefined;
  const quiet = height >= 620 ? scene.desks.length : reply ? 1 : 2;
  return (
    <>
      {gate && (
        <div className="duo-head" aria-hidden="true">
          <b>{gate.title}</b> {ROOM_QUESTION[gate.room] || gate.question}
        </div>
      )}
      {gate?.id === 'authentication' ? (
        <DeskRows rows={foldDesks(scene.desks, at.snapshot.bearer, quiet)} className="fold-rows" markSize={18} />
      ) : (
        gate && <GateAnswer gate={gate} />
      )}
      {reply && <Reply at={at} />}
    </>
  );
}

function Reply({ at }: { at: Playhead }) {
  const slip = useSlip(at.run, at.snapshot, true);
  return (
    slip && (
      <div className="duo-reply">
        <Slip {...slip} />
      </div>
    )
  );
}
