// A reverse proxy that signs people in, as data. Its code: front-proxy.ts.
import * as v from 'valibot';

export const frontProxySpecSchema = v.object({
  kind: v.literal('front-proxy'),
  /** Unique among the parties; hops name it. */
  name: v.string(),
  /** "https://proxy.corp.example" */
  origin: v.string(),
  /** Name in the pki of the certificate it serves with. */
  certificate: v.string(),
  /** Nothing listens: connections are refused. */
  down: v.optional(v.boolean()),
  /** Where it forwards to: "https://192.168.49.2:8443". */
  upstream: v.string(),
  /** Name in the pki of the CA it trusts there. */
  upstreamCa: v.string(),
  /** Name in the pki of the certificate it shows there; without one it shows none. */
  clientCertificate: v.optional(v.string()),
  headers: v.optional(
    v.object({
      username: v.string(),
      group: v.string(),
      extraPrefix: v.string(),
      /** Absent: it does not send the uid. */
      uid: v.optional(v.string()),
    }),
  ),
  users: v.array(
    v.object({
      login: v.string(),
      password: v.string(),
      groups: v.array(v.string()),
      uid: v.optional(v.string()),
      extra: v.optional(v.record(v.string(), v.array(v.string()))),
    }),
  ),
});
export type FrontProxySpec = v.InferOutput<typeof frontProxySpecSchema>;

/** Flags that make kube-apiserver believe this proxy. */
export const frontProxyFlags = (spec: FrontProxySpec): Record<string, string> => ({
  'requestheader-client-ca-file': '/var/lib/minikube/certs/front-proxy-ca.crt',
  'requestheader-allowed-names': 'front-proxy-client',
  'requestheader-username-headers': spec.headers?.username ?? 'X-Remote-User',
  'requestheader-group-headers': spec.headers?.group ?? 'X-Remote-Group',
  'requestheader-extra-headers-prefix': spec.headers?.extraPrefix ?? 'X-Remote-Extra-',
});
