import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import { Tabs } from '../ui/tabs.tsx';
import { useLater } from '../ui/use-later.ts';
import { PanelBoundary } from '../workbench/panel-boundary.tsx';
import { decisiveTab, INSPECTOR_TABS, type InspectorTab } from './decisive-tab.ts';
import { type Picture, usePicture } from './use-picture.ts';

// What the tabs show is fetched with the first request: before it there is nothing to show.
const TabView = lazy(() => import('./tab-view.tsx'));

/** What there will be to see, before anything was sent. */
const NOTHING_YET: Record<InspectorTab, string> = {
  Request: 'what goes out.',
  Identity: 'who the server thinks you are.',
  Decision: 'what the server lets you do, and why.',
  Token: 'what its token or certificate says.',
  Response: 'what comes home.',
};

const ITEMS = INSPECTOR_TABS.map((id) => ({ id, label: id }));

/** Evidence beside the claim: the selected request as far as the playhead has come. */
export default function Inspector() {
  const picture = usePicture();
  const [selected, setSelected] = useDecisiveTab(picture);
  const id = useId();
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <Tabs label="Inspector" dense items={ITEMS} selected={selected} idPrefix={id} onSelect={setSelected} />
      <div
        className="min-h-0 flex-1 overflow-auto px-4.5 pt-4.5 pb-6 text-13 focus-visible:rounded-none focus-visible:-outline-offset-2"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${INSPECTOR_TABS.indexOf(selected)}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
      >
        {picture ? (
          // Outside the boundary's key: another tab or run comes up at once.
          <Later>
            <PanelBoundary name="The inspector" key={`${picture.run.id} ${selected}`}>
              <TabView tab={selected} picture={picture} />
            </PanelBoundary>
          </Later>
        ) : (
          <p className="text-14 leading-5.5 text-ink-2">Send a request to see {NOTHING_YET[selected]}</p>
        )}
      </div>
    </div>
  );
}

function Later({ children }: { children: ReactNode }) {
  const later = useLater();
  return <Suspense fallback={null}>{later && children}</Suspense>;
}

/**
 * When a new request has ended, the tab of the gate that decided it comes up. What somebody chose while that request was selected stays,
 * and so does any earlier choice unless a gate refused.
 */
function useDecisiveTab(picture: Picture | undefined): [InspectorTab, (tab: InspectorTab) => void] {
  const [selected, setSelected] = useState<InspectorTab>('Identity');
  const ended = useRef<string | undefined>(undefined);
  const chosen = useRef<{ run: string | undefined } | undefined>(undefined);
  const run = picture?.run;
  const done = picture !== undefined && picture.step === picture.count;
  useEffect(() => {
    if (!run || !done || ended.current === run.id) return;
    ended.current = run.id;
    if (chosen.current?.run === run.id) return;
    const { tab, refused } = decisiveTab(run.trace);
    if (!chosen.current || refused) setSelected(tab);
  }, [run, done]);
  return [
    selected,
    (tab) => {
      chosen.current = { run: run?.id };
      setSelected(tab);
    },
  ];
}
