// The Pod identity webhook as data: its flags, and how it reaches the API server. Left out: flags that are not modelled.
import * as v from 'valibot';

export const podIdentityWebhookSpecSchema = v.object({
  kind: v.literal('pod-identity-webhook'),
  /** Unique among the parties; hops name it. */
  name: v.string(),
  /** "https://127.0.0.1:23443" */
  origin: v.string(),
  /** Name in the pki of the certificate it serves with. */
  certificate: v.string(),
  /** With which it reads service accounts: where the API server is, and names in the pki. */
  client: v.object({ server: v.string(), ca: v.string(), certificate: v.string() }),
  /** --aws-default-region */
  region: v.optional(v.string()),
  /** --sts-regional-endpoint */
  stsRegionalEndpoints: v.optional(v.boolean()),
  /** --token-expiration, seconds; 86400 unless told. */
  tokenExpiration: v.optional(v.number()),
  /** Accounts that get EKS Pod Identity instead; without it, those of the associations that AWS holds, as on EKS. */
  containerCredentials: v.optional(v.array(v.object({ namespace: v.string(), serviceAccount: v.string() }))),
});
export type PodIdentityWebhookSpec = v.InferOutput<typeof podIdentityWebhookSpecSchema>;
