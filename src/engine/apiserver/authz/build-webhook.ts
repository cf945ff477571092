// Models the webhook part of pkg/kubeapiserver/authorizer/config.go: settings and kubeconfig become an authorizer.
// Left out: in-cluster configuration.

import { durationText } from '../../http/go-duration.ts';
import { invariant } from '../../invariant.ts';
import { readWebhookKubeconfig } from '../webhooks/kubeconfig.ts';
import type { AuthorizationSetup } from './chain.ts';
import { WebhookAuthorizer } from './modes/webhook.ts';
import { type WebhookSettings, webhookSettingsOfFlags } from './webhook-configuration.ts';

/** `given` is missing for the webhook of the flags. */
export async function buildWebhook(
  { flags, readFile, outside }: AuthorizationSetup,
  id: string,
  given: WebhookSettings | undefined,
): Promise<{ authorizer: WebhookAuthorizer } | { error: string; flag: string; file?: string }> {
  invariant(outside, 'a webhook in a set-up without a network', { id });
  const flag = given ? 'authorization-config' : 'authorization-webhook-config-file';
  const read = given ? { settings: given } : webhookSettingsOfFlags(flags);
  if ('error' in read) return read;
  const { settings } = read;
  const kubeconfig = await readWebhookKubeconfig(settings.kubeConfigFile, readFile);
  if ('error' in kubeconfig) return { error: kubeconfig.error, file: settings.kubeConfigFile, flag };
  const { network, log } = outside;
  const { name, version, failurePolicy, authorizedMs, unauthorizedMs, match } = settings;
  const timeout = durationText(settings.timeoutMs);
  const asking = { network, target: kubeconfig.target, timeout, kind: 'SubjectAccessReview', group: 'authorization.k8s.io', version };
  return { authorizer: new WebhookAuthorizer({ id, name, asking, authorizedMs, unauthorizedMs, failurePolicy, match, now: network.clock.now, log }) };
}
