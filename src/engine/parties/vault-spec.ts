// A vault in the cluster as data. Its code: vault.ts.
import * as v from 'valibot';

export const vaultSpecSchema = v.object({
  kind: v.literal('vault'),
  /** Unique among the parties; hops name it. */
  name: v.string(),
  /** Of a Service: "http://vault.vault.svc:8200". */
  origin: v.string(),
  /** Nothing listens: connections are refused. */
  down: v.optional(v.boolean()),
  /** Where it runs, and whose mounted token it asks the API server with. Nobody listens while that pod does not run. */
  pod: v.object({ namespace: v.string(), name: v.string() }),
  /** Who may log in, by the role they name; "*" is everybody. */
  roles: v.record(
    v.string(),
    v.object({
      bound_service_account_names: v.array(v.string()),
      bound_service_account_namespaces: v.array(v.string()),
      /** Without it the token is reviewed for the API server's own audience. */
      audience: v.optional(v.string()),
    }),
  ),
});
export type VaultSpec = v.InferOutput<typeof vaultSpecSchema>;
