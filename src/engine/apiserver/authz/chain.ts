// Models pkg/kubeapiserver/authorizer/config.go: turns flags into the row of authorizers, system:masters before all of them.
// What happens when --authorization-config changes stands in reload.ts. Left out: nothing.
import type { MachineState, Verdict } from '../../../trace/event.ts';
import { aggregate } from '../../http/go-format.ts';
import type { Network } from '../../network/outbound.ts';
import type { Store } from '../../store/store.ts';
import type { FileWatch } from '../file-watch.ts';
import type { StartFailure } from '../start-failure.ts';
import type { Memory } from '../webhooks/answer-cache.ts';
import type { Authorizer } from './authorizer.ts';
import type { AskedAuthorizer } from './configuration.ts';
import type { AbacPolicy, readPolicies } from './modes/abac.ts';
import { alwaysAllow, alwaysDeny } from './modes/always.ts';
import { NodeAuthorizer } from './modes/node.ts';
import { RbacAuthorizer } from './modes/rbac.ts';
import { systemMasters } from './modes/system-masters.ts';
import { authorizationFlagErrors, type Flags, flagValue, type Mode, readModes } from './modes.ts';
import { rbacIndex } from './rbac/rbac-index.ts';
import type { BuiltMembers } from './reload.ts';
import { AuthorizationChain } from './union.ts';

export interface AuthorizationSetup {
  /** Flag name without dashes → value; a list when given several times. */
  flags: Flags;
  /** Reads a file of the node; undefined when there is none. */
  readFile: (path: string) => string | undefined;
  store: Store;
  /** What webhooks need; a set-up without any may leave it out. */
  outside?: { network: Network; log: (text: string, severity?: 'I' | 'E') => void };
}

export type BuiltAuthorization =
  | {
      ok: true;
      authorizer: AuthorizationChain;
      /** AlwaysAllow among them switches anonymous requests off. */
      modes: readonly Mode[];
      desks: MachineState[];
      /** What webhooks have answered. */
      memories: readonly Memory[];
      /** Takes changes of --authorization-config; absent when the flags say it all. */
      watch?: FileWatch;
    }
  | { ok: false; failure: StartFailure };

/** Reads flags and files as at a start; a mode few clusters use is loaded when it is asked for. A failure carries the server's own words. */
export async function buildAuthorizer(setup: AuthorizationSetup): Promise<BuiltAuthorization> {
  const asked = await readAskedModes(setup);
  if ('failure' in asked) return { ok: false, failure: asked.failure };
  const modes = asked.authorizers.map(({ mode }) => mode);
  const abac = modes.includes('ABAC') ? await readAbac(setup) : undefined;
  if (abac && 'failure' in abac) return { ok: false, failure: abac.failure };
  const rbac = new RbacAuthorizer(setup.store.keep(rbacIndex));
  const kept = { rbac, abac: abac?.policies };
  const first = await membersOf(setup, asked.authorizers, kept);
  if ('error' in first) return { ok: false, failure: { ...first, error: `invalid authorization config: ${first.error}` } };
  const authorizer = new AuthorizationChain(first.members, rbac);
  const built = { ok: true as const, authorizer, modes, desks: desksOf(authorizer) };
  const path = flagValue(setup.flags, 'authorization-config');
  if (!path || !setup.outside) return { ...built, memories: first.memories };
  const { watchConfiguration } = await import('./reload.ts');
  const { watch, memory } = watchConfiguration({
    path,
    chain: authorizer,
    first: { asked: asked.authorizers, built: first },
    readFile: setup.readFile,
    build: (next) => membersOf(setup, next, kept),
    log: setup.outside.log,
  });
  return { ...built, memories: [memory], watch };
}

/** `kept` is what a reload takes over from the start. */
async function membersOf(
  setup: AuthorizationSetup,
  asked: readonly AskedAuthorizer[],
  kept: { rbac: RbacAuthorizer; abac: readonly AbacPolicy[] | undefined },
): Promise<BuiltMembers | { error: string; flag: string; file?: string }> {
  const members: Authorizer[] = [systemMasters];
  const memories: Memory[] = [];
  for (const { mode, webhook } of asked) {
    if (mode === 'AlwaysAllow') members.push(alwaysAllow);
    else if (mode === 'AlwaysDeny') members.push(alwaysDeny);
    else if (mode === 'Node') members.push(new NodeAuthorizer(setup.store));
    else if (mode === 'RBAC') members.push(kept.rbac);
    else if (mode === 'Webhook') {
      const id = memories.length ? `authz.webhook.${webhook?.name ?? ''}` : 'authz.webhook';
      const { buildWebhook } = await import('./build-webhook.ts');
      const built = await buildWebhook(setup, id, webhook);
      if ('error' in built) return built;
      members.push(built.authorizer);
      memories.push(built.authorizer.memory);
    } else if (kept.abac) members.push(new (await import('./modes/abac.ts')).AbacAuthorizer(kept.abac));
  }
  return { members, memories };
}

async function readAskedModes({ flags, readFile }: AuthorizationSetup): Promise<{ authorizers: AskedAuthorizer[] } | { failure: StartFailure }> {
  const errors = authorizationFlagErrors(flags);
  if (errors.length) return { failure: { error: aggregate(errors), flag: 'authorization-mode' } };
  const path = flagValue(flags, 'authorization-config');
  if (!path) return { authorizers: readModes(flags).modes.map((mode) => ({ mode })) };
  const at = { file: path, flag: 'authorization-config' };
  const source = readFile(path);
  if (source === undefined) return { failure: { error: `open ${path}: no such file or directory`, ...at } };
  const { readAuthorizationConfiguration } = await import('./configuration.ts');
  const read = await readAuthorizationConfiguration(source, readFile);
  return 'error' in read ? { failure: { error: read.error, ...at } } : read;
}

async function readAbac({ flags, readFile }: AuthorizationSetup): ReturnType<typeof readPolicies> {
  const path = flagValue(flags, 'authorization-policy-file');
  const source = readFile(path);
  if (source !== undefined) return (await import('./modes/abac.ts')).readPolicies(path, source);
  const error = `invalid authorization config: open ${path}: no such file or directory`;
  return { failure: { error, file: path, flag: 'authorization-policy-file' } };
}

const DECISIONS: readonly Verdict[] = ['allowed', 'denied'];
const ANSWERS: readonly Verdict[] = [...DECISIONS, 'no-opinion', 'error'];

/** One desk a member, in the order in which they are asked. */
export function desksOf(authorizer: Authorizer): MachineState[] {
  const members = authorizer.members ?? [authorizer];
  return members.map(({ id, title, blurb, upstream, answers = ANSWERS }, i) => ({
    id,
    kind: 'desk',
    room: 'authorization',
    parent: 'authorization',
    title,
    blurb,
    upstream,
    configured: true,
    transitions: answers.map((on) => ({ on, to: (DECISIONS.includes(on) ? undefined : members[i + 1]?.id) ?? 'authorization' })),
  }));
}
