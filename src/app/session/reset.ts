// Reset asks nobody, because it can be undone: the world before it is kept, and so is everything the page showed of it.
import type { Session } from '../../ports/ports.ts';
import type { Backend, Facts, WorldStart } from '../backend/backend.ts';
import { type Context, report } from './context.ts';
import type { Place } from './saved-state.ts';

interface Shown {
  player: ReturnType<Context['player']['store']['getState']>;
  terminal: Session['terminal'];
  kept: Place | undefined;
}

/** @param forget drops what was typed and not yet applied */
export function createReset(context: Context, start: () => WorldStart, forget: () => void): () => void {
  const { state, player, saved, history } = context;

  const now = (): Shown => ({
    player: player.store.getState(),
    terminal: state.getState().terminal,
    kept: structuredClone(saved.get().places[context.place()]),
  });

  const show = ({ player: list, terminal, kept }: Shown): void => {
    if (list.selected === undefined) player.clear();
    else player.restore(list);
    const { prompt, history: lines } = state.getState().terminal;
    state.setState({ terminal: { ...terminal, prompt, history: lines } });
    saved.change((all) => {
      if (kept) all.places[context.place()] = kept;
      else delete all.places[context.place()];
    });
  };

  const swap = (next: Shown, world: (backend: Backend) => Promise<Facts>): void => {
    show(next);
    context
      .act(async (backend) => {
        const facts = await world(backend);
        forget();
        context.learn(facts);
        // Learning wrote what the world holds into what is kept; this is what the learner had.
        saved.change((all) => {
          if (next.kept) all.places[context.place()] = next.kept;
        });
      })
      .catch((error: unknown) => report(context, error));
  };

  return () => {
    let other = now();
    const done = other.kept?.done;
    const empty: Shown = {
      player: { ...other.player, runs: [], selected: undefined, step: 0, reached: 0 },
      terminal: { ...other.terminal, entries: [], draft: undefined },
      kept: done ? { edits: {}, done } : undefined,
    };
    const from = start();
    history.seal();
    swap(empty, (backend) => backend.start(from));
    const back = (): void => {
      const next = other;
      other = now();
      swap(next, (backend) => backend.back());
    };
    history.record({ label: 'Reset', kind: 'reset', undo: back, redo: back });
    history.seal();
  };
}
