import { Maximize2, Minimize2, PanelBottomClose, PanelBottomOpen } from 'lucide-react';
import { lazy, Suspense, useEffect, useId, useState } from 'react';
import { TABS, type Tab } from '../ports.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import Terminal from '../terminal/terminal.tsx';
import { Button } from '../ui/button.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { PanelBoundary } from './panel-boundary.tsx';
import './workbench.css';

const PANELS = {
  Terminal,
  'tokens.csv': lazy(() => import('./tokens-csv/tokens-csv-panel.tsx')),
  RBAC: lazy(() => import('./rbac/rbac-panel.tsx')),
  'API server flags': lazy(() => import('./flags/flags-panel.tsx')),
  Tokens: lazy(() => import('./tokens/tokens-panel.tsx')),
  Objects: lazy(() => import('./objects/objects-panel.tsx')),
  Log: lazy(() => import('./log/log-panel.tsx')),
  'Who can': lazy(() => import('./who-can/who-can-panel.tsx')),
  Parties: lazy(() => import('./parties/parties-panel.tsx')),
  Certificates: lazy(() => import('./certificates/certificates-panel.tsx')),
} as const satisfies Record<Tab, unknown>;

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
    <section className="wb" aria-label="Workbench" data-folded={folded || undefined} data-heir=".wb [role=tab][aria-selected=true]">
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
          <Button look="icon" className="wb-tall" aria-label="Taller workbench" aria-pressed={tall} onClick={() => onTall(!tall)}>
            {tall ? <Minimize2 size={15} strokeWidth={1.75} aria-hidden /> : <Maximize2 size={15} strokeWidth={1.75} aria-hidden />}
          </Button>
        )}
        {(given === undefined || onFold) && (
          <Button
            look="icon"
            className="wb-fold"
            aria-label={folded ? 'Expand workbench' : 'Collapse workbench'}
            aria-expanded={!folded}
            onClick={() => fold(!folded)}
          >
            {folded ? <PanelBottomOpen size={16} strokeWidth={1.75} aria-hidden /> : <PanelBottomClose size={16} strokeWidth={1.75} aria-hidden />}
          </Button>
        )}
      </Tabs>
      {/* Once opened, a panel stays: its editor keeps its cursor and its own undo. */}
      {TABS.filter((tab) => tab === selected || visited.includes(tab)).map((tab) => {
        const Panel = PANELS[tab];
        const open = tab === selected && !folded;
        return (
          <div
            key={tab}
            className="wb-panel"
            role="tabpanel"
            id={tab === selected ? `${id}-panel` : undefined}
            aria-labelledby={`${id}-tab-${TABS.indexOf(tab)}`}
            hidden={!open}
          >
            <PanelBoundary name={tab}>
              <Suspense fallback={<p className="wb-wait">Opening {tab}…</p>}>
                <Panel />
              </Suspense>
            </PanelBoundary>
          </div>
        );
      })}
    </section>
  );
}

function useItems(): { id: Tab; label: string; flag?: string }[] {
  const csvStale = useSession((s) => s.tokensCsv.stale);
  const csvBroken = useSession((s) => s.tokensCsv.diagnostics.some((d) => d.severity === 'error'));
  const flagsStale = useSession((s) => s.flags.stale);
  const rbac = useSession((s) => s.rbac.status);
  const partyBroken = useSession((s) => s.parties.diagnostics.length > 0);
  const edited = useSession((s) => s.tokens.edited);
  const flags: Partial<Record<Tab, string | false>> = {
    'tokens.csv': (csvBroken && 'has errors') || (csvStale && 'changed, the API server has not read it'),
    RBAC: rbac === 'refused' && 'refused',
    'API server flags': flagsStale && 'changed, the API server runs with the old ones',
    Parties: partyBroken && 'has errors',
    Tokens: edited && 'edited since it was signed',
  };
  return TABS.map((tab) => ({ id: tab, label: tab, ...(flags[tab] ? { flag: flags[tab] } : {}) }));
}
