// The base world of recorded cases: kube-apiserver with few flags on loopback, an empty cluster behind it, keys from outside.
import { KUBERNETES_VERSION } from '../kubernetes-version.about.ts';
import type { KeyMaterial, WorldSpec } from '../spec.ts';
import { SPEC_VERSION } from '../spec-version.ts';

export interface CorpusCase {
  /** Keys and certificates by name. */
  pki: Record<string, KeyMaterial>;
  /** RFC 3339. */
  now: string;
  /** Added to the base flags; a value that is a key of `files` means that file's path; null takes a base flag away. */
  flags?: Record<string, string | string[] | null>;
  files?: Record<string, string>;
  controllers?: boolean;
}

export const CORPUS_ISSUER = 'https://kubernetes.default.svc.cluster.local';

const BASE_FLAGS: Record<string, string> = {
  'authorization-mode': 'Node,RBAC',
  'service-account-issuer': CORPUS_ISSUER,
  'service-account-key-file': '$PKI/sa.pub',
  'service-account-signing-key-file': '$PKI/sa.key',
  'client-ca-file': '$PKI/client-ca.crt',
  'tls-cert-file': '$PKI/apiserver.crt',
  'tls-private-key-file': '$PKI/apiserver.key',
  'service-cluster-ip-range': '10.0.0.0/24',
  'advertise-address': '127.0.0.1',
  'secure-port': '26443',
  profiling: 'false',
};

export function corpusWorld({ pki, now, flags = {}, files = {}, controllers = false }: CorpusCase): WorldSpec {
  const all: Record<string, string | string[]> = { ...BASE_FLAGS };
  if (flags['authorization-config']) delete all['authorization-mode'];
  const path = (value: string): string => (value in files ? `$DIR/${value}` : value);
  for (const [name, value] of Object.entries(flags)) {
    if (value === null) delete all[name];
    else all[name] = typeof value === 'string' ? path(value) : value.map(path);
  }
  return {
    version: SPEC_VERSION,
    base: 'corpus',
    clock: now,
    seed: 1,
    server: {
      version: KUBERNETES_VERSION,
      hosts: ['127.0.0.1', 'localhost'],
      port: 26443,
      flags: all,
      files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`$DIR/${name}`, text])),
    },
    controllers,
    pki,
    objects: [],
    machines: {
      laptop: { user: 'learner', home: '/home/learner', env: {}, files: {} },
      node: { user: 'root', home: '/root', env: {}, files: {} },
    },
  };
}
