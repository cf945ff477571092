import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = { id: 'Log', place: 70, Panel: lazy(() => import('./log-panel.tsx')) } satisfies WorkbenchTab;
