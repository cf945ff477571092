import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const objectsTab = { id: 'Objects', Panel: lazy(() => import('./objects-panel.tsx')) } as const satisfies WorkbenchTab;
