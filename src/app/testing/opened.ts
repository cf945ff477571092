// A headless session with the few words that the tests of the session share.
import { type Headless, type HeadlessOptions, headless } from './headless.ts';

export const CURL = 'curl -sS --cacert ~/.minikube/ca.crt';
export const NAMESPACES = 'https://192.168.49.2:8443/api/v1/namespaces';
/** Prints only the status. */
export const as = (token: string): string => `${CURL} -o /dev/null -w '%{http_code}\\n' -H "Authorization: Bearer ${token}" ${NAMESPACES}`;
export const BIND = 'kubectl create clusterrolebinding admin --clusterrole=cluster-admin --user=arthur';

export async function opened(options?: HeadlessOptions) {
  const session = headless(options);
  await session.idle();
  const get = session.ports.session.getState;
  const type = async (line: string): Promise<string> => {
    session.ports.run(line, 'typed');
    await session.idle();
    return out(session);
  };
  const restart = async (): Promise<void> => {
    session.ports.restartServer();
    await session.idle();
  };
  return { ...session, get, type, restart };
}

/** What the last command printed. */
export function out({ ports }: Pick<Headless, 'ports'>): string {
  const last = ports.session.getState().terminal.entries.at(-1);
  return last?.output.map(({ text }) => text).join('') ?? '';
}

export const player = ({ ports }: Pick<Headless, 'ports'>) => ports.player.store.getState();
