// An AWS account as data, as far as it meets Kubernetes: OIDC providers, roles, users, buckets, what EKS keeps of clusters.
// Left out: everything else AWS sells; several accounts; managed policies.
import * as v from 'valibot';

const account = v.pipe(v.string(), v.regex(/^\d{12}$/));
/** Name → document as text: a learner may write what is no JSON, and gets IAM's answer. */
const policies = v.record(v.string(), v.string());

export const awsSpecSchema = v.object({
  kind: v.literal('aws'),
  /** Unique among the parties. */
  name: v.string(),
  /** Where the regional STS listens, "https://sts.us-east-1.amazonaws.com"; the other services stand beside it. */
  origin: v.string(),
  /** Name in the pki of the certificate they all serve with. */
  certificate: v.string(),
  /** Name in the pki of the CA that AWS trusts when it fetches an issuer's keys; without it every certificate is a stranger's. */
  trustedCa: v.optional(v.string()),
  account,
  /** "us-east-1" */
  region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)),
  /** IAM OIDC providers. */
  oidcProviders: v.array(
    v.object({
      /** Exactly the tokens' `iss`. */
      url: v.string(),
      clientIds: v.array(v.string()),
    }),
  ),
  roles: v.array(
    v.object({
      name: v.string(),
      /** "AROA…" */
      id: v.string(),
      trust: v.string(),
      permissions: policies,
      /** Seconds; 3600 unless told. */
      maxSession: v.optional(v.number()),
    }),
  ),
  users: v.optional(v.array(v.object({ name: v.string(), id: v.string(), accessKeyId: v.string(), secretAccessKey: v.string(), permissions: policies }))),
  buckets: v.record(
    v.string(),
    v.object({
      /** RFC 3339 */
      created: v.string(),
      objects: v.record(v.string(), v.object({ text: v.string(), modified: v.string() })),
    }),
  ),
  /** Issuers whose documents AWS serves to everybody, as EKS does for each cluster. */
  issuers: v.optional(
    v.array(
      v.object({
        /** "https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE…" */
        url: v.string(),
        /** Names in the pki of the key pairs whose public halves are published. */
        keys: v.array(v.string()),
        /** False when it is private: nobody answers outside the cluster. */
        reachable: v.optional(v.boolean()),
      }),
    ),
  ),
  /** Clusters of EKS, for Pod Identity. */
  clusters: v.optional(
    v.array(
      v.object({
        name: v.string(),
        /** `iss` of its tokens. */
        issuer: v.string(),
        keys: v.array(v.string()),
        /** Name of the role its nodes work with. */
        nodeRole: v.string(),
        associations: v.array(v.object({ id: v.string(), namespace: v.string(), serviceAccount: v.string(), role: v.string() })),
      }),
    ),
  ),
});
export type AwsSpec = v.InferOutput<typeof awsSpecSchema>;
export type AwsRole = AwsSpec['roles'][number];
