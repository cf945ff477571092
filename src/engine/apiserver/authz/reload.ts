// Models pkg/kubeapiserver/authorizer/reload.go: --authorization-config is read anew when it changes, and what is no good changes nothing.
// Left out: the look once a minute (a change is seen at once), the empty file that a writer leaves for a moment, metrics.
import type { FileWatch } from '../file-watch.ts';
import type { Memory } from '../webhooks/answer-cache.ts';
import type { Authorizer } from './authorizer.ts';
import type { AskedAuthorizer } from './configuration.ts';
import { readAuthorizationConfiguration } from './configuration.ts';
import type { Mode } from './modes.ts';
import type { AuthorizationChain } from './union.ts';

export interface BuiltMembers {
  readonly members: readonly Authorizer[];
  /** What their webhooks have answered. */
  readonly memories: readonly Memory[];
}

export interface Reloading {
  readonly path: string;
  readonly chain: AuthorizationChain;
  readonly first: { asked: readonly AskedAuthorizer[]; built: BuiltMembers };
  readFile(path: string): string | undefined;
  build(asked: readonly AskedAuthorizer[]): Promise<BuiltMembers | { error: string }>;
  log(text: string, severity?: 'I' | 'E'): void;
}

/** Modes whose machinery is made at the start only: a reload cannot bring them in. */
const AT_START: readonly string[] = ['Node', 'ABAC', 'RBAC'];

interface State extends BuiltMembers {
  /** The configuration read last, whether or not it could be built. */
  readonly config: string;
}

export function watchConfiguration({ path, chain, first, readFile, build, log }: Reloading): { watch: FileWatch; memory: Memory } {
  // Conditions are compiled to functions, which this leaves out; their texts stay.
  const written = (asked: readonly AskedAuthorizer[]): string => JSON.stringify(asked);
  const required: readonly Mode[] = first.asked.flatMap(({ mode }) => (mode === 'Webhook' ? [] : [mode]));
  let state: State = { config: written(first.asked), ...first.built };
  const refuse = (error: string, line: number): 'refused' => {
    log(`reload.go:${line}] "reloading authorization config" err=${JSON.stringify(error)}`);
    return 'refused';
  };

  const watch: FileWatch = async (text) => {
    if (text === undefined) {
      const missing = `open ${path}: no such file or directory`;
      refuse(missing, 216);
      log('reload.go:205] "watching authorization config file" err="no such file or directory"');
      return refuse(missing, 216);
    }
    log('reload.go:224] "found new authorization config data"', 'I');
    const read = await readAuthorizationConfiguration(text, readFile, required);
    if ('error' in read) return refuse(read.error, 229);
    const { authorizers } = read;
    const config = written(authorizers);
    if (config === state.config) return 'in-force';
    log('reload.go:237] "found new authorization config"', 'I');
    state = { ...state, config };
    const late = authorizers.find(({ mode }) => AT_START.includes(mode) && !required.includes(mode));
    if (late) return refuse(`authorizer type ${late.mode} is not allowed if it was not enabled at initial server startup`, 242);
    const built = await build(authorizers);
    if ('error' in built) return refuse(built.error, 242);
    state = { config, ...built };
    chain.replace(built.members);
    log('reload.go:252] "reloaded authz config"', 'I');
    return 'in-force';
  };

  const memory: Memory = {
    snapshot: () => ({ state, answers: state.memories.map((one) => one.snapshot()) }),
    restore(saved) {
      const { state: before, answers } = saved as { state: State; answers: readonly unknown[] };
      state = before;
      chain.replace(before.members);
      for (const [i, one] of before.memories.entries()) one.restore(answers[i]);
    },
  };
  return { watch, memory };
}
