import { expect, it } from 'vitest';
import { loadLesson, titles } from '../../lessons/titles.ts';
import { WORKBENCH_TABS } from '../../view/workbench/tabs.ts';
import { SESSION_TABS } from './tabs.ts';

const lessons = await Promise.all(titles.map(({ slug }) => loadLesson(slug)));
const opened = lessons.flatMap(({ slug, steps }) => steps.flatMap(({ tab }, i) => (tab ? [[slug, i, tab] as const] : [])));

it('looks at lessons that open a tab', () => expect(opened.length).toBeGreaterThan(3));

it.each(opened)('%s, step %i opens a tab that the workbench has: %s', (_slug, _step, tab) =>
  expect(WORKBENCH_TABS.map(({ id }) => id as string)).toContain(tab),
);

it('finds in the workbench each tab that the session knows, and no other', () =>
  expect(WORKBENCH_TABS.map(({ id }) => id).toSorted()).toEqual(SESSION_TABS.toSorted()));
