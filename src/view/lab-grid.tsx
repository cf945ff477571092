// The lab: lesson on the left, stage and transport in the middle, inspector on the right, workbench below.
import { PanelLeftOpen } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { keysAreOn, rememberKeys, useKeys } from './controls/keys.ts';
import { Notices } from './controls/notices.tsx';
import { INSPECTOR_SWITCH, TopBar } from './controls/top-bar.tsx';
import { Transport } from './controls/transport.tsx';
import { RAIL, RIGHT_MAX, RIGHT_MIN, TAB_ROW, useDocks, WORKBENCH_MIN } from './docks.ts';
import { Drawing } from './drawing.tsx';
import Inspector from './inspector/inspector.tsx';
import { usePorts, useReveal, useSession } from './ports-context.tsx';
import { Stage } from './stage/stage.tsx';
import { Button } from './ui/button.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { Splitter } from './ui/splitter.tsx';
import { useLater } from './ui/use-later.ts';
import Workbench from './workbench/workbench.tsx';

const LessonDock = lazy(() => import('./lesson/lesson-dock.tsx').then((module) => ({ default: module.LessonDock })));
const HelpDialog = lazy(() => import('./controls/help-dialog.tsx'));

const DOCK_BODY = 'flex h-full min-h-0 flex-col overflow-auto';

export default function LabGrid() {
  const later = useLater();
  const { downloadTrace } = usePorts();
  const lesson = useSession((session) => session.lesson);
  const editing = useSession((session) => session.tab !== 'Terminal');
  const { left, right, workbench, drawer, choose } = useDocks(lesson !== undefined, editing);
  const [help, setHelp] = useState(false);
  const [keysOn, setKeysOn] = useState(keysAreOn);
  const toggleLeft = (): void => choose({ left: !left.open, ...(drawer && !left.open ? { right: false } : {}) });
  const toggleRight = (): void => choose({ right: !right.open });
  // Who asks for a line of the workbench wants to see it.
  const { request } = useReveal();
  // biome-ignore lint/correctness/useExhaustiveDependencies: every request counts, and nothing else
  useEffect(() => {
    if (request && workbench.folded) choose({ folded: false });
  }, [request]);
  useKeys(keysOn, { toggleLeft, toggleRight, help: () => setHelp(true) });

  const leftWidth = lesson ? (left.open ? left.width : RAIL) : 0;
  const rightWidth = right.open ? right.width : 0;
  return (
    <div className="flex h-dvh min-h-105 flex-col overflow-hidden bg-surface">
      <TopBar rightOpen={right.open} onRight={toggleRight} onHelp={() => setHelp(true)} />
      <Notices />
      <main
        className="relative grid min-h-0 flex-1"
        style={{
          gridTemplateColumns: `${leftWidth}px minmax(0, 1fr) ${rightWidth}px`,
          gridTemplateRows: `minmax(0, 1fr) auto auto ${workbench.folded ? TAB_ROW : workbench.height}px`,
        }}
      >
        {lesson ? (
          <LeftDock
            open={left.open}
            onToggle={toggleLeft}
            title={`Lesson ${lesson.lesson.number} · step ${lesson.step + 1} of ${lesson.lesson.steps.length}`}
          />
        ) : (
          <h1 className="sr">Gatehouse lab</h1>
        )}
        <div className="col-start-2 row-start-1 min-h-0 min-w-0">
          <ErrorBoundary part="The stage" onDownload={downloadTrace}>
            <Drawing>
              <Stage />
            </Drawing>
          </ErrorBoundary>
        </div>
        <div className="col-start-2 row-start-2 min-w-0">
          <Transport />
        </div>
        {right.open && (
          <aside
            className="relative col-start-3 row-span-full min-h-0 min-w-0 bg-surface [&>[role=separator]]:absolute [&>[role=separator]]:inset-y-0 [&>[role=separator]]:left-0"
            id="inspector"
            aria-label="Inspector"
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || event.defaultPrevented) return;
              toggleRight();
              document.getElementById(INSPECTOR_SWITCH)?.focus();
            }}
          >
            <Splitter
              label="Width of the inspector"
              orientation="vertical"
              reversed
              controls="inspector"
              value={right.width}
              min={RIGHT_MIN}
              max={RIGHT_MAX}
              onChange={(rightWidth) => choose({ rightWidth })}
            />
            <div className={`${DOCK_BODY} pl-px`}>
              <ErrorBoundary part="The inspector" onDownload={downloadTrace}>
                <Suspense fallback={null}>{later && <Inspector />}</Suspense>
              </ErrorBoundary>
            </div>
          </aside>
        )}
        <div className="col-start-2 row-start-3 min-w-0 *:-mt-px [&>*:not(:hover,:active,:focus-visible)]:bg-transparent">
          {!workbench.folded && (
            <Splitter
              label="Height of the workbench"
              orientation="horizontal"
              reversed
              controls="workbench"
              value={workbench.height}
              min={WORKBENCH_MIN}
              max={workbench.max}
              onChange={(height) => choose({ height, tall: false })}
            />
          )}
        </div>
        <div className="col-start-2 row-start-4 flex min-h-0 min-w-0 flex-col overflow-hidden *:min-h-0 *:flex-1" id="workbench">
          <ErrorBoundary part="The workbench" onDownload={downloadTrace}>
            <Suspense fallback={null}>
              {later && (
                <Workbench folded={workbench.folded} onFold={(folded) => choose({ folded })} tall={workbench.tall} onTall={(tall) => choose({ tall })} />
              )}
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
      {help && (
        <Suspense fallback={null}>
          <HelpDialog
            keysOn={keysOn}
            onKeys={(on) => {
              setKeysOn(on);
              rememberKeys(on);
            }}
            onClose={() => setHelp(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

function LeftDock({ open, onToggle, title }: { open: boolean; onToggle(): void; title: string }) {
  const { downloadTrace } = usePorts();
  if (!open) {
    return (
      <aside
        className="rail relative col-start-1 row-span-full flex min-h-0 min-w-0 flex-col items-center gap-2.5 border-r border-line bg-surface pt-2.5"
        aria-label="Lesson, collapsed"
        data-heir=".rail button"
      >
        <Button look="icon" aria-label="Open lesson" onClick={onToggle}>
          <PanelLeftOpen size={17} strokeWidth={1.75} aria-hidden />
        </Button>
        <span className="text-13 leading-none font-ui text-ink-2 [writing-mode:vertical-rl]">{title}</span>
      </aside>
    );
  }
  return (
    <aside className="relative col-start-1 row-span-full min-h-0 min-w-0 border-r border-line bg-surface" aria-label="Lesson" data-heir=".lesson-kicker button">
      <div className={DOCK_BODY}>
        <ErrorBoundary part="The lesson" onDownload={downloadTrace}>
          <Suspense fallback={null}>
            <LessonDock onFold={onToggle} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </aside>
  );
}
