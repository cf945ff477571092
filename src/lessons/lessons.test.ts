// Plays every lesson as a learner would who always takes the solution: no step's goal may be reached before, every one must be after.
import { describe, expect, it } from 'vitest';
import { headless } from '../app/testing/headless.ts';
import type { Lesson } from './lesson.ts';
import { loadLesson, titles } from './titles.ts';

const TIMEOUT = 120_000;

async function opened(slug: string, step = 1) {
  const session = headless({ query: `?lesson=${slug}&step=${step}` });
  await loadLesson(slug);
  await session.idle();
  const lesson = () => {
    const state = session.ports.session.getState().lesson;
    if (!state) throw new Error('no lesson is open');
    return state;
  };
  return { ...session, lesson };
}

describe.each(titles.map(({ slug }) => slug))('%s', (slug) => {
  it('reaches each goal by its own solution, and none before', { timeout: TIMEOUT }, async () => {
    const { ports, perform, idle, lesson } = await opened(slug);
    const { steps } = lesson().lesson;
    for (const [i, step] of steps.entries()) {
      ports.lessonStep(i);
      await idle();
      expect([i, lesson().done[i]]).toEqual([i, false]);
      for (const [n, action] of step.solution.entries()) {
        await perform(action);
        ports.player.last();
        await idle();
        if (n < step.solution.length - 1) expect([i, n, lesson().done[i]]).toEqual([i, n, false]);
      }
      expect(ports.session.getState().notices.filter(({ severity }) => severity === 'warning')).toEqual([]);
      expect([i, lesson().done[i]]).toEqual([i, true]);
    }
  });

  it('can be entered at its last step, and finished from there', { timeout: TIMEOUT }, async () => {
    const { steps } = await loadLesson(slug);
    const { ports, perform, idle, lesson } = await opened(slug, steps.length);
    expect(lesson().step).toBe(steps.length - 1);
    expect(ports.session.getState().terminal.entries).toEqual([]);
    for (const action of steps.at(-1)?.solution ?? []) {
      await perform(action);
      ports.player.last();
      await idle();
    }
    expect(lesson().done.at(-1)).toBe(true);
  });
});

describe('every lesson', async () => {
  const lessons: Lesson[] = await Promise.all(titles.map(({ slug }) => loadLesson(slug)));

  it('says of itself what the list says of it', () => {
    expect(lessons.map(({ number, slug, title, minutes, part }) => ({ number, slug, title, minutes, part }))).toEqual(titles);
  });

  it('asks for one prediction, with one right answer among two to four, and a reason behind each', () => {
    for (const { slug, steps } of lessons) {
      const predictions = steps.flatMap(({ prediction }) => (prediction ? [prediction] : []));
      expect([slug, predictions.length]).toEqual([slug, 1]);
      for (const { choices, gate } of predictions) {
        expect(['tls', 'authentication', 'authorization']).toContain(gate);
        expect(choices.length).toBeGreaterThanOrEqual(2);
        expect(choices.length).toBeLessThanOrEqual(4);
        expect(choices.filter(({ right }) => right)).toHaveLength(1);
        for (const { because } of choices) expect(because.length).toBeGreaterThan(40);
      }
    }
  });

  it('ends every step with a goal, a hint, a solution and a word on what it means', () => {
    for (const { slug, steps } of lessons)
      for (const { title, goal, hints, solution, done } of steps) {
        expect([slug, title, goal?.length ?? 0, hints?.length ?? 0, solution.length, done === undefined]).not.toEqual(expect.arrayContaining([0]));
        expect(done).toBeTruthy();
      }
  });

  it('never says simply, never shouts, and closes its backquotes', () => {
    const texts = lessons.flatMap(({ idea, steps }) => [
      idea,
      ...steps.flatMap(({ title, text, done, hints, prediction }) => [
        title,
        ...text,
        done ?? '',
        ...(hints ?? []),
        ...(prediction?.choices.map(({ because }) => because) ?? []),
      ]),
    ]);
    for (const text of texts) {
      expect(text).not.toMatch(/\b(simply|just|easy|obviously|great|well done|oops)\b|!/i);
      expect([text, (text.match(/`/g)?.length ?? 0) % 2]).toEqual([text, 0]);
    }
  });
});
