// Name, lessons, the cluster's clock, undo and redo, theme, and the switch of the right dock.
import { ChevronDown, CircleHelp, Moon, PanelRightClose, PanelRightOpen, Redo2, RotateCcw, Sun, Undo2 } from 'lucide-react';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Logo } from '../ui/logo.tsx';
import { ClusterClock } from './cluster-clock.tsx';
import { DrawingSwitch } from './drawing-switch.tsx';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** All lessons at once where there is room for two columns; else a row is cut in half, and the last one stays in sight. */
const PANEL = 'w-145 max-h-[80vh] pb-0 max-lg:w-75 max-lg:max-h-[calc(round(down,66vh,--spacing(11))+--spacing(20.5))]';

export function LessonMenu({ className = '', panelClassName = '' }: { className?: string; panelClassName?: string }) {
  const ports = usePorts();
  const lessons = useSession((session) => session.lessons);
  const current = useSession((session) => session.lesson?.lesson);
  return (
    <Disclosure
      className={`btn max-w-full text-ink ${className}`}
      panelClassName={`${PANEL} ${panelClassName}`}
      button={
        <>
          <span className="min-w-0 truncate">{current ? `${current.number} · ${current.title}` : 'Lessons'}</span>
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </>
      }
    >
      {(close) => (
        <ul className="menu-list columns-2 max-lg:columns-1" aria-label="Lessons">
          {lessons.map((lesson) => (
            <li key={lesson.slug} className="break-inside-avoid">
              <button
                type="button"
                className="menu-item"
                aria-current={lesson.slug === current?.slug}
                onClick={() => {
                  ports.openLesson(lesson.slug);
                  close();
                }}
              >
                <small className="mono">{lesson.number}</small>
                <span>{lesson.title}</span>
                <small>{lesson.minutes} min</small>
              </button>
            </li>
          ))}
          <li className="sticky bottom-0 mt-1 border-t border-line bg-surface pt-1 pb-1.5 [column-span:all]">
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                ports.openStart();
                close();
              }}
            >
              <span />
              <span>All lessons</span>
            </button>
          </li>
        </ul>
      )}
    </Disclosure>
  );
}

export function ThemeButton() {
  const ports = usePorts();
  const theme = useSession((session) => session.theme);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <Button look="icon" aria-label={`Use ${other} theme`} onClick={() => ports.setTheme(other)}>
      {theme === 'dark' ? <Sun {...ICON} /> : <Moon {...ICON} />}
    </Button>
  );
}

export function EditButtons() {
  const ports = usePorts();
  const canUndo = useSession((session) => session.canUndo);
  const canRedo = useSession((session) => session.canRedo);
  return (
    <>
      {/* Not disabled: that would drop the focus of whoever took the last edit back. */}
      <Button look="icon" aria-label="Undo" title={canUndo ? `Undo: ${canUndo}` : 'Nothing to undo'} aria-disabled={canUndo === undefined} onClick={ports.undo}>
        <Undo2 {...ICON} />
      </Button>
      <Button look="icon" aria-label="Redo" title={canRedo ? `Redo: ${canRedo}` : 'Nothing to redo'} aria-disabled={canRedo === undefined} onClick={ports.redo}>
        <Redo2 {...ICON} />
      </Button>
      <Button look="plain" title="Back to how it began; can be undone" onClick={ports.reset}>
        <RotateCcw size={15} strokeWidth={1.75} aria-hidden />
        Reset
      </Button>
    </>
  );
}

/** Who leaves the inspector stands at its switch. */
export const INSPECTOR_SWITCH = 'inspector-switch';

const Rule = () => <i className="mx-0.5 h-5 w-px flex-none bg-line" />;

interface TopBarProps {
  rightOpen: boolean;
  onRight(): void;
  onHelp(): void;
}

export function TopBar({ rightOpen, onRight, onHelp }: TopBarProps) {
  const ports = usePorts();
  return (
    <header className="flex h-12 flex-none items-center gap-2 border-b border-line bg-surface pr-3 pl-4 max-bar:gap-1 max-bar:px-2 [&>.disclosure]:min-w-10">
      <button type="button" className="flex min-h-7 items-center gap-2 font-display text-15 leading-none font-strong tracking-snug" onClick={ports.openStart}>
        <Logo />
        <span className="max-xl:sr-only">Gatehouse</span>
      </button>
      <Rule />
      <LessonMenu />
      <span className="flex-1" />
      <DrawingSwitch />
      <span className="flex-1" />
      <EditButtons />
      <Rule />
      <ClusterClock />
      <Rule />
      <ThemeButton />
      <Button look="icon" aria-label="Keyboard help" onClick={onHelp}>
        <CircleHelp {...ICON} />
      </Button>
      <Button look="icon" id={INSPECTOR_SWITCH} aria-label={rightOpen ? 'Collapse inspector' : 'Open inspector'} aria-expanded={rightOpen} onClick={onRight}>
        {rightOpen ? <PanelRightClose {...ICON} /> : <PanelRightOpen {...ICON} />}
      </Button>
    </header>
  );
}
