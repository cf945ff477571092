import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = {
  id: 'Tokens',
  place: 50,
  Panel: lazy(() => import('./tokens-panel.tsx')),
  flag: ({ tokens }) => (tokens.edited ? 'edited since it was signed' : undefined),
} satisfies WorkbenchTab;
