import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const tab = { id: 'Certificates', place: 100, Panel: lazy(() => import('./certificates-panel.tsx')) } satisfies WorkbenchTab;
