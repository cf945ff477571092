// Models how pkg/kubeapiserver/authenticator/config.go makes the webhook authenticator of its flags. Left out: --authentication-token-webhook-* retries.
import { parseGoDuration } from '../../../http/go-duration.ts';
import { goQuote } from '../../../http/go-format.ts';
import type { Network } from '../../../network/outbound.ts';
import type { ServerOptions } from '../../options.ts';
import type { StartFailure } from '../../start-failure.ts';
import { readWebhookKubeconfig } from '../../webhooks/kubeconfig.ts';
import { webhook } from './webhook.ts';

const FILE = 'authentication-token-webhook-config-file';
const VERSION = 'authentication-token-webhook-version';

/** undefined when no webhook is configured. */
export async function readTokenWebhook(
  { flag, apiAudiences }: ServerOptions,
  network: Network,
  read: (path: string) => string | undefined,
  log: (text: string) => void,
): Promise<{ authenticator: ReturnType<typeof webhook> } | { failure: StartFailure } | undefined> {
  const file = flag(FILE);
  if (!file) return undefined;
  const version = flag(VERSION);
  const kubeconfig = await readWebhookKubeconfig(file, read);
  if ('error' in kubeconfig) return { failure: { error: kubeconfig.error, file, flag: FILE } };
  if (version !== 'v1' && version !== 'v1beta1') {
    const error = `unsupported authentication webhook version ${goQuote(version)}, supported versions are "v1", "v1beta1"`;
    return { failure: { error, flag: VERSION } };
  }
  const asking = { network, target: kubeconfig.target, timeout: '30s', kind: 'TokenReview', group: 'authentication.k8s.io', version };
  const cacheMs = parseGoDuration(flag('authentication-token-webhook-cache-ttl')).ms ?? 0;
  return { authenticator: webhook({ asking, cacheMs, apiAudiences, now: network.clock.now, log }) };
}
