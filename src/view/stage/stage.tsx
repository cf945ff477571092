// The stage: the API server in section, and the request as an envelope that walks through its gates.
import { type CSSProperties, lazy, Suspense, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useCurrentRun, usePlayer, useSnapshot } from '../ports-context.tsx';
import { certificateChecks } from '../words/check-words.ts';
import { AccessibleGates } from './accessible-gates.tsx';
import { DeskStack } from './desk-stack.tsx';
import { Envelope } from './envelope.tsx';
import { ENVELOPE, envelopeAt, FLOOR, HEIGHT, MAX_WIDTH, MIN_WIDTH, openRows, type Plan, plan as planOf, replyStart, rows as rowsOf } from './geometry.ts';
import { NothingSent, ServerNotice } from './notices.tsx';
import { Home, isHome, ReplyPath } from './reply-slip.tsx';
import { GateTags, RoomLabels } from './room-labels.tsx';
import { deskIsTall, emptyScene, gatesAtRest, type Scene, sceneOf } from './scene.ts';
import { Section } from './section.tsx';
import { Caller, Callouts, Ghost, ghostNote } from './side-notes.tsx';
import { TIME, useTempo, useTween } from './tempo.tsx';
import { useClosed } from './use-house.ts';
import { useNear } from './use-near.ts';
import { Walker } from './walker.tsx';
import './stage.css';

// Where the section would be too small to read, one gate at a time is shown instead.
const OneGate = lazy(() => import('../focus/one-gate.tsx'));
// Nobody outside is drawn before the server asks somebody.
const Outside = lazy(() => import('./outside.tsx'));

interface Size {
  scale: number;
  width: number;
  left: number;
  /** Pixels there are. */
  box: { width: number; height: number };
}

/** Nothing on the stage is written smaller than 11.5 units, and nothing is shown smaller than 11 pixels. */
const SMALLEST = 0.957;

/** One unit is `scale` pixels; the building grows wider before it grows larger. */
export function sizeOf(width: number, height: number): Size {
  const fitting = Math.min(1.5, height / HEIGHT, width / MIN_WIDTH);
  // A hair's breadth is not worth blurred text.
  const scale = Math.abs(fitting - 1) < 0.01 ? 1 : fitting;
  const units = Math.min(MAX_WIDTH, Math.floor(width / scale));
  return { scale, width: units, left: Math.max(0, (width - units * scale) / 2), box: { width, height } };
}

export function Stage() {
  const box = useRef<HTMLDivElement>(null);
  // Measured by the browser's own layout, then drawn: asking earlier would lay out the page twice in one breath.
  const [size, setSize] = useState<Size | undefined>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => {
      const next = sizeOf(element.clientWidth || MIN_WIDTH, element.clientHeight || HEIGHT);
      setSize((last) => (last && last.box.width === next.box.width && last.box.height === next.box.height ? last : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <section className="stage" ref={box} aria-label="Stage: the API server in section">
      {size && size.scale < SMALLEST && (
        <div className="one-gate stage-one">
          <Suspense fallback={null}>
            <OneGate width={size.box.width} roomy={size.box.height >= 460} />
          </Suspense>
        </div>
      )}
      {size && size.scale >= SMALLEST && (
        <div
          className="stage-scaled"
          style={{ width: size.width, transform: size.scale === 1 && size.left === 0 ? undefined : `translateX(${size.left}px) scale(${size.scale})` }}
        >
          <Picture width={size.width} />
        </div>
      )}
    </section>
  );
}

function Picture({ width }: { width: number }) {
  const closed = useClosed();
  const run = useCurrentRun();
  const snapshot = useSnapshot();
  const stepNumber = usePlayer((state) => state.step);
  const step = run?.timeline.steps[stepNumber - 1];
  const scene = useMemo(() => {
    const rest = gatesAtRest(run);
    return run && step && snapshot ? sceneOf(run.trace, step, snapshot) : emptyScene(rest.gates, rest.desks, closed !== undefined);
  }, [run, step, snapshot, closed]);
  const serving = closed === undefined;
  const labelled = useNear(scene.gates, run);
  // Who calls at a closed house stands before it; who came while it was open is not shown there.
  const called = serving || scene.where === 'door' || scene.where === 'caller';
  const { animated, forwards, speed } = useTempo();
  const target = useMemo(() => planOf(scene.gates, width, scene.open), [scene.gates, scene.open, width]);
  const numbers = useTween(
    target.rooms.flatMap((room) => [room.left, room.right, room.roof]),
    animated ? TIME.gate / speed : 0,
  );
  const plan: Plan = {
    ...target,
    rooms: target.rooms.map((room, i) => ({
      ...room,
      left: numbers[i * 3] ?? room.left,
      right: numbers[i * 3 + 1] ?? room.right,
      roof: numbers[i * 3 + 2] ?? room.roof,
    })),
  };

  const before = run?.timeline.steps[stepNumber - 2];
  const walks = animated && step !== undefined && before !== undefined && (before.room !== step.room || step.kind === 'network') && step.kind !== 'reply';
  const delay = walks && step.kind === 'judged' ? TIME.step / speed : 0;

  const at = envelopeAt(plan, scene.where, scene.stopped);
  const room = plan.rooms.find((r) => r.room === 'authentication');
  const gone = room !== undefined && at.scale === 1 && at.x > room.right - 20;
  const tall = scene.desks.map((desk) => !scene.open && deskIsTall(desk, gone || scene.where === 'caller'));
  const bearer = scene.open ? snapshot?.bearer : undefined;
  const rows = scene.open
    ? openRows(
        scene.desks.length + (bearer ? 1 : 0),
        scene.desks.findIndex((desk) => certificateChecks(desk).length > 0),
      )
    : rowsOf(tall, gone ? 272 : 236);
  const atReply = step !== undefined && snapshot !== undefined && isHome(step, snapshot);
  const shutAt = scene.stopped && typeof scene.where === 'number' ? scene.where : -1;
  const shutGate = scene.gates[shutAt];
  return (
    <>
      <Section
        plan={plan}
        gates={scene.gates}
        reached={scene.reached}
        now={typeof scene.where === 'number' ? scene.where : -1}
        shut={serving ? shutGate && { at: shutAt, standing: shutGate.standing } : 'all'}
      >
        {serving && at.scale === 1 && at.x > 120 && <path className="trail" d={`M112 450H${at.x + 2}`} />}
        {serving && at.scale < 1 && scene.where !== 'caller' && <path className="trail" d={`M112 450H${Math.max(112, at.x)}`} />}
        {serving && gone && room && scene.badge && <Ghost x={room.left + 25} />}
        {run && serving && snapshot && atReply && snapshot.response && <ReplyPath plan={plan} scene={scene} at={at} snapshot={snapshot} />}
        <text className="host-name" x={plan.width - 16} y={532} textAnchor="end">
          {run?.trace.to ?? 'kube-apiserver'}
        </text>
      </Section>
      <AccessibleGates gates={scene.gates} desks={scene.desks} gateStyle={(i) => over(plan, i)} deskStyle={(i) => rows[i]} />
      <div aria-hidden="true" className={serving ? undefined : 'is-closed'}>
        <RoomLabels plan={plan} gates={labelled} reached={serving ? scene.reached : -1} delay={delay} />
        {room && (
          <div className="desks-place" style={{ left: room.left + (scene.open ? 12 : 8), width: room.right - room.left - (scene.open ? 20 : 16) }}>
            <DeskStack desks={scene.desks} rows={rows} tall={tall} bearer={bearer} wide={scene.open && plan.open} />
          </div>
        )}
        {serving && <GateTags plan={plan} gates={scene.gates} delay={delay} reached={scene.reached} />}
        {scene.open && room && (
          <Callouts plan={plan} scene={scene} kind={snapshot?.envelope.credential.kind} left={room.left} right={room.right} envelopeX={at.x} />
        )}
        {serving && gone && room && scene.badge && snapshot && (
          <div className="label ghost-note" style={{ left: room.left + 33 }}>
            {ghostNote(snapshot)}
          </div>
        )}
        <Caller from={run?.trace.from} program={run?.program} />
      </div>
      {run && step?.kind === 'outside' && serving && (
        <Suspense fallback={null}>
          <Outside plan={plan} trace={run.trace} step={step} />
        </Suspense>
      )}
      {run && snapshot && step && called && (
        <Walker at={at} walks={walks} recoils={scene.stopped && forwards && step.kind === 'judged'} label={`The request envelope, ${snapshot.envelope.state}`}>
          <Envelope
            sealed={snapshot.envelope.state === 'sealed' || (snapshot.envelope.state === 'refused' && snapshot.envelope.room === 'caller')}
            method={snapshot.envelope.method}
            target={snapshot.envelope.target}
            credential={snapshot.envelope.credential}
            badge={scene.badge}
            requestor={snapshot.requestor}
            stamp={scene.where === 0 ? undefined : scene.stamp}
            abroad={scene.abroad}
            delay={delay}
            stampDelay={delay + (scene.stopped && animated ? TIME.gate / speed : 0)}
            badgeFrom={badgeFrom(scene, rows)}
          />
        </Walker>
      )}
      {run && snapshot && called && (
        <Home run={run} snapshot={snapshot} atReply={atReply} from={replyStart(plan, typeof scene.where === 'number' ? scene.where : 0, at)} />
      )}
      {!run && serving && (
        <Walker at={at} walks={false} label="A sealed envelope, not sent yet">
          <Envelope sealed method="" target="" credential={NOTHING} badge={undefined} stamp={undefined} />
        </Walker>
      )}
      {closed ? <ServerNotice server={closed} in={room} /> : !run && <NothingSent in={room} />}
    </>
  );
}

const NOTHING = { kind: 'none', text: '', struck: false } as const;

/** A reader's cursor on a gate of the list outlines its room. */
const over = ({ rooms }: Plan, index: number): CSSProperties | undefined => {
  const room = rooms[index];
  return room && { left: room.left, width: room.right - room.left, top: room.roof, height: FLOOR - room.roof };
};

/** Seen from the badge's place in the envelope, how far up the row is that hands it out. */
function badgeFrom(scene: Scene, rows: readonly { top: number }[]): number {
  const hit = scene.desks.findIndex((desk) => desk.standing === 'recognised');
  return (rows[hit]?.top ?? 200) - (ENVELOPE.top + 73);
}
