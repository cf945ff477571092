// A step that asks for a change of the learner's own is not done by pressing Run on what stands there.
import { describe, expect, it } from 'vitest';
import { headless } from '../app/testing/headless.ts';
import type { LessonStep } from './lesson.ts';
import { loadLesson, titles } from './titles.ts';

const TIMEOUT = 120_000;

/** What its solution does that no Run row does. */
const ownChange = ({ runs = [], solution }: LessonStep) =>
  solution.filter((action) => action.do !== 'log-in' && !(action.do === 'run' && runs.some(({ command }) => command === action.command)));

describe.each(titles.map(({ slug }) => slug))('%s', (slug) => {
  it('is ticked by no step whose rows were run without the change it asks for', { timeout: TIMEOUT }, async () => {
    const { steps } = await loadLesson(slug);
    const ticked: string[] = [];
    for (const [i, step] of steps.entries()) {
      if (!step.runs || ownChange(step).length === 0) continue;
      const { ports, perform, idle } = headless({ query: `?lesson=${slug}&step=${i + 1}` });
      await idle();
      for (const { command } of step.runs) {
        await perform({ do: 'run', command });
        for (const action of step.solution) if (action.do === 'log-in' && ports.session.getState().login) await perform(action);
        ports.player.last();
        await idle();
      }
      if (ports.session.getState().lesson?.done[i]) ticked.push(step.title);
    }
    expect(ticked).toEqual([]);
  });
});
