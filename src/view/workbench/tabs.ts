// The tabs of the row: every folder here that has a tab.ts.
import type { WorkbenchTab } from './tab.ts';

const found = import.meta.glob<WorkbenchTab>('./*/tab.ts', { eager: true, import: 'tab' });

export const WORKBENCH_TABS: readonly WorkbenchTab[] = Object.values(found).sort((a, b) => a.place - b.place);
