// How every part of the view reaches the session, the player and the picture at the playhead.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useStore } from 'zustand/react';
import { currentRun, type PlayerState, type Run } from '../player/player.ts';
import type { Ports, Session } from '../ports/ports.ts';
import type { Tab } from '../ports/tabs.ts';
import { fold, type Snapshot } from '../trace/fold.ts';

/** Somebody asked to see a line of a text of the workbench. `count` grows, so that asking twice is seen twice. */
export interface Reveal {
  tab: Tab;
  line: number;
  count: number;
}

interface Shared {
  ports: Ports;
  /** Folds once for all who look; going to another step folds anew. */
  snapshotAt(run: Run, step: number): Snapshot;
  reveal: Reveal | undefined;
  setReveal(tab: Tab, line: number): void;
}

const PortsContext = createContext<Shared | undefined>(undefined);

/** The picture at one place of one trace, remembered until another is asked for. */
export function createFolder(): Shared['snapshotAt'] {
  let key: { trace: Run['trace']; events: number } | undefined;
  let snapshot: Snapshot | undefined;
  return (run, step) => {
    const events = run.timeline.steps[step - 1]?.events ?? 0;
    if (!snapshot || key?.trace !== run.trace || key.events !== events) {
      key = { trace: run.trace, events };
      snapshot = fold(run.trace, events);
    }
    return snapshot;
  };
}

export function PortsProvider({ ports, children }: { ports: Ports; children: ReactNode }) {
  const [snapshotAt] = useState(createFolder);
  const [reveal, show] = useState<Reveal>();
  const setReveal = useCallback(
    (tab: Tab, line: number) => {
      ports.selectTab(tab);
      show((last) => ({ tab, line, count: (last?.count ?? 0) + 1 }));
    },
    [ports],
  );
  const value = useMemo(() => ({ ports, snapshotAt, reveal, setReveal }), [ports, snapshotAt, reveal, setReveal]);
  return <PortsContext value={value}>{children}</PortsContext>;
}

function useShared(): Shared {
  const shared = useContext(PortsContext);
  if (!shared) throw new Error('a part of the view stands outside PortsProvider');
  return shared;
}

export const usePorts = (): Ports => useShared().ports;

/** `select` must return the same value for the same session: pick, do not build. */
export function useSession<T>(select: (session: Session) => T): T {
  const { session } = usePorts();
  return useStore(session, select);
}

/** `select` must return the same value for the same state: pick, do not build. */
export function usePlayer<T>(select: (state: PlayerState) => T): T {
  const { store } = usePorts().player;
  return useStore(store, select);
}

/** Somebody is asked to predict, and has not answered: what follows the playhead would. */
export const usePredictionOpen = (): boolean => useSession(({ lesson }) => lesson?.prediction?.answered === false);

export const useCurrentRun = (): Run | undefined => usePlayer(currentRun);

/** The fold at the playhead; undefined before the first run. The same object for everybody who asks. */
export function useSnapshot(): Snapshot | undefined {
  const { snapshotAt } = useShared();
  const run = useCurrentRun();
  const step = usePlayer((state) => state.step);
  return run ? snapshotAt(run, step) : undefined;
}

/** The line that was asked for last, and a way to ask: `reveal('tokens.csv', 4)` opens the tab too. */
export function useReveal(): { request: Reveal | undefined; reveal: (tab: Tab, line: number) => void } {
  const { reveal, setReveal } = useShared();
  return { request: reveal, reveal: setReveal };
}
