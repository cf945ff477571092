import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = { id: 'Objects', place: 60, Panel: lazy(() => import('./objects-panel.tsx')) } satisfies WorkbenchTab;
