import { useState } from 'react';
import type { Tone } from '../words/verdict-words.ts';
import { FLOOR, LINTEL } from './geometry.ts';
import { EASE, TIME, useTempo } from './tempo.tsx';

const BARS = [342, 358, 374, 390, 406, 422, 438];

/** A way through a wall: rails and teeth while it is open, the grating in the verdict's colour while it is shut. */
export function Gate({ x, dim, shut }: { x: number; dim: boolean; shut: Tone | 'wall' | undefined }) {
  const wall = dim ? 'var(--wall-dim)' : 'var(--wall)';
  if (shut) return <Grating x={x} colour={shut === 'wall' ? 'var(--wall-dim)' : `var(--${shut})`} />;
  return (
    <g fill={wall}>
      <path d={`M${x - 5} ${LINTEL}V${FLOOR}M${x + 5} ${LINTEL}V${FLOOR}`} stroke="var(--line-2)" fill="none" />
      <rect x={x - 8} y={FLOOR - 3} width={16} height={3.5} />
      <path d={`M${x - 8} ${LINTEL}l2.7 9 2.7-9zM${x - 2.7} ${LINTEL}l2.7 9 2.7-9zM${x + 2.6} ${LINTEL}l2.7 9 2.7-9z`} />
    </g>
  );
}

function Grating({ x, colour }: { x: number; colour: string }) {
  const { moving, animated, forwards, speed } = useTempo();
  // Decided once: a gate that was shut when it came into view has no fall to show.
  const [falls] = useState(animated && forwards);
  const drawing = (
    <>
      <path
        d={`M${x - 7} 320V457M${x} 320V457M${x + 7} 320V457${BARS.map((y) => `M${x - 9} ${y}H${x + 9}`).join('')}`}
        stroke={colour}
        strokeWidth="2.6"
        fill="none"
      />
      <path d={`M${x - 9.5} 456l2.5 8 2.5-8zM${x - 2.5} 456l2.5 8 2.5-8zM${x + 4.5} 456l2.5 8 2.5-8z`} fill={colour} />
    </>
  );
  if (!falls || !moving) return <g>{drawing}</g>;
  return (
    <>
      <clipPath id={`gate-${x}`}>
        <rect x={x - 12} y={LINTEL - 12} width={24} height={FLOOR - LINTEL + 13} />
      </clipPath>
      <g clipPath={`url(#gate-${x})`}>
        <moving.Group initial={{ y: LINTEL - FLOOR }} animate={{ y: 0 }} transition={{ duration: TIME.gate / speed, ease: EASE.drop }}>
          {drawing}
        </moving.Group>
      </g>
    </>
  );
}
