// Wishes that concern the page as a whole.
import type { PagePorts } from '../../ports/page.ts';
import type { Tab } from '../../ports/tabs.ts';
import type { Context } from './context.ts';

/** Where the learner goes is kept by places.ts. */
export type PageWishes = Omit<PagePorts, 'openStart' | 'openLab'>;

export function createPage(context: Context, reset: () => void, opened: (tab: Tab) => void): PageWishes {
  const { state, environment, player, saved, history } = context;
  return {
    selectTab(tab) {
      state.setState({ tab });
      opened(tab);
    },
    selectDrawing: (drawing) => state.setState({ drawing }),
    undo: () => history.undo(),
    redo: () => history.redo(),
    reset,
    setTheme(next) {
      environment.setTheme(next);
      state.setState({ theme: next });
      saved.change((kept) => {
        kept.theme = next;
      });
    },
    dismiss: (id) => state.setState({ notices: state.getState().notices.filter((other) => other.id !== id) }),
    downloadTrace() {
      const { runs: all, selected } = player.store.getState();
      const shown = all.find(({ id }) => id === selected);
      if (shown) environment.download(`${shown.trace.title.replace(/[^\w.-]+/g, '-')}.trace.json`, JSON.stringify(shown.trace, null, 1));
    },
  };
}
