// An OpenID Connect provider as data: its keys, its users, its clients. Left out: pairwise subjects, dynamic registration, encryption of tokens.
import * as v from 'valibot';
import { NODE_CA } from '../../base-worlds/outside-files.ts';

export const oidcSpecSchema = v.object({
  kind: v.literal('oidc'),
  /** Unique among the parties; hops name it. */
  name: v.string(),
  /** "https://127.0.0.1:26500" */
  origin: v.string(),
  /** Name in the pki of the certificate it serves with. */
  certificate: v.string(),
  /** Nothing listens: connections are refused. */
  down: v.optional(v.boolean()),
  /** What its discovery document calls it, when that is not its origin. */
  issuer: v.optional(v.string()),
  /** Names in the pki of the key pairs it publishes; it signs with the first. */
  keys: v.array(v.string()),
  users: v.optional(
    v.array(
      v.object({
        /** What is typed into the login window. */
        login: v.string(),
        password: v.optional(v.string()),
        /** Claims about the user: `sub`, `email`, `groups`, … */
        claims: v.record(v.string(), v.unknown()),
      }),
    ),
  ),
  clients: v.optional(
    v.array(
      v.object({
        id: v.string(),
        /** Absent for a public client, which must use PKCE. */
        secret: v.optional(v.string()),
        redirectUris: v.array(v.string()),
      }),
    ),
  ),
  /** Seconds an ID token lives; 3600 unless told. */
  tokenLifetime: v.optional(v.number()),
});
export type OidcSpec = v.InferOutput<typeof oidcSpecSchema>;

/** Flags that make kube-apiserver believe this provider. */
export const oidcFlags = (spec: OidcSpec): Record<string, string> => ({
  'oidc-issuer-url': spec.issuer ?? spec.origin,
  'oidc-client-id': spec.clients?.[0]?.id ?? 'kubernetes',
  'oidc-ca-file': NODE_CA,
  'oidc-groups-claim': 'groups',
  'oidc-username-claim': 'email',
});
