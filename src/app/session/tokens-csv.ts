// The tokens.csv tab: edits go to the node's file after a short pause; the server reads it when it starts.
import type { ServerFile } from '../../ports/tokens-csv.ts';
import type { Facts } from '../backend/backend.ts';
import type { Context } from './context.ts';
import { keep, report } from './context.ts';
import { pauseBefore } from './pause.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

/** Milliseconds after the last key. */
const PAUSE = 150;

function openTokensCsv(context: Context): OpenTab<'tokens.csv'> {
  const { state, environment, history } = context;
  let pending: string | undefined;
  let writing: Promise<void> = Promise.resolve();
  /** What the last server that ran has read. One that refused to start has read the text too, but there is nothing to go back to in that. */
  let good: { text: string; at: string } | undefined;

  const view = (facts: Facts, text: string): ServerFile => {
    const { path, savedAt, diagnostics } = facts.tokensCsv;
    const { server } = facts;
    const refused = server.status === 'stopped' ? server.filesRead[path] : undefined;
    const named = Object.values(server.flags).flat().includes(path);
    return {
      path,
      text,
      inMemory: good?.text,
      readAt: good?.at,
      refused,
      savedAt,
      stale: named && (good === undefined ? server.status === 'stopped' : good.text !== text || (refused ?? text) !== text),
      diagnostics,
    };
  };

  const write = (): void => {
    pause.end();
    if (pending === undefined) return;
    const text = pending;
    writing = context
      .act(async (backend) => {
        const facts = await backend.writeTokens(text);
        if (pending === text) pending = undefined;
        context.learn(facts);
      })
      .catch((error: unknown) => report(context, error));
  };

  const pause = pauseBefore(environment, PAUSE, write);

  const show = (text: string): void => {
    pending = text;
    const facts = context.facts();
    const file = state.getState().tokensCsv;
    state.setState({ tokensCsv: facts ? { ...view(facts, text), diagnostics: file.diagnostics } : { ...file, text } });
    keep(context, ({ edits }) => {
      edits.tokensCsv = text;
      const read = facts?.server.filesRead[file.path];
      if (read === undefined || read === text) delete edits.tokensRead;
      else edits.tokensRead = read;
    });
    pause.begin();
  };

  const edit = (text: string, label: string): void => {
    const before = state.getState().tokensCsv.text;
    if (before === text) return;
    // Typed before anybody knew the file: what stood there is what the server has read.
    const known = context.facts() !== undefined;
    show(text);
    history.record({ label, kind: 'tokens.csv', undo: () => show(known ? before : (good?.text ?? before)), redo: () => show(text) });
  };

  return {
    ports: {
      editTokensCsv: (text) => edit(text, 'edit of tokens.csv'),
      discardTokensCsv() {
        const { inMemory } = state.getState().tokensCsv;
        if (inMemory === undefined) return;
        history.seal();
        edit(inMemory, 'discarding the edit of tokens.csv');
        history.seal();
      },
    },
    learn(facts) {
      const text = pending ?? facts.tokensCsv.text ?? '';
      const { server, tokensCsv } = facts;
      const read = server.filesRead[tokensCsv.path];
      if (server.status === 'running') good = read === undefined ? undefined : { text: read, at: server.startedAt };
      state.setState({ tokensCsv: view(facts, text) });
      context.saved.change((saved) => {
        const edits = saved.places[context.place()]?.edits;
        if (edits?.tokensCsv === undefined) return;
        if (read === undefined || read === text) delete edits.tokensRead;
        else edits.tokensRead = read;
      });
    },
    forget() {
      pause.end();
      pending = undefined;
      good = undefined;
    },
    flush() {
      write();
      return writing;
    },
  };
}

export const tokensCsvTab: SessionTab<'tokens.csv'> = {
  initial: () => ({
    tokensCsv: {
      path: '/etc/ca-certificates/tokens.csv',
      text: '',
      inMemory: undefined,
      readAt: undefined,
      refused: undefined,
      savedAt: undefined,
      stale: false,
      diagnostics: [],
    },
  }),
  open: openTokensCsv,
};
