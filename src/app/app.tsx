// What stands on the screen: the start page or the lab. Of the lab only what chooses its layout is here, so that the layout comes in one round trip.
import { lazy, Suspense, useEffect } from 'react';
import type { Ports } from '../ports/ports.ts';
import { Lab } from '../view/lab.tsx';
import { PortsProvider, useSession } from '../view/ports-context.tsx';
import { ErrorBoundary } from '../view/ui/error-boundary.tsx';

const StartPage = lazy(async () => ({ default: (await import('../view/start/start-page.tsx')).StartPage }));

export function App({ ports, onReady }: { ports: Ports; onReady: () => void }) {
  return (
    <PortsProvider ports={ports}>
      <ErrorBoundary part="The page" onDownload={ports.downloadTrace}>
        <Suspense fallback={null}>
          <Page />
          <Ready onReady={onReady} />
        </Suspense>
      </ErrorBoundary>
    </PortsProvider>
  );
}

function Page() {
  const page = useSession((s) => s.page);
  return page === 'start' ? <StartPage /> : <Lab />;
}

/** Mounted together with the page, hence once it takes input. */
function Ready({ onReady }: { onReady: () => void }) {
  useEffect(onReady, [onReady]);
  return null;
}
