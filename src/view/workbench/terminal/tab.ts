import Terminal from '../../terminal/terminal.tsx';
import type { WorkbenchTab } from '../tab.ts';

/** Open from the beginning, so it is not loaded apart. */
export const terminalTab = { id: 'Terminal', Panel: Terminal } as const satisfies WorkbenchTab;
