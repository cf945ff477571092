// Where everything stands in the section drawing, in units of 540 to the height. Pure numbers: no words, no colours.
import type { RoomId } from '../../trace/event.ts';

export const HEIGHT = 540;
export const MIN_WIDTH = 860;
export const MAX_WIDTH = 1240;
export const FLOOR = 464;
export const LINTEL = 330;
export const TAG_Y = 316;
export const WALL = 10;
export const ROOF = 8;
export const START = 118;
export const ENVELOPE = { width: 236, height: 152, top: FLOOR - 152 };
/** On the wire nobody can read it, so it is drawn small. */
export const SMALL = 0.34;
export const LAPTOP_X = 58;
/** Between the caller's name and the laptop, so that the envelope covers neither when it leaves. */
const ABOVE_LAPTOP = 416;

export interface RoomPlan {
  id: string;
  room: RoomId;
  left: number;
  right: number;
  /** Underside of the roof. */
  roof: number;
  merlons: boolean;
}

export interface Plan {
  width: number;
  /** The desks stand open: the wide table with reasons, other names upright. */
  open: boolean;
  rooms: RoomPlan[];
}

interface Measure {
  width: number;
  /** Share of what is wider than 860. */
  grow: number;
  roof: number;
}
type Measures = Partial<Record<RoomId, Measure>>;

/** Somebody else's house: one room behind the door, of which nothing more is known. */
const PARTY: Measure = { width: 672, grow: 1, roof: 182 };

const CLOSED: Measures = {
  tls: { width: 56, grow: 0, roof: 292 },
  authentication: { width: 256, grow: 0.4, roof: 26 },
  impersonation: { width: 102, grow: 0.14, roof: 182 },
  authorization: { width: 156, grow: 0.36, roof: 112 },
  admission: { width: 86, grow: 0.06, roof: 182 },
  storage: { width: 72, grow: 0.04, roof: 206 },
  party: PARTY,
};
const OPEN: Measures = {
  tls: { width: 56, grow: 0, roof: 292 },
  authentication: { width: 416, grow: 0.4, roof: 26 },
  impersonation: { width: 54, grow: 0.12, roof: 206 },
  authorization: { width: 84, grow: 0.24, roof: 196 },
  admission: { width: 56, grow: 0.12, roof: 214 },
  storage: { width: 62, grow: 0.12, roof: 244 },
  party: PARTY,
};
const UNKNOWN: Measure = { width: 80, grow: 0.1, roof: 182 };
const WITH_MERLONS = new Set<RoomId>(['authentication', 'authorization']);

/** The rooms of the machine's gates, side by side; a machine with more or fewer gates fills the same building. */
export function plan(gates: readonly { id: string; room: RoomId }[], width: number, open: boolean): Plan {
  const measures = gates.map(({ room }) => (open ? OPEN : CLOSED)[room] ?? UNKNOWN);
  const base = measures.reduce((sum, m) => sum + m.width, 0) || 1;
  const grow = measures.reduce((sum, m) => sum + m.grow, 0);
  const built = MIN_WIDTH - 14 - START;
  const extra = width - MIN_WIDTH;
  let left = START;
  const rooms = gates.map(({ id, room }, i) => {
    const measure = measures[i] ?? UNKNOWN;
    const right = left + (measure.width / base) * built + (grow > 0 ? measure.grow / grow : 1 / gates.length) * extra;
    const placed = { id, room, left: Math.round(left), right: Math.round(right), roof: measure.roof, merlons: WITH_MERLONS.has(room) };
    left = right;
    return placed;
  });
  return { width, open, rooms };
}

export interface Placed {
  x: number;
  y: number;
  scale: number;
}

const small = (center: number, bottom: number): Placed => ({
  x: center - (ENVELOPE.width * SMALL) / 2,
  y: bottom - (ENVELOPE.height - 2) * SMALL,
  scale: SMALL,
});

/** `caller`: beside the laptop; `door`: at the first wall; else a room's index. `stopped`: 20 before its grating, where there is room. */
export function envelopeAt({ rooms }: Plan, where: 'caller' | 'door' | number, stopped: boolean): Placed {
  if (where === 'caller') return small(LAPTOP_X, ABOVE_LAPTOP);
  if (where === 'door') return small(START + 4, FLOOR);
  const room = rooms[where];
  if (!room) return small(LAPTOP_X, ABOVE_LAPTOP);
  if (room.room === 'tls') return stopped ? small(room.right - 10 - (ENVELOPE.width * SMALL) / 2, FLOOR) : small((room.left + room.right) / 2, FLOOR);
  const spare = room.right - room.left - ENVELOPE.width;
  const x = spare < 20 ? room.right - 14 - ENVELOPE.width : stopped ? room.right - 26 - ENVELOPE.width : room.left + spare / 2;
  return { x: Math.round(x), y: ENVELOPE.top, scale: 1 };
}

/** Where the reply goes through the floor. */
export function replyStart({ rooms }: Plan, where: number, envelope: Placed): number {
  const room = rooms[where];
  const center = envelope.x + (ENVELOPE.width / 2) * envelope.scale + 2;
  return room ? Math.round(Math.max(center, room.left + 28)) : center;
}

/** The battlements of a roof. */
export function merlons(left: number, right: number): { x: number; width: number }[] {
  const length = right - left + WALL;
  const count = Math.max(2, Math.round((length / 16 + 1) / 2));
  const width = length / (count * 2 - 1);
  return Array.from({ length: count }, (_, i) => ({ x: left - WALL / 2 + i * 2 * width, width }));
}

/** Rows of the open stack; the one at `lined` has its checks in a line of their own. All of it ends above the envelope. */
export function openRows(count: number, lined: number): { top: number; height: number }[] {
  const squeeze = Math.min(1, 236 / (count * 26 + (lined < 0 ? 0 : 18)));
  let y = 78;
  return Array.from({ length: count }, (_, i) => {
    const row = { top: y, height: (i === lined ? 44 : 26) * squeeze };
    y += row.height;
    return row;
  });
}

/** Height of the row of every desk, and where each begins: a row with a reason needs 36 units, one without 24. */
export function rows(tall: readonly boolean[], available: number, top = 78): { top: number; height: number }[] {
  const needed = tall.reduce((sum, isTall) => sum + (isTall ? 36 : 24), 0);
  const squeeze = Math.min(1, available / Math.max(1, needed));
  let y = top;
  return tall.map((isTall) => {
    const height = (isTall ? 36 : 24) * squeeze;
    const row = { top: y, height };
    y += height;
    return row;
  });
}
