// Models pkg/kubeapiserver/authorizer/config.go: turns flags into the row of authorizers, system:masters before all of them.
// Left out: webhooks and the reloading of --authorization-config.
import type { MachineState } from '../../../trace/event.ts';
import { aggregate } from '../../http/go-format.ts';
import { invariant } from '../../invariant.ts';
import type { Store } from '../../store/store.ts';
import type { StartFailure } from '../../world.ts';
import type { Authorizer } from './authorizer.ts';
import { alwaysAllow, alwaysDeny } from './modes/always.ts';
import { RbacAuthorizer } from './modes/rbac.ts';
import { systemMasters } from './modes/system-masters.ts';
import { authorizationFlagErrors, type Flags, flagValue, type Mode, readModes } from './modes.ts';
import { RbacIndex } from './rbac/rbac-index.ts';
import { AuthorizationChain } from './union.ts';

export interface AuthorizationSetup {
  /** Flag name without dashes → value; a list when given several times. */
  flags: Flags;
  /** Reads a file of the node; undefined when there is none. */
  readFile: (path: string) => string | undefined;
  store: Store;
}

export type BuiltAuthorization =
  | {
      ok: true;
      authorizer: AuthorizationChain;
      /** AlwaysAllow among them switches anonymous requests off. */
      modes: readonly Mode[];
      desks: MachineState[];
      /** Stops following the store; call it when the server stops. */
      close: () => void;
    }
  | { ok: false; failure: StartFailure };

const fail = (error: string, flag: string, more: Partial<StartFailure> = {}): BuiltAuthorization => ({
  ok: false,
  failure: { error, flag, ...more },
});

/** Reads flags and files as at a start. A failure carries the server's own words. */
export function buildAuthorizer(setup: AuthorizationSetup): BuiltAuthorization {
  const { flags, store } = setup;
  const errors = authorizationFlagErrors(flags);
  if (errors.length) return fail(aggregate(errors), 'authorization-mode');
  if (flagValue(flags, 'authorization-config'))
    return fail('AuthorizationConfiguration files are not modelled yet', 'authorization-config');
  const { modes } = readModes(flags);
  const index = new RbacIndex(store);
  const rbac = new RbacAuthorizer(index);
  const members: Authorizer[] = [systemMasters];
  for (const mode of modes) {
    switch (mode) {
      case 'AlwaysAllow':
        members.push(alwaysAllow);
        break;
      case 'AlwaysDeny':
        members.push(alwaysDeny);
        break;
      case 'RBAC':
        members.push(rbac);
        break;
      case 'Node':
      case 'ABAC':
        break;
      case 'Webhook':
        index.close();
        return fail('authorization webhooks are not modelled yet', 'authorization-mode');
    }
  }
  invariant(members.length > 0, 'a server without authorizers', modes);
  const authorizer = new AuthorizationChain(members, rbac);
  return { ok: true, authorizer, modes, desks: desksOf(authorizer), close: index.close };
}

/** One desk a member, in the order in which they are asked. */
export function desksOf(authorizer: Authorizer): MachineState[] {
  const members = authorizer.members ?? [authorizer];
  return members.map(({ id, title, blurb, upstream }, i) => ({
    id,
    kind: 'desk',
    room: 'authorization',
    parent: 'authorization',
    title,
    blurb,
    upstream,
    configured: true,
    transitions: [
      { on: 'allowed', to: 'authorization' },
      { on: 'denied', to: 'authorization' },
      { on: 'no-opinion', to: members[i + 1]?.id ?? 'authorization' },
      { on: 'error', to: members[i + 1]?.id ?? 'authorization' },
    ],
  }));
}
