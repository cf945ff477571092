// The building at 92 pixels: a small envelope, the gates' marks, their names. It says where the request stands, nothing more.
import { Box, Laptop } from 'lucide-react';
import type { RoomId } from '../../trace/event.ts';
import { useCurrentRun } from '../ports-context.tsx';
import { merlons } from '../stage/geometry.ts';
import type { Scene } from '../stage/scene.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { callerWords } from '../words/caller.ts';
import { TONE } from '../words/verdict-words.ts';

const HEIGHT = 92;
const FLOOR = 66;
const LINTEL = 38;
const BASE = 720;
const EDGE: Partial<Record<RoomId, { width: number; roof: number; merlons?: true }>> = {
  tls: { width: 68, roof: 30 },
  authentication: { width: 128, roof: 12, merlons: true },
  impersonation: { width: 110, roof: 24 },
  authorization: { width: 112, roof: 17, merlons: true },
  admission: { width: 106, roof: 24 },
  storage: { width: 88, roof: 28 },
  party: { width: 544, roof: 24 },
};

/** Where six names do not fit. */
const SHORT: Record<string, string> = { authentication: 'AuthN', impersonation: 'As whom', authorization: 'AuthZ' };

interface StripRoom {
  id: string;
  title: string;
  left: number;
  right: number;
  roof: number;
  merlons: boolean;
}

function rooms(scene: Scene, width: number): StripRoom[] {
  const start = 72 * (width / BASE);
  const measures = scene.gates.map((gate) => EDGE[gate.room] ?? { width: 100, roof: 24 });
  const total = measures.reduce((sum, { width: w }) => sum + w, 0);
  const scale = (width - start - 36 * (width / BASE)) / total;
  let left = start;
  return scene.gates.map((gate, i) => {
    const measure = measures[i] ?? { width: 100, roof: 24 };
    const room = { id: gate.id, title: gate.title, left, right: left + measure.width * scale, roof: measure.roof, merlons: 'merlons' in measure };
    left = room.right;
    return room;
  });
}

export function Strip({ scene, width }: { scene: Scene; width: number }) {
  const { isLaptop } = callerWords(useCurrentRun()?.trace.from);
  const plan = rooms(scene, width);
  const now = typeof scene.where === 'number' ? scene.where : -1;
  const wall = (i: number): string => (i <= scene.reached ? 'var(--wall)' : 'var(--wall-dim)');
  const at = plan[now];
  const x = at ? Math.max(at.left + 8, Math.min((at.left + at.right) / 2 - 17, at.right - 44)) : scene.where === 'door' ? (plan[0]?.left ?? 60) - 38 : 44;
  return (
    <div className="relative flex-none overflow-hidden bg-paper" aria-hidden="true" style={{ height: HEIGHT }}>
      <svg className="absolute inset-0" aria-hidden="true" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
        <rect y={FLOOR} width={width} height={HEIGHT - FLOOR} fill="var(--ground)" />
        {plan.map((room, i) => (
          <rect
            key={room.id}
            x={room.left}
            y={room.roof}
            width={room.right - room.left}
            height={FLOOR - room.roof}
            fill={i <= scene.reached ? 'var(--room)' : 'var(--room-dim)'}
          />
        ))}
        {plan.toReversed().map((room, at_) => {
          const i = plan.length - 1 - at_;
          const next = plan[i + 1];
          const bottom = next ? LINTEL : FLOOR;
          const own = room.roof - 5;
          const above = Math.min(own, (next?.roof ?? 99) - 5);
          return (
            <g key={room.id} fill={wall(i)}>
              <rect x={room.left - 3} y={own} width={room.right - room.left + 6} height={5} />
              <rect x={room.right - 3} y={own} width={6} height={bottom - own} />
              {above < own && <rect x={room.right - 3} y={above} width={6} height={own - above} fill={wall(i + 1)} />}
              {room.merlons &&
                merlons(room.left + 2, room.right - 2).map(({ x: mx, width: w }) => <rect key={mx} x={mx} y={room.roof - 10} width={w} height={5.5} />)}
            </g>
          );
        })}
        {plan[0] && <rect x={plan[0].left - 3} y={plan[0].roof - 5} width={6} height={LINTEL - plan[0].roof + 5} fill={wall(0)} />}
        <path d={`M0 ${FLOOR}H${width}`} stroke="var(--ink)" strokeWidth="1.5" />
        {[plan[0]?.left, ...plan.slice(0, -1).map((room) => room.right)].map((gx, i) => {
          const gate = scene.gates[i - 1];
          const shut = scene.stopped && i - 1 === now && gate;
          return gx === undefined ? null : shut ? (
            <path
              key={gx}
              d={`M${gx - 4} ${LINTEL}V${FLOOR}M${gx} ${LINTEL}V${FLOOR}M${gx + 4} ${LINTEL}V${FLOOR}M${gx - 5} 46H${gx + 5}M${gx - 5} 55H${gx + 5}`}
              stroke={`var(--${TONE[gate.standing]})`}
              strokeWidth="1.8"
            />
          ) : (
            <g key={gx} fill={wall(i - 1)}>
              <path d={`M${gx - 3} ${LINTEL}V${FLOOR}M${gx + 3} ${LINTEL}V${FLOOR}`} stroke="var(--line-2)" />
              <rect x={gx - 4.8} y={64} width={9.6} height={2} />
              <path d={`M${gx - 4.9} ${LINTEL}l1.6 5.4 1.6-5.4zM${gx - 1.6} ${LINTEL}l1.6 5.4 1.6-5.4zM${gx + 1.6} ${LINTEL}l1.6 5.4 1.6-5.4z`} />
            </g>
          );
        })}
        {at && <path d={`M50 60H${x - 1}`} stroke="var(--trail)" strokeWidth="2.2" strokeDasharray="0 7" strokeLinecap="round" />}
        <g transform={`translate(${x} 43)`}>
          {at && now > 0 && <path d="M1 10L17 0 33 10z" fill="var(--kraft-2)" stroke="var(--kraft-line)" />}
          {at && now > 0 && <rect x="3.5" y="3" width="27" height="14" fill="var(--letter)" stroke="var(--kraft-line)" strokeOpacity=".6" />}
          <path d="M.5 9.5L17 15 33.5 9.5V22.5H.5z" fill="var(--kraft)" stroke="var(--kraft-line)" />
          {!(at && now > 0) && <path d="M.5 9.5H33.5L17 17z" fill="var(--kraft-2)" stroke="var(--kraft-line)" />}
          {scene.badge && (
            <>
              <rect x="9" y="14" width="16" height="7" rx="1" fill="#fff" stroke="#86632a" strokeWidth=".6" />
              <rect x="9" y="14" width="16" height="2" fill="#0a6868" />
            </>
          )}
        </g>
      </svg>
      <span className="absolute top-10 left-4">{isLaptop ? <Laptop size={24} strokeWidth={1.5} /> : <Box size={24} strokeWidth={1.5} />}</span>
      {plan.map((room, i) => (
        <span
          key={room.id}
          className={`absolute top-18 -translate-x-1/2 text-12 leading-4 whitespace-nowrap ${i === now ? 'font-stamp text-now' : i > scene.reached ? 'font-ui text-ink-3' : 'font-ui text-ink-2'}`}
          style={{ left: (room.left + room.right) / 2 }}
        >
          {width >= 600 ? room.title : (SHORT[room.id] ?? room.title)}
        </span>
      ))}
      {plan.slice(0, -1).map((room, i) => {
        const standing = scene.gates[i]?.standing;
        return standing === undefined || standing === 'not-asked' || standing === 'not-reached' ? null : (
          <span
            key={room.id}
            className="absolute top-8 -mt-2.75 -ml-2.75 grid size-5.5 place-items-center rounded-full bg-room shadow-wall"
            style={{ left: room.right }}
          >
            <VerdictMark standing={standing} size={16} />
          </span>
        );
      })}
    </div>
  );
}
