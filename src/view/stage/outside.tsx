// Somebody outside the cluster, only while the server asks: hung top right, with a wire to the room that waits for the answer.
import type { CSSProperties } from 'react';
import type { Trace } from '../../trace/event.ts';
import type { Step } from '../../trace/timeline.ts';
import { useSession } from '../ports-context.tsx';
import { partyWords } from '../sequence/party-words.ts';
import type { Plan } from './geometry.ts';
import { useTempo } from './tempo.tsx';
import './outside.css';

/** Middle of the party's icon, from the right edge and the top. */
const PARTY = { fromRight: 92, y: 64 };

export interface Hop {
  party: string;
  /** The server asks, or the answer is on its way back. */
  asks: boolean;
  words: string;
  /** Something came of it: there was somebody to talk to. */
  arrived: boolean;
}

/** The message the playhead stands at. */
export function hopOf(trace: Trace, step: Step): Hop | undefined {
  const event = trace.events[step.events - 1];
  if (step.kind !== 'outside' || event?.kind !== 'hop') return undefined;
  const asks = event.from === trace.to;
  return { party: asks ? event.to : event.from, asks, words: event.summary.split('?')[0] ?? '', arrived: event.message !== undefined };
}

export default function Outside({ plan, trace, step }: { plan: Plan; trace: Trace; step: Step }) {
  const { animated } = useTempo();
  const known = useSession((session) => session.parties);
  const hop = hopOf(trace, step);
  const room = plan.rooms.find(({ room }) => room === step.room);
  if (!hop || !room) return null;
  const party = { x: plan.width - PARTY.fromRight, y: PARTY.y };
  const door = room.roof < party.y ? { x: room.right - 5, y: party.y + 30 } : { x: (room.left + room.right) / 2, y: room.roof };
  const { Icon } = partyWords(hop.party, known);
  const travel: CSSProperties & Record<`--${string}`, string> = {
    '--from-x': `${hop.asks ? door.x : party.x - 34}px`,
    '--from-y': `${hop.asks ? door.y : party.y}px`,
    '--to-x': `${hop.asks ? party.x - 34 : door.x}px`,
    '--to-y': `${hop.asks ? party.y : door.y}px`,
  };
  const bend = (door.x + party.x) / 2;
  return (
    <div className="outside" data-animated={animated || undefined} data-lost={!hop.arrived || undefined} key={step.number}>
      <svg width={plan.width} height="540" aria-hidden="true">
        <path className="outside-wire" pathLength="1" d={`M${door.x} ${door.y}C${bend} ${door.y} ${bend} ${party.y} ${party.x - 26} ${party.y}`} />
      </svg>
      <div className="outside-party" style={{ left: party.x - 84, top: party.y - 24 }}>
        <Icon size={32} strokeWidth={1.5} aria-hidden="true" />
        <b>{hop.party}</b>
        <code>{hop.words}</code>
      </div>
      <span className="outside-letter" style={travel} aria-hidden="true" />
    </div>
  );
}
