// Where the plugin keeps what it got, one file per provider and client.
import type { ProgramIo } from '../../program.ts';
import type { Flags } from '../kubectl/flags.ts';
import type { TokenSet } from './code-flow.ts';

export const cachePath = (io: ProgramIo, flags: Flags, key: string): string =>
  `${io.resolve(flags.text('token-cache-dir') || `${io.env.HOME ?? io.machine.home}/.kube/cache/oidc-login`)}/${key}`;

/** A file that is no cache counts as none. */
export function readCache(io: ProgramIo, path: string): TokenSet | undefined {
  try {
    const { id_token: idToken, refresh_token: refresh } = JSON.parse(io.readFile(path) ?? '') as Record<string, unknown>;
    return typeof idToken === 'string' ? { idToken, refresh: typeof refresh === 'string' ? refresh : '' } : undefined;
  } catch {
    return undefined;
  }
}
