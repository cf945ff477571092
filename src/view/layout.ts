// Which layout fits: by width, and embeds always get the focus layout.
import { useSyncExternalStore } from 'react';
import type { Layout } from '../ports/page.ts';
import { useSession } from './ports-context.tsx';

export interface Viewport {
  width: number;
  height: number;
}

let seen: Viewport | undefined;

/** The same object until the window changed. */
function viewport(): Viewport {
  if (!seen || seen.width !== innerWidth || seen.height !== innerHeight) seen = { width: innerWidth, height: innerHeight };
  return seen;
}

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

export const useViewport = (): Viewport => useSyncExternalStore(subscribe, viewport);

export const layoutFor = (width: number, embed: boolean): Layout => (embed ? 'focus' : width < 640 ? 'phone' : width < 960 ? 'focus' : 'lab');

/** Reads only the class of the width, so that dragging a window edge does not draw the page anew. */
export function useLayout(): Layout {
  const embed = useSession((session) => session.embed);
  return useSyncExternalStore(subscribe, () => layoutFor(innerWidth, embed));
}
