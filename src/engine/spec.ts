// The world as data: the lesson's start, the share link's content, a conformance case's set-up and the exported project file have this one shape.
// Whatever comes from outside passes this schema before anything else sees it.
import * as v from 'valibot';
import { keyMaterialSchema } from './crypto/key-material.ts';
import { partySpecSchema } from './parties/party-spec.ts';
import { SPEC_VERSION } from './spec-version.ts';

export type { KeyMaterial } from './crypto/key-material.ts';

export { SPEC_VERSION };

const flagValue = v.union([v.string(), v.array(v.string())]);
const files = v.record(v.string(), v.string());

export const machineSpecSchema = v.object({
  user: v.string(),
  home: v.string(),
  env: v.record(v.string(), v.string()),
  /** Absolute path → text. Private keys stand here as PEM when the machine holds them. */
  files,
});
export type MachineSpec = v.InferOutput<typeof machineSpecSchema>;

export const worldSpecSchema = v.object({
  version: v.literal(SPEC_VERSION),
  /** Which base world it grew from, for people. */
  base: v.picklist(['minikube', 'corpus']),
  /** RFC 3339: where the clock stands. */
  clock: v.string(),
  seed: v.pipe(v.number(), v.integer()),
  server: v.object({
    /** "1.2.3", without a v. */
    version: v.string(),
    /** Names and addresses it is reached by, the first is the advertised one; with its secure port. */
    hosts: v.array(v.string()),
    port: v.number(),
    /** Flag name without dashes → value; a list when given several times. */
    flags: v.record(v.string(), flagValue),
    /** Absolute path on the node → text. Flags name these paths. */
    files,
  }),
  /** kube-controller-manager runs: default service accounts, root CA, aggregation. */
  controllers: v.boolean(),
  /** Keys and certificates by name ("sa", "client-ca", "apiserver"); `/path/NAME.crt` in a flag names one of these. */
  pki: v.record(v.string(), keyMaterialSchema),
  /** Objects beyond those of a fresh cluster. */
  objects: v.array(v.record(v.string(), v.unknown())),
  machines: v.record(v.string(), machineSpecSchema),
  /** Who stands outside the cluster: identity providers, webhooks. */
  parties: v.optional(v.array(partySpecSchema)),
  /** In a spec made from a world in use: what keeps the fresh cluster under it the same, and new names and uids new. */
  resumed: v.optional(
    v.object({
      /** RFC 3339: when the fresh cluster was made. */
      born: v.string(),
      /** State of the randomness after everything so far. */
      random: v.number(),
      /** Objects of the fresh cluster that have been deleted since. */
      removed: v.array(v.object({ group: v.string(), resource: v.string(), namespace: v.string(), name: v.string() })),
    }),
  ),
});
export type WorldSpec = v.InferOutput<typeof worldSpecSchema>;

/** Reads a spec from untrusted JSON. A failure is a sentence for the start page, not an exception. */
export function readSpec(value: unknown): { ok: true; spec: WorldSpec } | { ok: false; error: string } {
  const result = v.safeParse(worldSpecSchema, value);
  if (result.success) return { ok: true, spec: result.output };
  const issue = result.issues[0];
  return { ok: false, error: `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}` };
}
