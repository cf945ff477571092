import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = { id: 'Who can', place: 80, Panel: lazy(() => import('./who-can-panel.tsx')) } satisfies WorkbenchTab;
