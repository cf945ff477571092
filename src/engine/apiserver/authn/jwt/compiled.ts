// Models staging/src/k8s.io/apiserver/pkg/authentication/cel: the expressions of one JWT authenticator, compiled against `claims` and `user`.
// Left out: costs and their limit.
import type { CelCompiled, CelEnvironment, CelProgram } from '../../../cel/cel.ts';

export const USER_FIELDS = { username: 'string', uid: 'string', groups: 'list<string>', extra: 'map<string, list<string>>' } as const;

/** Compilers of both environments; made only when an expression turns up. */
export interface Compilers {
  claims: CelEnvironment;
  user: CelEnvironment;
}

export async function loadCompilers(): Promise<Compilers> {
  const { celEnvironment } = await import('../../../cel/cel.ts');
  return { claims: await celEnvironment([{ name: 'claims' }]), user: await celEnvironment([{ name: 'user', fields: USER_FIELDS }]) };
}

export interface Rule {
  program: CelProgram;
  message: string;
}

/** The programs of one authenticator; a member is absent where a claim (or nothing) is configured. */
export interface Compiled {
  username?: CelProgram;
  groups?: CelProgram;
  uid?: CelProgram;
  extra: { key: string; program: CelProgram }[];
  claimRules: Rule[];
  userRules: Rule[];
}

/** What stands after the path in a validation error; undefined when it compiled (to bool, where that is wanted). */
export function compileFault(compiled: CelCompiled, quoted: string, wantBool: boolean): string | undefined {
  if (!compiled.ok) return `Invalid value: ${quoted}: compilation failed: ${compiled.error}`;
  return wantBool && compiled.program.type !== 'bool' ? `Invalid value: ${quoted}: must evaluate to bool` : undefined;
}
