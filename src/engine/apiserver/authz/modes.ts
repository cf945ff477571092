// Models pkg/kubeapiserver/options/authorization.go: which modes the flags ask for, and what the server says of flags that do not fit.
// The webhook's own flags are read in webhook-configuration.ts. Left out: nothing.
import { goQuote, goQuoteList } from '../../http/go-format.ts';

export type Flags = Readonly<Record<string, string | readonly string[]>>;

export const MODES = ['AlwaysAllow', 'AlwaysDeny', 'ABAC', 'Webhook', 'RBAC', 'Node'] as const;
export type Mode = (typeof MODES)[number];

const isMode = (name: string): name is Mode => (MODES as readonly string[]).includes(name);

/** The last value of a flag that counts once. */
export function flagValue(flags: Flags, name: string): string {
  const value = flags[name];
  return (typeof value === 'string' ? value : value?.at(-1)) ?? '';
}

/** `--authorization-mode` as asked for: a comma list, and several such flags add up. AlwaysAllow when nothing is asked for. */
export function askedModes(flags: Flags): string[] {
  const value = flags['authorization-mode'] ?? [];
  const modes = (typeof value === 'string' ? [value] : value).flatMap((v) => (v ? v.split(',') : []));
  return modes.length ? modes : ['AlwaysAllow'];
}

/** The modes in order, or every error the server finds, in its words and order. For servers started without --authorization-config. */
export function readModes(flags: Flags): { modes: Mode[]; errors: string[] } {
  const asked = askedModes(flags);
  const errors: string[] = [];
  const policyFile = flagValue(flags, 'authorization-policy-file');
  const webhookFile = flagValue(flags, 'authorization-webhook-config-file');
  for (const mode of asked) {
    if (!isMode(mode)) errors.push(`authorization-mode ${goQuote(mode)} is not a valid mode`);
    if (mode === 'ABAC' && !policyFile) errors.push("authorization-mode ABAC's authorization policy file not passed");
    if (mode === 'Webhook' && !webhookFile) errors.push("authorization-mode Webhook's authorization config file not passed");
  }
  if (policyFile && !asked.includes('ABAC')) errors.push('cannot specify --authorization-policy-file without mode ABAC');
  if (webhookFile && !asked.includes('Webhook')) errors.push('cannot specify --authorization-webhook-config-file without mode Webhook');
  if (new Set(asked).size !== asked.length) errors.push(`authorization-mode ${goQuoteList(asked)} has mode specified more than once`);
  return { modes: asked.filter(isMode), errors };
}

/** Every error of the authorization flags. With --authorization-config only its clash with the old flags; the file is read by chain.ts. */
export function authorizationFlagErrors(flags: Flags): string[] {
  if (!flagValue(flags, 'authorization-config')) return readModes(flags).errors;
  const legacy = Object.keys(flags).some((f) => f === 'authorization-mode' || f.startsWith('authorization-webhook-'));
  return legacy ? ['--authorization-config can not be specified when --authorization-mode or --authorization-webhook-* flags are defined'] : [];
}
