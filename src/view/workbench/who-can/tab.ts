import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const whoCanTab = { id: 'Who can', Panel: lazy(() => import('./who-can-panel.tsx')) } as const satisfies WorkbenchTab;
