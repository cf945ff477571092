// The view's door: give it ports, get the page. Each layout is a file of its own, fetched when it is needed.
import { lazy, Suspense, useEffect } from 'react';
import { useLayout } from './layout.ts';
import type { Ports } from './ports.ts';
import { PortsProvider, usePorts, useSession } from './ports-context.tsx';
import { MotionProvider } from './stage/tempo.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import './theme/app.css';
import './ui/ui.css';

const StartPage = lazy(() => import('./start/start-page.tsx').then((module) => ({ default: module.StartPage })));
const loadLab = () => import('./lab.tsx');
const LAYOUTS = {
  lab: lazy(loadLab),
  focus: lazy(() => import('./focus/focus.tsx')),
  phone: lazy(() => import('./phone/phone.tsx')),
};

export function Gatehouse({ ports }: { ports: Ports }) {
  return (
    <PortsProvider ports={ports}>
      <MotionProvider>
        <Page />
      </MotionProvider>
    </PortsProvider>
  );
}

function Page() {
  const { downloadTrace } = usePorts();
  const page = useSession((session) => session.page);
  const embed = useSession((session) => session.embed);
  const theme = useSession((session) => session.theme);
  const layout = useLayout();
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const Layout = LAYOUTS[layout];
  return (
    <ErrorBoundary part="The page" onDownload={downloadTrace}>
      <Suspense fallback={<div className="page-empty" />}>{page === 'start' && !embed ? <StartPage /> : <Layout />}</Suspense>
    </ErrorBoundary>
  );
}
