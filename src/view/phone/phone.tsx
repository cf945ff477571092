// The phone: the section turned on its side, narration and transport under it, the docks as sheets.
import { Menu, Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { ClockMenu, PassingTime } from '../controls/cluster-clock.tsx';
import { DrawingSwitch } from '../controls/drawing-switch.tsx';
import { NarrationLine, StepCount } from '../controls/narration-line.tsx';
import { Notices } from '../controls/notices.tsx';
import type { Playhead } from '../controls/playhead.ts';
import { LessonMenu, ThemeButton } from '../controls/top-bar.tsx';
import { TransportButtons } from '../controls/transport-buttons.tsx';
import { Drawing } from '../drawing.tsx';
import { currentGate } from '../focus/current-gate.tsx';
import { Ticks } from '../focus/ticks.tsx';
import { useScene } from '../focus/use-scene.ts';
import { useViewport } from '../layout.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { GateVerdict } from '../stage/desk-stack.tsx';
import { NothingSent, ServerNotice } from '../stage/notices.tsx';
import { isHome, Slip, useSlip } from '../stage/reply-slip.tsx';
import type { Scene } from '../stage/scene.ts';
import { useClosed } from '../stage/use-house.ts';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { placeWord, shown } from '../words/place-words.ts';
import { Floors } from './floors.tsx';
import { isCovered, SheetNav, Sheets, useSheets } from './sheets.tsx';
import '../stage/stage.css';

export default function Phone() {
  const closed = useClosed();
  const lesson = useSession((session) => session.lesson?.lesson);
  const { width } = useViewport();
  const { scene, at } = useScene();
  const sheets = useSheets(false);
  const covered = isCovered(sheets);
  return (
    <main className="flex h-dvh flex-col overflow-hidden bg-paper [&_.menu-item]:min-h-11 [&_.notice]:inset-x-10 [&_.notice]:top-13 [&_.notice]:w-auto [&_.notice.is-empty]:inset-x-6 [&_.notice.is-empty]:top-18.5">
      <header
        className={`flex min-h-12 flex-none items-center justify-between border-b border-line bg-surface px-1 [&_.btn]:min-h-11 [&_.btn]:min-w-11 ${covered ? 'low:hidden' : ''}`}
      >
        <PhoneMenu />
        <h1 className="sr">{lesson?.title ?? 'Gatehouse'}</h1>
        <LessonMenu className="font-display text-15 leading-none font-strong" panelClassName="left-1/2 -translate-x-1/2" />
        <ThemeButton />
      </header>
      <Notices />
      <PassingTime className="top-14 right-2" />
      {at && <DrawingSwitch wide />}
      {lesson && !at && !sheets.open && (
        <p className="flex flex-none items-center justify-between gap-3 border-b border-line bg-surface px-4 py-2 text-14">
          {lesson.idea}{' '}
          <Button look="line" className="min-h-11" onClick={() => sheets.toggle('Lesson')}>
            Read the lesson
          </Button>
        </p>
      )}
      <section className={`relative min-h-0 flex-1 ${covered ? 'hidden' : ''}`} aria-label="Stage">
        <Drawing>
          <Floors scene={scene} at={at} width={width} />
          {sheets.open && at && <Where scene={scene} />}
          {closed ? <ServerNotice server={closed} /> : !at && <NothingSent />}
        </Drawing>
      </section>
      {at && isHome(at.step, at.snapshot) && <Reply at={at} />}
      <section className="flex-none border-t border-line bg-surface px-3" aria-label="Playback">
        <div className="flex min-h-14 items-center gap-2.5">
          <NarrationLine at={at} />
        </div>
        <div className="flex min-h-14 items-center gap-0.5">
          <TransportButtons layout="phone" />
          <Ticks at={at} dense />
          <StepCount at={at} />
        </div>
      </section>
      <Sheets sheets={sheets} />
      <SheetNav sheets={sheets} />
    </main>
  );
}

/** The half that is left shows the envelope; this says whose room it stands in. */
function Where({ scene }: { scene: Scene }) {
  const gate = currentGate(scene);
  return (
    gate && (
      <p className="absolute inset-x-0 top-0 z-7 flex justify-between border-b border-line-2 bg-room px-7 py-1.25 text-13" aria-hidden="true">
        <b className="font-strong">{gate.title}</b> <GateVerdict standing={shown(gate)} word={placeWord(gate)} />
      </p>
    )
  );
}

function Reply({ at }: { at: Playhead }) {
  const slip = useSlip(at.run, at.snapshot, true);
  return (
    slip && (
      <div className="flex flex-none bg-ground px-3 py-2 [&_.slip]:min-w-0">
        <Slip {...slip} />
      </div>
    )
  );
}

function PhoneMenu() {
  const ports = usePorts();
  const canUndo = useSession((session) => session.canUndo);
  const canRedo = useSession((session) => session.canRedo);
  const items: [string, typeof Undo2, () => void, boolean][] = [
    ['Undo', Undo2, ports.undo, canUndo === undefined],
    ['Redo', Redo2, ports.redo, canRedo === undefined],
    ['Reset', RotateCcw, ports.reset, false],
  ];
  return (
    <Disclosure className="btn btn-icon" panelClassName="max-h-[80vh]" buttonLabel="Menu" button={<Menu size={20} strokeWidth={1.75} aria-hidden />}>
      {(close) => (
        <ul className="menu-list">
          {items.map(([name, Icon, act, disabled]) => (
            <li key={name}>
              <button
                type="button"
                className="menu-item disabled:text-ink-3"
                disabled={disabled}
                onClick={() => {
                  act();
                  close();
                }}
              >
                <Icon size={18} strokeWidth={1.75} aria-hidden />
                <span>{name}</span>
              </button>
            </li>
          ))}
          <li className="mt-1 border-t border-line pt-1">
            <ClockMenu close={close} />
          </li>
        </ul>
      )}
    </Disclosure>
  );
}
