// The RBAC tab: 300 ms after typing the text is applied; when commands change the learner's objects, the text follows.

import type { Context } from './context.ts';
import { keep, report } from './context.ts';
import { pauseBefore } from './pause.ts';
import type { OpenTab, SessionTab } from './session-tab.ts';

/** Milliseconds after the last key. */
const PAUSE = 300;

export interface RbacText extends OpenTab<'RBAC'> {
  /** Something else than typing has changed the text from `before`: that can be undone, too. */
  changedBy(label: string, before: string): void;
}

function openRbac(context: Context): RbacText {
  const { state, environment, history, player } = context;
  /** Typed and not yet applied, or refused: the cluster does not say this. */
  let pending: string | undefined;
  let known = false;
  let applying: Promise<void> = Promise.resolve();

  const keepText = (text: string): void =>
    keep(context, ({ edits }) => {
      edits.rbac = text;
    });

  const apply = (): void => {
    pause.end();
    if (pending === undefined) return;
    const text = pending;
    const command = context.nextCommand();
    applying = context
      .act(async (backend) => {
        if (pending !== text) return;
        context.commands().mark(command, await backend.mark());
        const { facts, runs, diagnostics, status } = await backend.applyRbac(text);
        const idle = !player.store.getState().playing && !state.getState().terminal.busy && atEnd(player.store.getState());
        for (const run of runs) {
          const id = context.commands().addRun(run, command, { play: true, select: idle });
          context.lesson().sawRun({ id, trace: run.trace, background: false }, command);
        }
        if (pending !== text) return context.learn(facts);
        if (status === 'in-force') pending = undefined;
        state.setState({ rbac: { text, diagnostics, status } });
        context.learn(facts);
      })
      .catch((error: unknown) => report(context, error));
  };

  const pause = pauseBefore(environment, PAUSE, apply);

  const show = (text: string): void => {
    pending = text;
    state.setState({ rbac: { ...state.getState().rbac, text, status: 'waiting' } });
    keepText(text);
    pause.begin();
  };

  const forget = (): void => {
    pause.end();
    pending = undefined;
    known = false;
  };

  return {
    ports: {
      editRbac(text) {
        const before = state.getState().rbac.text;
        if (before === text) return;
        show(text);
        history.record({ label: 'edit of RBAC', kind: 'rbac', undo: () => show(before), redo: () => show(text) });
      },
    },
    changedBy(label, before) {
      const after = state.getState().rbac.text;
      if (after === before) return;
      history.seal();
      history.record({ label, kind: 'rbac', undo: () => show(before), redo: () => show(after) });
      history.seal();
    },
    learn(facts) {
      // Typed into an empty field, while there were documents to come: they must not go for that.
      if (!known && facts.rbac !== '') forget();
      known = true;
      if (pending !== undefined) return;
      const { rbac } = state.getState();
      if (rbac.text === facts.rbac && rbac.status === 'in-force') return;
      state.setState({ rbac: { text: facts.rbac, diagnostics: [], status: 'in-force' } });
      if (facts.rbac !== '' || context.saved.get().places[context.place()]?.edits.rbac !== undefined) keepText(facts.rbac);
    },
    forget,
    flush() {
      apply();
      return applying;
    },
  };
}

export const rbacTab: SessionTab<'RBAC', RbacText> = {
  initial: () => ({ rbac: { text: '', diagnostics: [], status: 'in-force' } }),
  open: openRbac,
};

const atEnd = ({ selected, runs, step }: { selected: string | undefined; runs: { id: string; timeline: { steps: unknown[] } }[]; step: number }): boolean => {
  const run = runs.find(({ id }) => id === selected);
  return run === undefined || step === run.timeline.steps.length;
};
