// The lab in the layout that fits: the full one, one gate at a time, or the phone's. Each is a file of its own.
import { lazy, Suspense, useEffect } from 'react';
import { useLayout } from './layout.ts';
import { useSession } from './ports-context.tsx';
import { MotionProvider } from './stage/tempo.tsx';
import { keepFocus } from './ui/keep-focus.ts';

const LAYOUTS = {
  lab: lazy(() => import('./lab-grid.tsx')),
  focus: lazy(() => import('./focus/focus.tsx')),
  phone: lazy(() => import('./phone/phone.tsx')),
};

const LoginWindow = lazy(() => import('./login/login-window.tsx'));

export function Lab() {
  const login = useSession((session) => session.login !== undefined);
  const theme = useSession((session) => session.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(keepFocus, []);
  const Layout = LAYOUTS[useLayout()];
  return (
    <MotionProvider>
      <Layout />
      <Suspense fallback={null}>{login && <LoginWindow />}</Suspense>
    </MotionProvider>
  );
}
