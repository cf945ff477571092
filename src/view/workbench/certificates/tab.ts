import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const certificatesTab = { id: 'Certificates', Panel: lazy(() => import('./certificates-panel.tsx')) } as const satisfies WorkbenchTab;
