import Terminal from '../../terminal/terminal.tsx';
import type { WorkbenchTab } from '../tab.ts';

/** Open from the beginning, so it is not loaded apart. */
export const tab = { id: 'Terminal', place: 10, Panel: Terminal } satisfies WorkbenchTab;
