import { lazy } from 'react';
import type { WorkbenchTab } from '../tab.ts';

export const rbacTab = {
  id: 'RBAC',
  Panel: lazy(() => import('./rbac-panel.tsx')),
  flag: ({ rbac }) => (rbac.status === 'refused' ? 'refused' : undefined),
} as const satisfies WorkbenchTab;
