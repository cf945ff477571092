// The page before anything is known of the world.
import type { LessonTitle } from '../../lessons/lesson.ts';
import type { Session } from '../../ports/ports.ts';
import type { Environment } from './environment.ts';

export function initialSession(environment: Environment, titles: readonly LessonTitle[]): Session {
  const part = { text: '', value: undefined, error: undefined };
  return {
    engine: 'loading',
    page: 'start',
    layout: 'lab',
    embed: false,
    theme: 'light',
    clock: '2026-05-18T10:02:11Z',
    moments: { refresh: undefined, expiry: undefined },
    passing: undefined,
    server: { status: 'running', doing: undefined, startedAt: '2026-05-18T10:02:11Z', failure: undefined, log: [] },
    terminal: { entries: [], prompt: 'learner@laptop:~$ ', busy: false, history: [], draft: undefined },
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
    audit: { path: '/etc/kubernetes/audit-policy.yaml', text: undefined, on: false, stale: false },
    rbac: { text: '', diagnostics: [], status: 'in-force' },
    flags: { rows: [], commandLine: '', stale: false },
    tokens: {
      known: [],
      selected: undefined,
      token: '',
      header: part,
      payload: part,
      signature: { bytes: 0, fits: undefined, by: undefined },
      keys: [],
      key: '',
      error: undefined,
      edited: false,
      cryptoMissing: !environment.hasCrypto,
    },
    objects: { kinds: [], kind: undefined, columns: [], rows: [], selected: undefined, yaml: undefined, volumes: undefined },
    parties: { kinds: [], list: [], selected: undefined, text: '', diagnostics: [] },
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
