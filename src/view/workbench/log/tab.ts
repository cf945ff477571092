import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const logTab = { id: 'Log', Panel: lazy(() => import('./log-panel.tsx')) } as const satisfies WorkbenchTab;
