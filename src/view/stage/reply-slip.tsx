// The answer: a slip that goes back under the floor, where nobody checks it again. It is also the region called Verdict.
import { useMemo, useState } from 'react';
import type { Run } from '../../player/player.ts';
import type { Snapshot } from '../../trace/fold.ts';
import type { Step } from '../../trace/timeline.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { clientSays, replyOf } from '../words/reply-words.ts';
import { TONE } from '../words/verdict-words.ts';
import { FLOOR, LAPTOP_X, type Placed, type Plan, replyStart } from './geometry.ts';
import type { Scene } from './scene.ts';
import { EASE, TIME, useTempo } from './tempo.tsx';

export interface SlipText {
  standing: NonNullable<ReturnType<typeof replyOf>>['standing'];
  status: string;
  kind: string;
}

/** Undefined until the playhead is at the reply. */
export function useSlip(run: Run, snapshot: Snapshot, atReply: boolean): SlipText | undefined {
  return useMemo(() => {
    if (!atReply) return undefined;
    const reply = replyOf(snapshot);
    if (reply) return reply;
    return { standing: 'refused', status: clientSays(run.trace, snapshot.failure ?? '', run.program), kind: '' };
  }, [run, snapshot, atReply]);
}

/** The answer came home; who met nobody has no reply step, and the client's own words come home. */
export const isHome = (step: Step, { failure }: Snapshot): boolean => step.kind === 'reply' || failure !== undefined;

export function Slip({ standing, status, kind }: SlipText) {
  return (
    <section className={`slip edge-${TONE[standing]}`} aria-label="Verdict">
      <VerdictMark standing={standing} size={20} />
      <span className="slip-status">{status}</span>
      {kind && <span className="slip-kind">{kind}</span>}
    </section>
  );
}

/** The slip with its way home: from `from` through the floor to the laptop. */
export function ReplySlip({ slip, from }: { slip: SlipText; from: number }) {
  const { moving, animated, forwards, speed } = useTempo();
  const [moves] = useState(animated && forwards);
  if (!moves || !moving || slip.standing === 'refused') {
    return (
      <div className="slip-place">
        <Slip {...slip} />
      </div>
    );
  }
  return (
    <moving.Div
      className="slip-place"
      initial={{ x: Math.max(0, from - 170), y: -60, opacity: 0 }}
      animate={{ x: [Math.max(0, from - 170), Math.max(0, from - 170), 0], y: [-60, 0, 0], opacity: [0, 1, 1] }}
      transition={{ duration: TIME.settle / speed, times: [0, 0.3, 1], ease: EASE.walk }}
    >
      <Slip {...slip} />
    </moving.Div>
  );
}

export function Home({ run, snapshot, atReply, from }: { run: Run; snapshot: Snapshot; atReply: boolean; from: number }) {
  const slip = useSlip(run, snapshot, atReply);
  return slip && <ReplySlip slip={slip} from={from} />;
}

export function ReplyPath({ plan, scene, at, snapshot }: { plan: Plan; scene: Scene; at: Placed; snapshot: Snapshot }) {
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
