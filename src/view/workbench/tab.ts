// What the workbench knows of a tab: each tab's folder exports one of these.
import type { ComponentType } from 'react';
import type { Session } from '../../ports/ports.ts';
import type { Tab } from '../../ports/tabs.ts';

export interface WorkbenchTab<Id extends Tab = Tab> {
  /** Its name in the row, and in what the session remembers. */
  id: Id;
  /** Loaded when the tab is first opened. */
  Panel: ComponentType;
  /** Said after the name and shown as a dot, while there is something to say: "has errors". */
  flag?(session: Session): string | undefined;
}
