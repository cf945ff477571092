// The workbench and the inspector alone, over a real session: for looking at them while the rest is built. Never part of the product.
import { createRoot } from 'react-dom/client';
import { openBackend } from '../../src/app/backend/open.ts';
import { browserEnvironment } from '../../src/app/session/environment.ts';
import { createSession } from '../../src/app/session/session.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Tab } from '../../src/ports/tabs.ts';
import Inspector from '../../src/view/inspector/inspector.tsx';
import { PortsProvider } from '../../src/view/ports-context.tsx';
import '../../src/view/theme/app.css';
import Workbench from '../../src/view/workbench/workbench.tsx';
import { fakePorts } from './fake-ports.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';

function realPorts(): Ports {
  const environment = browserEnvironment();
  const session = createSession({
    environment: { ...environment, storage: undefined },
    openBackend: (onRestored) => openBackend({ later: environment.later, onRestored }),
    titles: [],
    loadLesson: () => Promise.reject(new Error('no lessons here')),
  });
  session.ports.openLab();
  session.ready();
  return session.ports;
}

const ports = query.has('real') ? realPorts() : fakePorts(query.get('story') ?? undefined);
Object.assign(globalThis, { ports });
const tab = query.get('tab');
if (tab) ports.selectTab(tab as Tab);
const narrow = innerWidth < 700;
createRoot(document.getElementById('root') as HTMLElement).render(
  <PortsProvider ports={ports}>
    <div
      style={
        narrow
          ? { display: 'grid', gridTemplateRows: '1fr 1fr', height: '100%' }
          : { display: 'grid', gridTemplateColumns: '248px minmax(0,1fr) 332px', gridTemplateRows: '48px 656px minmax(0,1fr)', height: '100%' }
      }
    >
      <div style={narrow ? { minHeight: 0 } : { gridColumn: 2, gridRow: query.has('tall') ? '2 / 4' : '3', minHeight: 0 }}>
        <Workbench />
      </div>
      <div style={narrow ? { minHeight: 0 } : { gridColumn: 3, gridRow: '2 / 4', minHeight: 0, borderLeft: '1px solid var(--line)' }}>
        <Inspector />
      </div>
    </div>
  </PortsProvider>,
);
document.documentElement.setAttribute('data-ready', '');
