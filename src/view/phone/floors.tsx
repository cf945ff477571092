// The building turned on its side: every gate a floor, the envelope comes down through the hatches.
import { Box, Laptop } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Playhead } from '../controls/playhead.ts';
import { currentGate, DeskRows, foldDesks, GateAnswer } from '../focus/current-gate.tsx';
import { Letter } from '../focus/letter.tsx';
import { AccessibleGates } from '../stage/accessible-gates.tsx';
import type { Scene } from '../stage/scene.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { callerWords } from '../words/caller.ts';
import { placeWord, ROOM_QUESTION, shown } from '../words/place-words.ts';
import { TONE } from '../words/verdict-words.ts';

const FLOOR = 44;
const TOP = 44;
const ENVELOPE = 152;

interface Storey {
  top: number;
  height: number;
}

/** Where each floor begins; the one that judges is as high as what it shows. */
export function storeys(count: number, now: number, nowHeight: number, top: number): Storey[] {
  let y = top;
  return Array.from({ length: count }, (_, i) => {
    const height = i === now ? nowHeight : FLOOR;
    const storey = { top: y, height };
    y += height;
    return storey;
  });
}

export function Floors({ scene, at, width }: { scene: Scene; at: Playhead | undefined; width: number }) {
  const box = useRef<HTMLDivElement>(null);
  const now = typeof scene.where === 'number' ? scene.where : -1;
  const gate = currentGate(scene);
  const rows = gate?.id === 'authentication' && now >= 0 ? foldDesks(scene.desks, at?.snapshot.bearer) : [];
  const content = now < 0 ? 0 : rows.length * 44 || (gate && shown(gate) !== 'not-asked' ? 92 : 0);
  const outside = now < 0;
  const floors = storeys(scene.gates.length, now, 46 + content + ENVELOPE + 26, outside ? TOP + ENVELOPE + 20 : TOP);
  const bottom = (floors.at(-1)?.top ?? 0) + (floors.at(-1)?.height ?? 0);
  const hatch = width - 90;
  const caller = callerWords(at?.run.trace.from);
  const Icon = caller.isLaptop ? Laptop : Box;
  const envelopeTop = outside ? TOP + 2 : (floors[now]?.top ?? 0) + 46 + content + 2;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // Only the picture moves; the page around it, or a page it stands in, never does.
    element.scrollTop = Math.max(0, envelopeTop + ENVELOPE + 60 - element.clientHeight);
  }, [envelopeTop]);

  return (
    <div className="h-full overflow-auto [scrollbar-width:none]" ref={box}>
      <div className="relative" style={{ height: bottom + 44 }}>
        <svg width={width} height={bottom + 44} aria-hidden="true">
          {floors.map(({ top, height }, i) => (
            <rect key={top} x={16} y={top} width={width - 32} height={height} fill={i <= scene.reached ? 'var(--room)' : 'var(--room-dim)'} />
          ))}
          {floors.toReversed().map(({ top, height }, k) => {
            const i = floors.length - 1 - k;
            const wall = i <= scene.reached ? 'var(--wall)' : 'var(--wall-dim)';
            const above = i - 1 <= scene.reached && i > 0 ? 'var(--wall)' : wall;
            const shut = i > 0 && scene.stopped && i - 1 === now;
            const tone = shut ? TONE[scene.gates[now]?.standing ?? 'error'] : undefined;
            return (
              <g key={top} fill={wall}>
                <rect x={12} y={top} width={6} height={height} />
                <rect x={width - 18} y={top} width={6} height={height} />
                <g fill={above}>
                  <rect x={12} y={top - 3} width={hatch - 38} height={6} />
                  <rect x={hatch + 26} y={top - 3} width={width - hatch - 38} height={6} />
                  <rect x={hatch - 26} y={top - 6} width={6} height={12} />
                  <rect x={hatch + 20} y={top - 6} width={6} height={12} />
                </g>
                {tone && (
                  <path
                    d={`M${hatch - 20} ${top - 5}H${hatch + 20}M${hatch - 20} ${top}H${hatch + 20}M${hatch - 20} ${top + 5}H${hatch + 20}`}
                    stroke={`var(--${tone})`}
                    strokeWidth="2.4"
                  />
                )}
              </g>
            );
          })}
          <rect y={bottom} width={width} height={44} fill="var(--ground)" />
          <rect x={12} y={bottom - 3} width={width - 24} height={6} fill={scene.reached >= floors.length - 1 ? 'var(--wall)' : 'var(--wall-dim)'} />
          {!outside && <path d={`M${hatch} 34V${Math.max(40, (floors[now]?.top ?? 0) + 46)}`} className="trail" />}
        </svg>
        <AccessibleGates
          gates={scene.gates}
          desks={scene.desks}
          gateStyle={(i) => (floors[i] ? { left: 16, right: 16, top: floors[i].top, height: floors[i].height } : undefined)}
        />
        <div aria-hidden="true">
          <div className="absolute top-1 flex items-center" style={{ left: hatch - 13 }}>
            <b className="absolute right-full mr-2 text-13 font-strong">{caller.title}</b>
            <Icon size={26} strokeWidth={1.5} />
          </div>
          {scene.gates.map((g, i) => {
            const floor = floors[i];
            const standing = shown(g);
            const answered = standing !== 'not-asked' && standing !== 'not-reached';
            return (
              floor && (
                <div key={g.id}>
                  <div
                    className={`absolute left-7 flex items-center gap-2 text-13 ${i > scene.reached ? 'text-ink-3' : 'text-ink-2'}`}
                    style={{ top: floor.top, height: i === now ? 50 : floor.height }}
                  >
                    <b
                      className={`font-display leading-none ${i === now ? 'text-18' : 'text-15'} ${i > scene.reached ? 'font-ui text-ink-2' : 'font-strong text-ink'}`}
                    >
                      {g.title}
                    </b>{' '}
                    <span>{answered && i !== now ? placeWord(g) : ROOM_QUESTION[g.room] || g.question}</span>
                  </div>
                  {answered && i < floors.length - 1 && (
                    <div className="tag -mt-3.75 -ml-3.75 size-7.5" style={{ left: hatch, top: floor.top + floor.height }}>
                      <VerdictMark standing={standing} size={20} />
                    </div>
                  )}
                </div>
              )
            );
          })}
          {now >= 0 && (
            <div className="absolute inset-x-5.5" style={{ top: (floors[now]?.top ?? 0) + 48 }}>
              {rows.length > 0 ? <DeskRows rows={rows} layout="floor" /> : gate && <GateAnswer gate={gate} layout="floor" />}
            </div>
          )}
        </div>
        {at && (
          <div className="absolute" style={{ top: envelopeTop, left: (width - 236) / 2 }}>
            <Letter scene={scene} at={at} />
          </div>
        )}
      </div>
    </div>
  );
}
