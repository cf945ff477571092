// Which docks stand open and how large they are. What a person chose stays; else it follows the window.
import { useState } from 'react';
import { useViewport, type Viewport } from './layout.ts';

export const TOP = 48;
export const TRANSPORT = 116;
export const RAIL = 44;
export const TAB_ROW = 36;
export const RIGHT_MIN = 300;
export const RIGHT_MAX = 520;
export const WORKBENCH_MIN = 96;
/** Lower, and what is written on the stage would be too small to read. */
const STAGE_MIN = 520;
const STAGE_LEAST = 517;
/** The workbench opens by itself only where it would have this much. */
const ROOM_FOR_WORKBENCH = 150;
/** Who opens it wants to see some lines. */
const ROOM_TO_WORK = 240;
/** An editor takes what the stage can spare before it has to be drawn another way, and no more than this. */
const EDITOR = 340;
/** Who wants to work rather than to look leaves the stage one gate, with a desk a row. */
const ONE_GATE = 316;

export interface Docks {
  /** Below 1280 either the lesson or the inspector stands open, never both. */
  drawer: boolean;
  left: { open: boolean; width: number };
  right: { open: boolean; width: number };
  workbench: { folded: boolean; height: number; max: number; tall: boolean };
}

interface Chosen {
  left?: boolean;
  right?: boolean;
  rightWidth?: number;
  folded?: boolean;
  height?: number;
  /** As tall as one press makes it, whatever its own height is: the next press goes back to that. */
  tall?: boolean;
}

/** The stage takes 60 % of the height, and never less than it can be read at. */
export function docksFor({ width, height }: Viewport, chosen: Chosen, lesson = false, editing = false): Docks {
  const drawer = width < 1280;
  const stage = Math.min(810, Math.max(STAGE_MIN, Math.round(height * 0.6)));
  const rest = height - TOP - TRANSPORT - stage;
  const low = drawer || rest < ROOM_FOR_WORKBENCH;
  const folded = chosen.folded ?? low;
  const max = Math.max(WORKBENCH_MIN, height - TOP - TRANSPORT - 240);
  const wished = editing ? Math.max(rest, Math.min(EDITOR, height - TOP - TRANSPORT - STAGE_LEAST)) : rest;
  const own = chosen.height ?? Math.max(wished, low ? ROOM_TO_WORK : ROOM_FOR_WORKBENCH);
  const right = chosen.right ?? (lesson ? width >= 1400 : !drawer);
  return {
    drawer,
    left: { open: !(drawer && right) && (chosen.left ?? true), width: width >= 1680 ? 300 : 248 },
    right: { open: right, width: chosen.rightWidth ?? (width >= 1680 ? 400 : 332) },
    workbench: {
      folded,
      max,
      tall: chosen.tall === true,
      height: Math.min(max, chosen.tall ? Math.max(ROOM_TO_WORK, height - TOP - TRANSPORT - ONE_GATE) : own),
    },
  };
}

export function useDocks(lesson: boolean, editing: boolean): Docks & { choose(chosen: Chosen): void } {
  const viewport = useViewport();
  const [chosen, setChosen] = useState<Chosen>(remembered);
  const choose = (more: Chosen): void => {
    const next = { ...chosen, ...more };
    setChosen(next);
    remember(next);
  };
  return { ...docksFor(viewport, chosen, lesson, editing), choose };
}

const STORED = 'gatehouse.docks';

/** Sizes only: what stands open belongs to the visit. Storage may be denied, and may hold anything. */
function remembered(): Chosen {
  try {
    return sizesOf(JSON.parse(localStorage.getItem(STORED) ?? 'null'));
  } catch {
    return {};
  }
}

export function sizesOf(kept: unknown): Chosen {
  const { height, rightWidth } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const isSize = (value: unknown, least: number): value is number => typeof value === 'number' && value >= least && value < 10_000;
  return { ...(isSize(height, WORKBENCH_MIN) ? { height } : {}), ...(isSize(rightWidth, RIGHT_MIN) && rightWidth <= RIGHT_MAX ? { rightWidth } : {}) };
}

function remember({ height, rightWidth }: Chosen): void {
  try {
    localStorage.setItem(STORED, JSON.stringify({ height, rightWidth }));
  } catch {
    // The page keeps them in memory.
  }
}
