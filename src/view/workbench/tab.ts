// What the workbench knows of a tab: each tab's folder exports one of these, as `tab` in its tab.ts.
import type { ComponentType } from 'react';
import type { Session } from '../../ports/ports.ts';
import type { Tab } from '../../ports/tabs.ts';

export interface WorkbenchTab {
  /** Its name in the row, and in what the session remembers. */
  id: Tab;
  /** The row is ordered by it. In tens, so that one fits between. */
  place: number;
  /** Loaded when the tab is first opened. */
  Panel: ComponentType;
  /** Said after the name and shown as a dot, while there is something to say: "has errors". */
  flag?(session: Session): string | undefined;
}
