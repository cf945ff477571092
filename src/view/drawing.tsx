// The selected run as it was chosen to be drawn: the building (`children`), its messages between the parties, or the same on the clock.
import { lazy, type ReactNode, Suspense } from 'react';
import { useSession } from './ports-context.tsx';

const OTHERS = { Sequence: lazy(() => import('./sequence/sequence.tsx')), Waterfall: lazy(() => import('./waterfall/waterfall.tsx')) };

export function Drawing({ children }: { children: ReactNode }) {
  const drawing = useSession((session) => session.drawing);
  if (drawing === 'Map') return children;
  const Other = OTHERS[drawing];
  return (
    <Suspense fallback={null}>
      <Other />
    </Suspense>
  );
}
