// Puts the ring together in a browser: session, page, and the keys that belong to the whole of it.
import { createRoot } from 'react-dom/client';
import { loadLesson, titles } from '../lessons/titles.ts';
import type { Ports } from '../ports/ports.ts';
import { App } from './app.tsx';
import { openBackend } from './backend/open.ts';
import { browserEnvironment } from './session/environment.ts';
import { createSession } from './session/session.ts';

export function start(element: HTMLElement): void {
  const environment = browserEnvironment();
  const { ports, ready } = createSession({
    environment,
    titles,
    loadLesson,
    openBackend: (onRestored) => openBackend({ later: environment.later, onRestored }),
  });
  listenToUndo(ports);
  const onReady = (): void => {
    document.documentElement.dataset.ready = '';
    ready();
  };
  createRoot(element).render(<App ports={ports} onReady={onReady} />);
}

/** Ctrl-Z and Cmd-Z, with Shift or Y the other way; in a field they belong to the field. */
function listenToUndo(ports: Ports): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) ports.redo();
    else ports.undo();
  });
}
