// The stage: the API server in section, and the request as an envelope that walks through its gates.
import { Laptop } from 'lucide-react';
import { m } from 'framer-motion';
import { type CSSProperties, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../../player/player.ts';
import type { Snapshot } from '../../trace/fold.ts';
import { useCurrentRun, usePlayer, useSession, useSnapshot } from '../ports-context.tsx';
import { countOf } from '../words/names.ts';
import { TONE } from '../words/verdict-words.ts';
import { AccessibleGates } from './accessible-gates.tsx';
import { DeskStack } from './desk-stack.tsx';
import { Envelope } from './envelope.tsx';
import { ENVELOPE, envelopeAt, FLOOR, HEIGHT, LAPTOP_X, MAX_WIDTH, MIN_WIDTH, type Placed, type Plan, plan as planOf, replyStart, rows as rowsOf } from './geometry.ts';
import { ReplySlip, useSlip } from './reply-slip.tsx';
import { GateTags, RoomLabels } from './room-labels.tsx';
import { deskIsTall, emptyScene, gatesAtRest, type Scene, sceneOf } from './scene.ts';
import { Section } from './section.tsx';
import { NothingSent, ServerNotice } from './server-notice.tsx';
import { EASE, TIME, useTempo, useTween } from './tempo.tsx';
import './stage.css';

interface Size {
  scale: number;
  width: number;
  left: number;
}

/** One unit is `scale` pixels; the building grows wider before it grows larger. */
export function sizeOf(width: number, height: number): Size {
  const fitting = Math.min(1.5, height / HEIGHT, width / MIN_WIDTH);
  // A hair's breadth is not worth blurred text.
  const scale = Math.abs(fitting - 1) < 0.01 ? 1 : fitting;
  const units = Math.min(MAX_WIDTH, Math.floor(width / scale));
  return { scale, width: units, left: Math.max(0, (width - units * scale) / 2) };
}

export function Stage() {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ scale: 1, width: MIN_WIDTH, left: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => {
      const next = sizeOf(element.clientWidth || MIN_WIDTH, element.clientHeight || HEIGHT);
      setSize((last) => (last.scale === next.scale && last.width === next.width && last.left === next.left ? last : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/a11y/useSemanticElements: a drawing with a list in it is no fieldset
  return (
    <div className="stage" ref={box} role="group" aria-label="Stage: the API server in section">
      <div className="stage-scaled" style={{ width: size.width, transform: size.scale === 1 && size.left === 0 ? undefined : `translateX(${size.left}px) scale(${size.scale})` }}>
        <Picture width={size.width} />
      </div>
    </div>
  );
}

function Picture({ width }: { width: number }) {
  const server = useSession((session) => session.server);
  const run = useCurrentRun();
  const snapshot = useSnapshot();
  const stepNumber = usePlayer((state) => state.step);
  const step = run?.timeline.steps[stepNumber - 1];
  const scene = useMemo(() => {
    const rest = gatesAtRest(run);
    return run && step && snapshot ? sceneOf(run.trace, step, snapshot) : emptyScene(rest.gates, rest.desks);
  }, [run, step, snapshot]);
  const serving = server.status === 'running';
  const { animated, speed } = useTempo();
  const target = useMemo(() => planOf(scene.gates, width, scene.open), [scene.gates, scene.open, width]);
  const numbers = useTween(
    target.rooms.flatMap((room) => [room.left, room.right, room.roof]),
    animated ? TIME.gate / speed : 0,
  );
  const plan: Plan = { ...target, rooms: target.rooms.map((room, i) => ({ ...room, left: numbers[i * 3] ?? room.left, right: numbers[i * 3 + 1] ?? room.right, roof: numbers[i * 3 + 2] ?? room.roof })) };

  const before = run?.timeline.steps[stepNumber - 2];
  const walks = animated && step !== undefined && before !== undefined && (before.room !== step.room || step.kind === 'network') && step.kind !== 'reply';
  const delay = walks && step.kind === 'judged' ? TIME.step / speed : 0;

  const at = envelopeAt(plan, scene.where, scene.stopped);
  const room = plan.rooms.find((r) => r.room === 'authentication');
  const gone = room !== undefined && at.scale === 1 && at.x > room.right - 20;
  const tall = scene.desks.map((desk) => !scene.open && deskIsTall(desk, gone || scene.where === 'caller'));
  const bearer = scene.open ? snapshot?.bearer : undefined;
  const rows = scene.open ? Array.from({ length: scene.desks.length + (bearer ? 1 : 0) }, (_, i) => ({ top: 78 + i * 26, height: 26 })) : rowsOf(tall, gone ? 272 : 236);
  const atReply = step?.kind === 'reply';
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
          kube-apiserver
        </text>
      </Section>
      <AccessibleGates gates={scene.gates} desks={scene.desks} gateStyle={(i) => over(plan, i)} deskStyle={(i) => rows[i]} />
      <div aria-hidden="true" className={serving ? undefined : 'is-closed'}>
        <RoomLabels plan={plan} gates={scene.gates} reached={serving ? scene.reached : -1} delay={delay} />
        {room && (
          <div className="desks-place" style={{ left: room.left + (scene.open ? 12 : 8), width: room.right - room.left - (scene.open ? 20 : 16) }}>
            <DeskStack desks={scene.desks} rows={rows} tall={tall} bearer={bearer} wide={scene.open && plan.open} />
          </div>
        )}
        {serving && <GateTags plan={plan} gates={scene.gates} delay={delay} reached={scene.reached} />}
        {scene.open && room && <Callouts plan={plan} scene={scene} left={room.left} right={room.right} envelopeX={at.x} />}
        {serving && gone && room && scene.badge && snapshot && (
          <div className="label ghost-note" style={{ left: room.left + 33 }}>
            {ghostNote(snapshot)}
          </div>
        )}
        <Caller program={run?.program} />
      </div>
      {run && snapshot && step && serving && (
        <Walker at={at} walks={walks} label={`The request envelope, ${snapshot.envelope.state}`}>
          <Envelope
            sealed={snapshot.envelope.state === 'sealed' || (snapshot.envelope.state === 'refused' && snapshot.envelope.room === 'caller')}
            method={snapshot.envelope.method}
            target={snapshot.envelope.target}
            credential={snapshot.envelope.credential}
            badge={scene.badge}
            requestor={snapshot.requestor}
            stamp={scene.where === 0 ? undefined : scene.stamp}
            delay={delay}
            badgeFrom={badgeFrom(scene, rows)}
          />
        </Walker>
      )}
      {run && snapshot && <Home run={run} snapshot={snapshot} atReply={atReply} from={replyStart(plan, typeof scene.where === 'number' ? scene.where : 0, at)} />}
      {!run && serving && (
        <Walker at={at} walks={false} label="A sealed envelope, not sent yet">
          <Envelope sealed method="" target="" credential={NOTHING} badge={undefined} stamp={undefined} />
        </Walker>
      )}
      {!serving ? <ServerNotice server={server} /> : !run && <NothingSent />}
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

function Walker({ at, walks, label, children }: { at: Placed; walks: boolean; label: string; children: React.ReactNode }) {
  const { animated, speed } = useTempo();
  const className = at.scale < 1 ? 'walker is-small' : 'walker';
  const [ready, setReady] = useState(false);
  // Once motion can be had, one and the same element keeps moving; before that it stands where it belongs.
  if (animated && !ready) setReady(true);
  if (!ready) {
    return (
      <div className={className} role="img" aria-label={label} style={{ transform: `translate(${at.x}px, ${at.y}px) scale(${at.scale})` }}>
        {children}
      </div>
    );
  }
  const duration = animated ? TIME.step / speed : 0;
  return (
    <m.div
      className={className}
      role="img"
      aria-label={label}
      initial={false}
      animate={{ x: at.x, y: at.y, scale: at.scale, rotate: walks ? [0, 1, 0] : 0 }}
      transition={{ duration, ease: EASE.walk }}
    >
      {children}
    </m.div>
  );
}

function Home({ run, snapshot, atReply, from }: { run: Run; snapshot: Snapshot; atReply: boolean; from: number }) {
  const slip = useSlip(run, snapshot, atReply);
  return slip && <ReplySlip slip={slip} from={from} />;
}

function ReplyPath({ plan, scene, at, snapshot }: { plan: Plan; scene: Scene; at: Placed; snapshot: Snapshot }) {
  const x = replyStart(plan, typeof scene.where === 'number' ? scene.where : 0, at);
  const code = Number.parseInt(snapshot.response?.start ?? '', 10);
  const colour = `var(--${code >= 200 && code < 300 ? 'allow' : code === 403 ? 'deny' : 'error'})`;
  return (
    <>
      <path d={`M${x} ${FLOOR + 1}V498H${LAPTOP_X}V470`} fill="none" stroke={colour} strokeWidth="2" strokeLinejoin="round" />
      <path d={`M${LAPTOP_X} 460l6 11h-12z`} fill={colour} />
    </>
  );
}

function Ghost({ x }: { x: number }) {
  return (
    <g className="ghost" transform={`translate(${x} 311)`}>
      <rect x="1" y="62" width="206" height="88" rx="3" />
      <path d="M1 63L104 86L207 63M10 60V14H198V60" />
    </g>
  );
}

function ghostNote(snapshot: Snapshot): React.ReactNode {
  const { kind } = snapshot.envelope.credential;
  const [first, second] = kind === 'none' ? ['No token to show:', 'the blank badge'] : ['Badge added here,', kind === 'certificate' ? 'certificate read' : 'token thrown away'];
  return (
    <>
      {first}
      <br />
      {second}
    </>
  );
}

function Caller({ program }: { program: string | undefined }) {
  return (
    <div className={`caller tone-${TONE['not-asked']} is-on`}>
      <Laptop size={40} strokeWidth={1.5} aria-hidden="true" />
      <b>Laptop</b>
      <span>{program ?? 'kubectl · curl'}</span>
    </div>
  );
}

function Callouts({ plan, scene, left, right, envelopeX }: { plan: Plan; scene: Scene; left: number; right: number; envelopeX: number }) {
  const asked = scene.desks.filter((desk) => desk.standing === 'no-opinion' || desk.standing === 'error').length;
  const broken = scene.desks.find((desk) => desk.standing === 'error');
  const desks = countOf(asked, 'desks');
  const end = plan.rooms.at(-1)?.right ?? right;
  return (
    <>
      <div className="label callout" style={{ left: left + 18, width: envelopeX - left - 28 }}>
        {desks.charAt(0).toUpperCase() + desks.slice(1)}, no badge. {broken ? 'What was shown is broken, and that' : 'A token nobody knows'} is an error, so it never becomes anonymous.
      </div>
      <div className="label never" style={{ left: right + 16, width: end - right - 30 }}>
        The request never got this far
      </div>
    </>
  );
}
