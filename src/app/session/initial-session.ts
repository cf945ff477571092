// The page before anything is known of the world.
import type { LessonTitle } from '../../lessons/lesson.ts';
import type { Session } from '../../ports/ports.ts';
import type { Environment } from './environment.ts';
import { initialTabs } from './tabs.ts';

export function initialSession(environment: Environment, titles: readonly LessonTitle[]): Session {
  return {
    ...initialTabs(environment),
    engine: 'loading',
    page: 'start',
    layout: 'lab',
    embed: false,
    theme: 'light',
    clock: '2026-05-18T10:02:11Z',
    moments: { refresh: undefined, expiry: undefined },
    passing: undefined,
    login: undefined,
    // Counted as they stand in the list, so that a lesson that is not there yet leaves no gap.
    lessons: titles.map((title, i) => ({ ...title, number: i + 1 })),
    lesson: undefined,
    fits: {},
    tab: 'Terminal',
    drawing: 'Map',
    canUndo: undefined,
    canRedo: undefined,
    notices: [],
    suggestions: [],
  };
}
