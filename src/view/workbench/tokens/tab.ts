import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tokensTab = {
  id: 'Tokens',
  Panel: lazy(() => import('./tokens-panel.tsx')),
  flag: ({ tokens }) => (tokens.edited ? 'edited since it was signed' : undefined),
} as const satisfies WorkbenchTab;
