// Name, lessons, the cluster's clock, undo and redo, theme, and the switch of the right dock.
import { ChevronDown, CircleHelp, Moon, PanelRightClose, PanelRightOpen, Redo2, RotateCcw, Sun, Undo2 } from 'lucide-react';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Logo } from '../ui/logo.tsx';
import { ClusterClock } from './cluster-clock.tsx';
import { DrawingSwitch } from './drawing-switch.tsx';

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

export function LessonMenu() {
  const ports = usePorts();
  const lessons = useSession((session) => session.lessons);
  const current = useSession((session) => session.lesson?.lesson);
  return (
    <Disclosure
      className="btn lesson-menu"
      panelClassName="lesson-panel"
      button={
        <>
          <span className="lesson-name">{current ? `${current.number} · ${current.title}` : 'Lessons'}</span>
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </>
      }
    >
      {(close) => (
        <ul className="menu-list" aria-label="Lessons">
          {lessons.map((lesson) => (
            <li key={lesson.slug}>
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
          <li className="menu-divided">
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

interface TopBarProps {
  rightOpen: boolean;
  onRight(): void;
  onHelp(): void;
}

export function TopBar({ rightOpen, onRight, onHelp }: TopBarProps) {
  const ports = usePorts();
  return (
    <header className="top">
      <button type="button" className="brand" onClick={ports.openStart}>
        <Logo />
        <span>Gatehouse</span>
      </button>
      <i className="rule" />
      <LessonMenu />
      <span className="space" />
      <DrawingSwitch />
      <span className="space" />
      <EditButtons />
      <i className="rule" />
      <ClusterClock />
      <i className="rule" />
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
