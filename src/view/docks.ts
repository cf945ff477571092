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
/** The workbench opens by itself only where it would have this much. */
const ROOM_FOR_WORKBENCH = 150;
/** Who opens it wants to see some lines. */
const ROOM_TO_WORK = 240;

export interface Docks {
  /** Below 1280 either the lesson or the inspector stands open, never both. */
  drawer: boolean;
  left: { open: boolean; width: number };
  right: { open: boolean; width: number };
  workbench: { folded: boolean; height: number; max: number };
}

interface Chosen {
  left?: boolean;
  right?: boolean;
  rightWidth?: number;
  folded?: boolean;
  height?: number;
}

/** The stage takes 60 % of the height, and never less than it can be read at. */
export function docksFor({ width, height }: Viewport, chosen: Chosen, lesson = false): Docks {
  const drawer = width < 1280;
  const stage = Math.min(810, Math.max(STAGE_MIN, Math.round(height * 0.6)));
  const rest = height - TOP - TRANSPORT - stage;
  const folded = chosen.folded ?? (drawer || rest < ROOM_FOR_WORKBENCH);
  const max = Math.max(WORKBENCH_MIN, height - TOP - TRANSPORT - 240);
  const right = chosen.right ?? (lesson ? width >= 1400 : !drawer);
  return {
    drawer,
    left: { open: !(drawer && right) && (chosen.left ?? true), width: width >= 1680 ? 300 : 248 },
    right: { open: right, width: chosen.rightWidth ?? (width >= 1680 ? 400 : 332) },
    workbench: { folded, max, height: Math.min(max, chosen.height ?? Math.max(rest, chosen.folded === false ? ROOM_TO_WORK : ROOM_FOR_WORKBENCH)) },
  };
}

export function useDocks(lesson: boolean): Docks & { choose(chosen: Chosen): void } {
  const viewport = useViewport();
  const [chosen, setChosen] = useState<Chosen>({});
  return { ...docksFor(viewport, chosen, lesson), choose: (more) => setChosen((before) => ({ ...before, ...more })) };
}
