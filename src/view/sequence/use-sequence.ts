import { useCallback, useMemo, useState } from 'react';
import { partiesOf, rowAt, type SequenceRow, sequenceOf } from '../../player/messages.ts';
import type { Run } from '../../player/player.ts';
import { useCurrentRun, usePlayer, usePorts, usePredictionOpen, useSession } from '../ports-context.tsx';
import { type PartyWords, partyWords } from './party-words.ts';

export interface SequenceState {
  run: Run;
  step: number;
  rows: readonly SequenceRow[];
  /** What follows would answer a prediction that is still open. */
  held: boolean;
  /** Index of the row at which the playhead stands. */
  at: number;
  parties: readonly (PartyWords & { name: string })[];
  /** Unfolds the requests in the background, or folds them. */
  toggle(): void;
  /** A message that two runs tell of is gone to where the playhead is already. */
  seek(row: SequenceRow): void;
}

/** The command of the selected run, for the drawings that show all of it. Undefined before the first run. */
export function useSequence(): SequenceState | undefined {
  const { player } = usePorts();
  const runs = usePlayer((state) => state.runs);
  const run = useCurrentRun();
  const step = usePlayer((state) => state.step);
  const known = useSession((session) => session.parties);
  const [open, setOpen] = useState<number>();
  const command = run?.command;
  const unfolded = open !== undefined && open === command;
  const held = usePredictionOpen();
  const all = useMemo(() => (run ? sequenceOf(runs, run, unfolded) : []), [runs, run, unfolded]);
  const at = run ? rowAt(all, run.id, step) : -1;
  const rows = useMemo(() => (held ? all.slice(0, at + 1) : all), [held, all, at]);
  const parties = useMemo(() => partiesOf(rows).map((name) => ({ name, ...partyWords(name, known) })), [rows, known]);
  const toggle = useCallback(() => setOpen(unfolded ? undefined : command), [unfolded, command]);
  const seek = useCallback(
    ({ places }: SequenceRow) => {
      const { selected } = player.store.getState();
      const place = places.find(({ run }) => run === selected) ?? places[0];
      if (!place) return;
      if (selected !== place.run) player.select(place.run);
      player.seek(place.step);
    },
    [player],
  );
  if (!run) return undefined;
  return { run, step, rows, held: held && rows.length < all.length, at, parties, toggle, seek };
}

export const nameOf = (parties: SequenceState['parties'], name: string): string => {
  const party = parties.find((other) => other.name === name);
  return !party ? name : party.title === 'Pod' || party.title === 'Nobody' ? party.detail : party.title;
};
