// The phone: the section turned on its side, narration and transport under it, the docks as sheets.
import { Menu, Redo2, RotateCcw, Undo2 } from 'lucide-react';
import { ClockMenu, PassingTime } from '../controls/cluster-clock.tsx';
import { DrawingSwitch } from '../controls/drawing-switch.tsx';
import { NarrationLine } from '../controls/narration-line.tsx';
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
import { SheetNav, Sheets, useSheets } from './sheets.tsx';
import '../stage/stage.css';
import '../controls/controls.css';
import '../focus/focus.css';
import './phone.css';

export default function Phone() {
  const closed = useClosed();
  const lesson = useSession((session) => session.lesson?.lesson);
  const { width } = useViewport();
  const { scene, at } = useScene();
  const sheets = useSheets(false);
  return (
    <main className="phone">
      <header className="phone-head">
        <PhoneMenu />
        <h1 className="sr">{lesson?.title ?? 'Gatehouse'}</h1>
        <LessonMenu />
        <ThemeButton />
      </header>
      <Notices />
      <PassingTime />
      {at && <DrawingSwitch />}
      {lesson && !at && !sheets.open && (
        <p className="phone-idea">
          {lesson.idea}{' '}
          <Button look="line" onClick={() => sheets.toggle('Lesson')}>
            Read the lesson
          </Button>
        </p>
      )}
      <section className="phone-picture" aria-label="Stage">
        <Drawing>
          <Floors scene={scene} at={at} width={width} />
          {sheets.open && at && <Where scene={scene} />}
          {closed ? <ServerNotice server={closed} /> : !at && <NothingSent />}
        </Drawing>
      </section>
      {at && isHome(at.step, at.snapshot) && <Reply at={at} />}
      <section className="phone-transport" aria-label="Playback">
        <div className="phone-words">
          <NarrationLine at={at} />
        </div>
        <div className="phone-controls">
          <TransportButtons size={20} all={false} />
          <Ticks at={at} />
          <span className="step-count">{at ? `${at.step.number} / ${at.count}` : ''}</span>
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
      <p className="phone-where" aria-hidden="true">
        <b>{gate.title}</b> <GateVerdict standing={shown(gate)} word={placeWord(gate)} />
      </p>
    )
  );
}

function Reply({ at }: { at: Playhead }) {
  const slip = useSlip(at.run, at.snapshot, true);
  return (
    slip && (
      <div className="phone-reply">
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
    <Disclosure className="btn btn-icon" buttonLabel="Menu" button={<Menu size={20} strokeWidth={1.75} aria-hidden />}>
      {(close) => (
        <ul className="menu-list">
          {items.map(([name, Icon, act, disabled]) => (
            <li key={name}>
              <button
                type="button"
                className="menu-item"
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
          <li className="menu-divided">
            <ClockMenu close={close} />
          </li>
        </ul>
      )}
    </Disclosure>
  );
}
