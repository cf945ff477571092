// The page as a whole: what is open, how it looks, what can be taken back.
import type { Tab } from './tabs.ts';

/** The ways a trace can be drawn. */
export type Drawing = 'Map' | 'Sequence' | 'Waterfall';

export type Layout = 'lab' | 'focus' | 'phone';

/** Its part of the session. */
export interface PagePart {
  page: 'start' | 'lab';
  layout: Layout;
  embed: boolean;
  theme: 'light' | 'dark';
  /** RFC 3339, the world's clock. */
  clock: string;
  /** Where the clock can be moved: the next renewal of a Pod's token, the end of one. Milliseconds since 1970. */
  moments: { refresh: number | undefined; expiry: number | undefined };
  /** Time passes in the world: how far, from 0 to 1. */
  passing: number | undefined;
  /** The engine and shell are loaded and take requests; a line typed before is kept and run. */
  engine: 'loading' | 'ready' | 'failed';
  tab: Tab;
  drawing: Drawing;
  canUndo: string | undefined;
  canRedo: string | undefined;
  /** One-line messages on top: damaged link, storage denied, a crash. */
  notices: { id: number; severity: 'info' | 'warning'; text: string }[];
  /** Commands offered before anything was sent, and "check it yourself". */
  suggestions: { label: string; command: string }[];
}

/** Its wishes. */
export interface PagePorts {
  openStart(): void;
  openLab(): void;
  selectTab(tab: Tab): void;
  selectDrawing(drawing: Drawing): void;
  undo(): void;
  redo(): void;
  /** Back to the base world (or the lesson's start); asks nobody, can be undone. */
  reset(): void;
  setTheme(theme: 'light' | 'dark'): void;
  dismiss(notice: number): void;
  /** The selected run as a file. */
  downloadTrace(): void;
}
