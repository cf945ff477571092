// Whoever may stand outside minikube's cluster, ready to be put there: a company's identity provider and two webhooks, behind one CA of that company,
// and a proxy on the node that shows minikube's own front-proxy certificate. Left out: more than one company.
import type { OidcSpec } from '../parties/oidc/oidc-spec.ts';
import type { PartySpec } from '../parties/party-spec.ts';
import type { KeyMaterial, WorldSpec } from '../spec.ts';
import { ACCESS_WEBHOOK_CONFIG, LAPTOP_CA, NODE_CA, TOKEN_WEBHOOK_CONFIG } from './outside-files.ts';
import { outsidePki } from './outside-pki.data.ts';

const LOGIN = 'https://login.example.test';
const TOKENS = 'https://tokens.example.test';
const ACCESS = 'https://access.example.test';

/** Kinds of which there is an example. */
export type ExampleKind = 'oidc' | 'token-webhook' | 'access-webhook' | 'front-proxy';

const provider = (): OidcSpec => ({
  kind: 'oidc',
  name: 'login',
  origin: LOGIN,
  certificate: 'login',
  keys: ['login-key-1'],
  users: [
    { login: 'jane', claims: { email: 'jane@example.test', email_verified: true, groups: ['dev', 'oncall'] } },
    { login: 'omar', claims: { email: 'omar@example.test', email_verified: true, groups: ['qa'] } },
  ],
  clients: [{ id: 'kubernetes', redirectUris: ['http://localhost:8000'] }],
});

const EXAMPLES: Record<ExampleKind, () => PartySpec> = {
  oidc: provider,
  'token-webhook': () => ({
    kind: 'token-webhook',
    name: 'tokens',
    origin: TOKENS,
    certificate: 'hooks',
    tokens: {
      'jane-key': { status: { authenticated: true, user: { username: 'janedoe', uid: '42', groups: ['developers', 'qa'] } } },
      'old-key': { status: { authenticated: false, error: 'this key was revoked' } },
    },
  }),
  'access-webhook': () => ({
    kind: 'access-webhook',
    name: 'access',
    origin: ACCESS,
    certificate: 'hooks',
    rules: [
      { match: { user: 'janedoe', 'resourceAttributes.verb': 'list' }, answer: { status: { allowed: true, reason: 'janedoe may look' } } },
      { match: {}, answer: { status: { allowed: false } } },
    ],
  }),
  'front-proxy': () => ({
    kind: 'front-proxy',
    name: 'proxy',
    origin: 'https://192.168.49.2:9443',
    certificate: 'apiserver',
    upstream: 'https://192.168.49.2:8443',
    upstreamCa: 'ca',
    clientCertificate: 'front-proxy-client',
    users: [{ login: 'jane', password: 'violet', groups: ['dev', 'oncall'] }],
  }),
};

export const exampleParty = (kind: ExampleKind): PartySpec => EXAMPLES[kind]();

/** What the parties of the company serve and sign with, and whom to trust for it. */
export const outsideKeys = (): Record<string, KeyMaterial> => structuredClone(outsidePki);

/** Files the cluster's administrator and the company's people were given along with the parties. */
export const outsideFiles = (): { node: Record<string, string>; laptop: Record<string, string> } => ({
  node: {
    [NODE_CA]: outsidePki['example-ca'].crt,
    [TOKEN_WEBHOOK_CONFIG]: webhookConfig(`${TOKENS}/authenticate`),
    [ACCESS_WEBHOOK_CONFIG]: webhookConfig(`${ACCESS}/authorize`),
  },
  laptop: { [LAPTOP_CA]: outsidePki['example-ca'].crt },
});

const webhookConfig = (server: string): string => `apiVersion: v1
kind: Config
clusters:
- name: webhook
  cluster:
    server: ${server}
    certificate-authority: ${NODE_CA}
users:
- name: kube-apiserver
contexts:
- name: webhook
  context:
    cluster: webhook
    user: kube-apiserver
current-context: webhook
`;

/** A world with these parties around it: a kind stands for the example of that kind. */
export function withOutside(spec: WorldSpec, parties: readonly (ExampleKind | PartySpec)[]): WorldSpec {
  const { node, laptop } = outsideFiles();
  const { machines } = spec;
  return {
    ...spec,
    server: { ...spec.server, files: { ...node, ...spec.server.files } },
    pki: { ...outsideKeys(), ...spec.pki },
    machines: { ...machines, ...(machines.laptop ? { laptop: { ...machines.laptop, files: { ...laptop, ...machines.laptop.files } } } : {}) },
    parties: [...(spec.parties ?? []), ...parties.map((party) => (typeof party === 'string' ? exampleParty(party) : structuredClone(party)))],
  };
}

/** Flags that make kube-apiserver ask this party, or believe it; none for others. `version` is that of a webhook's reviews. */
export function flagsFor(spec: PartySpec, version = 'v1'): Record<string, string> {
  switch (spec.kind) {
    case 'oidc':
      return {
        'oidc-issuer-url': spec.issuer ?? spec.origin,
        'oidc-client-id': spec.clients?.[0]?.id ?? 'kubernetes',
        'oidc-ca-file': NODE_CA,
        'oidc-groups-claim': 'groups',
        'oidc-username-claim': 'email',
      };
    case 'token-webhook':
      return { 'authentication-token-webhook-config-file': TOKEN_WEBHOOK_CONFIG, 'authentication-token-webhook-version': version };
    case 'access-webhook':
      return {
        'authorization-mode': 'Node,RBAC,Webhook',
        'authorization-webhook-config-file': ACCESS_WEBHOOK_CONFIG,
        'authorization-webhook-version': version,
      };
    case 'front-proxy':
      return {
        'requestheader-client-ca-file': '/var/lib/minikube/certs/front-proxy-ca.crt',
        'requestheader-allowed-names': 'front-proxy-client',
        'requestheader-username-headers': spec.headers?.username ?? 'X-Remote-User',
        'requestheader-group-headers': spec.headers?.group ?? 'X-Remote-Group',
        'requestheader-extra-headers-prefix': spec.headers?.extraPrefix ?? 'X-Remote-Extra-',
      };
    default:
      return {};
  }
}
