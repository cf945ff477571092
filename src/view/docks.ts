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
const STAGE_MIN = 486;

export interface Docks {
  /** Below 1280 the inspector lies over the stage. */
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
export function docksFor({ width, height }: Viewport, chosen: Chosen): Docks {
  const drawer = width < 1280;
  const stage = Math.min(810, Math.max(STAGE_MIN, Math.round(height * 0.6)));
  const rest = height - TOP - TRANSPORT - stage;
  const folded = chosen.folded ?? (drawer || rest < WORKBENCH_MIN);
  const max = Math.max(WORKBENCH_MIN, height - TOP - TRANSPORT - 240);
  return {
    drawer,
    left: { open: chosen.left ?? width >= 1400, width: width >= 1680 ? 300 : 248 },
    right: { open: chosen.right ?? !drawer, width: chosen.rightWidth ?? (width >= 1680 ? 400 : 332) },
    workbench: { folded, max, height: Math.min(max, chosen.height ?? Math.max(rest, 180)) },
  };
}

export function useDocks(): Docks & { choose(chosen: Chosen): void } {
  const viewport = useViewport();
  const [chosen, setChosen] = useState<Chosen>({});
  return { ...docksFor(viewport, chosen), choose: (more) => setChosen((before) => ({ ...before, ...more })) };
}
