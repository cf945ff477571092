import { Maximize2, Minimize2, PanelBottomClose, PanelBottomOpen } from 'lucide-react';
import { Suspense, useEffect, useId, useState } from 'react';
import type { Session } from '../../ports/ports.ts';
import type { Tab } from '../../ports/tabs.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { type TabItem, Tabs } from '../ui/tabs.tsx';
import { PanelBoundary } from './panel-boundary.tsx';
import { Quiet } from './pieces.tsx';
import { WORKBENCH_TABS } from './tabs.ts';

export interface WorkbenchProps {
  /** Only the row of tabs is shown. Without it the workbench folds by itself. */
  folded?: boolean;
  onFold?: (folded: boolean) => void;
  tall?: boolean;
  /** Without it the workbench is as tall as it can be. */
  onTall?: (tall: boolean) => void;
}

/** The learner's hands: terminal, files, bindings, flags, tokens, objects. */
export default function Workbench({ folded: given, onFold, tall = false, onTall }: WorkbenchProps) {
  const ports = usePorts();
  const selected = useSession((s) => s.tab);
  const [own, setOwn] = useState(false);
  const folded = given ?? own;
  const fold = (value: boolean): void => {
    setOwn(value);
    onFold?.(value);
  };
  const id = useId();
  const items = useItems();
  const [visited, setVisited] = useState<readonly Tab[]>(['Terminal', selected]);
  useEffect(() => {
    setVisited((before) => (before.includes(selected) ? before : [...before, selected]));
  }, [selected]);

  return (
    <section
      className="wb @container/workbench flex h-full min-h-0 flex-col bg-surface [--editor-line:--spacing(5)]"
      aria-label="Workbench"
      data-folded={folded || undefined}
      data-heir=".wb [role=tab][aria-selected=true]"
    >
      <Tabs
        label="Workbench"
        items={items}
        selected={selected}
        idPrefix={id}
        onSelect={(tab) => {
          ports.selectTab(tab);
          if (folded) fold(false);
        }}
      >
        {onTall && !folded && (
          <Button look="icon" className="ml-auto self-center" aria-label="Taller workbench" aria-pressed={tall} onClick={() => onTall(!tall)}>
            {tall ? <Minimize2 size={15} strokeWidth={1.75} aria-hidden /> : <Maximize2 size={15} strokeWidth={1.75} aria-hidden />}
          </Button>
        )}
        {(given === undefined || onFold) && (
          <Button
            look="icon"
            className={`self-center ${onTall && !folded ? '' : 'ml-auto'}`}
            aria-label={folded ? 'Expand workbench' : 'Collapse workbench'}
            aria-expanded={!folded}
            onClick={() => fold(!folded)}
          >
            {folded ? <PanelBottomOpen size={16} strokeWidth={1.75} aria-hidden /> : <PanelBottomClose size={16} strokeWidth={1.75} aria-hidden />}
          </Button>
        )}
      </Tabs>
      {/* Once opened, a panel stays: its editor keeps its cursor and its own undo. */}
      {WORKBENCH_TABS.map(({ id: tab, Panel }, at) => {
        if (tab !== selected && !visited.includes(tab)) return null;
        const open = tab === selected && !folded;
        return (
          <div
            key={tab}
            className="wb-panel flex min-h-0 flex-1 flex-col"
            role="tabpanel"
            id={tab === selected ? `${id}-panel` : undefined}
            aria-labelledby={`${id}-tab-${at}`}
            hidden={!open}
          >
            <PanelBoundary name={tab}>
              <Suspense fallback={<Quiet>Opening {tab}…</Quiet>}>
                <Panel />
              </Suspense>
            </PanelBoundary>
          </div>
        );
      })}
    </section>
  );
}

function useItems(): TabItem<Tab>[] {
  const flags = useSession(flagsOf);
  return WORKBENCH_TABS.map(({ id }, i) => ({ id, label: id, flag: flags.split('\n')[i] || undefined }));
}

/** One line a tab, so that the row is drawn anew only when one of them says something else. */
const flagsOf = (session: Session): string => WORKBENCH_TABS.map((tab) => tab.flag?.(session) ?? '').join('\n');
