// The castle in section: earth, tunnel, rooms, roofs, walls, merlons, gates. Hidden from readers, who get the list of gates instead.
import type { GateView, Standing } from '../../trace/fold.ts';
import { TONE } from '../words/verdict-words.ts';
import { FLOOR, HEIGHT, LINTEL, merlons, type Plan, ROOF, type RoomPlan, START, WALL } from './geometry.ts';
import { Gate } from './portcullis.tsx';

interface SectionProps {
  plan: Plan;
  gates: readonly GateView[];
  /** Rooms after this index are pale. */
  reached: number;
  /** Index of the gate that is shut, and every gate when the server does not serve. */
  shut: { at: number; standing: Standing } | 'all' | undefined;
  now: number;
  children?: React.ReactNode;
}

/** The earth and its line go on beside the drawing, where the stage is wider. */
const BESIDE = 1200;

export function Section({ plan, gates, reached, shut, now, children }: SectionProps) {
  const { width, rooms } = plan;
  const serving = shut !== 'all';
  const wall = (index: number): string => (serving && index <= reached ? 'var(--wall)' : 'var(--wall-dim)');
  const fill = (room: RoomPlan, index: number): string => {
    const standing = gates.find((gate) => gate.id === room.id)?.standing;
    return serving && index <= reached && standing !== 'skipped' && standing !== 'not-reached' ? 'var(--room)' : 'var(--room-dim)';
  };
  const end = width - 36;
  return (
    <svg className="section" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      <rect x={-BESIDE} y={FLOOR} width={width + 2 * BESIDE} height={HEIGHT} fill="var(--ground)" />
      <path d={`M44 ${FLOOR}V512q0 8 8 8H${end - 8}q8 0 8-8V${FLOOR}H${end - 28}V476H72V${FLOOR}z`} fill="var(--paper)" />
      <path d={`M44 ${FLOOR}V512q0 8 8 8H${end - 8}q8 0 8-8V${FLOOR}M${end - 28} ${FLOOR}V476H72V${FLOOR}`} fill="none" stroke="var(--line-2)" />
      {rooms.map((room, i) => (
        <rect key={room.id} x={room.left} y={room.roof} width={room.right - room.left} height={FLOOR - room.roof} fill={fill(room, i)} />
      ))}
      {rooms[now] && (
        <rect
          className="now-outline"
          x={rooms[now].left + 6}
          y={rooms[now].roof + 1}
          width={rooms[now].right - rooms[now].left - 12}
          height={FLOOR - rooms[now].roof - 2}
          fill="none"
          stroke="var(--now)"
          strokeWidth="2"
        />
      )}
      {rooms.toReversed().map((room, at) => {
        const i = rooms.length - 1 - at;
        const next = rooms[i + 1];
        const before = rooms[i - 1];
        const bottom = next ? LINTEL : FLOOR;
        const own = room.roof - ROOF;
        // A taller neighbour carries its wall on above this roof, in its own colour.
        const above = next && next.roof < room.roof ? next.roof - ROOF : own;
        // Against a taller wall a roof ends inside it.
        const from = before && before.roof < room.roof ? room.left : room.left - WALL / 2;
        const to = next && next.roof < room.roof ? room.right : room.right + WALL / 2;
        return (
          <g key={room.id} fill={wall(i)}>
            <rect x={from} y={own} width={to - from} height={ROOF} />
            <rect x={room.right - WALL / 2} y={own} width={WALL} height={bottom - own} />
            {above < own && <rect x={room.right - WALL / 2} y={above} width={WALL} height={own - above} fill={wall(i + 1)} />}
            {room.merlons && merlons(room.left, room.right).map(({ x, width: w }) => <rect key={x} x={x} y={room.roof - 17} width={w} height={9.5} />)}
          </g>
        );
      })}
      {rooms[0] && <rect x={START - WALL / 2} y={rooms[0].roof - ROOF} width={WALL} height={LINTEL - rooms[0].roof + ROOF} fill={wall(0)} />}
      <path d={`M${-BESIDE} ${FLOOR}H${width + BESIDE}`} stroke="var(--ink)" strokeWidth="1.5" />
      <Gate x={START} dim={!serving} shut={shut === 'all' ? 'wall' : undefined} />
      {rooms.slice(0, -1).map((room, i) => (
        <Gate key={room.id} x={room.right} dim={!serving || i > reached} shut={shut === 'all' ? 'wall' : shut?.at === i ? TONE[shut.standing] : undefined} />
      ))}
      {children}
    </svg>
  );
}
