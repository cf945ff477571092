// Acting in the past: the world goes back to before the run in which somebody stands, and what came after is kept as another future.
import { standsBack } from '../../player/player.ts';
import type { NearMissRow, PastPorts } from '../../ports/past.ts';
import type { Backend } from '../backend/backend.ts';
import { type Context, report } from './context.ts';
import type { RbacText } from './rbac-text.ts';

export interface Past {
  ports: PastPorts;
  forkIfBack(backend: Backend): Promise<void>;
  /** Another world: what was explained of the one before is gone. */
  forget(): void;
}

export function createPast(context: Context, rbac: () => Pick<RbacText, 'changedBy'>): Past {
  const { player } = context;
  const known = new Map<string, Promise<NearMissRow[]>>();

  const explain = (runId: string, backend?: Backend): Promise<NearMissRow[]> => {
    const before = known.get(runId);
    if (before) return before;
    const run = player.store.getState().runs.find(({ id }) => id === runId);
    if (!run || run.older) return Promise.resolve([]);
    const rows = backend ? backend.nearMisses(run.trace) : context.look((to) => to.nearMisses(run.trace));
    known.set(runId, rows);
    rows.catch(() => known.delete(runId));
    return rows;
  };

  return {
    ports: {
      nearMisses: (runId) => explain(runId),
      applyFix(runId, index) {
        const run = player.store.getState().runs.find(({ id }) => id === runId);
        if (!run) return;
        const line = context.commands().lineOf(run.command);
        const number = context.nextCommand();
        context
          .act(async (to) => {
            context.commands().mark(number, await to.mark());
            const before = context.state.getState().rbac.text;
            const { facts, run: fixed } = await to.applyFix(run.trace, index);
            if (fixed) context.commands().addRun(fixed, number, { select: false });
            context.learn(facts);
            rbac().changedBy('the suggested change', before);
          })
          .catch((error: unknown) => report(context, error));
        if (line) context.wishes().run(line, 'row');
      },
    },
    async forkIfBack(backend) {
      const now = player.store.getState();
      const run = now.runs.find(({ id }) => id === now.selected);
      if (!run || !standsBack(now)) return;
      const mark = context.commands().markOf(run.command);
      if (mark === undefined) return;
      const first = now.runs.findIndex(({ command }) => command === run.command);
      // Their explanations belong to a store that is about to be gone.
      for (const other of now.runs.slice(first)) if (!other.older && !other.background) await explain(other.id, backend);
      const facts = await backend.fork(mark);
      if (!facts) return;
      player.leaveFuture(now.runs[first]?.id ?? run.id);
      context.learn(facts);
      context.notice('info', 'You acted in the middle of an earlier run, so the world went back to before it. What came after is kept as an older run.');
    },
    forget: () => known.clear(),
  };
}
