// Worlds in which every authenticator and every authorizer is configured, for tests of the machine as a whole.
import { kubeconfig, webhookWorld } from '../webhooks/testing/webhook-world.ts';

export const ISSUER = 'https://127.0.0.1:26500';
export const OWN_ISSUER = 'https://kubernetes.default.svc.cluster.local';
const TOKEN_HOOK = 'https://127.0.0.1:26502';
const ACCESS_HOOK = 'https://127.0.0.1:26503';

const TOKENS = ['token1,arthur,1,"admin,dev"', 'abc-123-xyz,ada,2,dev', 'node-token-n9,system:node:n9,9,dev', ''].join('\n');

/** Anonymous only at two paths; one issuer beside the server's own. */
const AUTHENTICATION = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AuthenticationConfiguration',
  anonymous: { enabled: true, conditions: [{ path: '/version' }, { path: '/livez' }] },
  jwt: [
    {
      issuer: { url: ISSUER, audiences: ['kubernetes'], certificateAuthority: '' },
      claimMappings: { username: { claim: 'sub', prefix: 'oidc:' }, groups: { claim: 'groups', prefix: 'oidc:' } },
    },
  ],
};

const POLICIES = [
  { user: 'abby', namespace: 'dev', resource: 'pods', apiGroup: '*', readonly: true },
  { group: 'system:authenticated', nonResourcePath: '/abac/*' },
].map((spec) => JSON.stringify({ apiVersion: 'abac.authorization.kubernetes.io/v1beta1', kind: 'Policy', spec }));

/** Every desk there is, in the order Node, ABAC, Webhook, RBAC, AlwaysDeny; AlwaysAllow stands in a world of its own because it ends anonymity. */
export const everyPlugin = (serverCa: string, modes = 'Node,ABAC,Webhook,RBAC,AlwaysDeny') =>
  webhookWorld({
    flags: {
      'requestheader-client-ca-file': '$PKI/front-proxy-ca.crt',
      'requestheader-allowed-names': 'front-proxy-client',
      'requestheader-username-headers': 'X-Remote-User',
      'requestheader-group-headers': 'X-Remote-Group',
      'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
      'token-auth-file': 'tokens.csv',
      'enable-bootstrap-token-auth': 'true',
      'authentication-config': 'authentication.yaml',
      'authentication-token-webhook-config-file': 'token-hook',
      'authentication-token-webhook-version': 'v1',
      'authorization-mode': modes,
      ...(modes.includes('ABAC') ? { 'authorization-policy-file': 'policies' } : {}),
      ...(modes.includes('Webhook') ? { 'authorization-webhook-config-file': 'access-hook', 'authorization-webhook-version': 'v1' } : {}),
    },
    files: {
      'tokens.csv': TOKENS,
      'authentication.yaml': JSON.stringify(AUTHENTICATION).replace('"certificateAuthority":""', `"certificateAuthority":${JSON.stringify(serverCa)}`),
      'token-hook': kubeconfig(`${TOKEN_HOOK}/authenticate`),
      'access-hook': kubeconfig(`${ACCESS_HOOK}/authorize`),
      policies: `${POLICIES.join('\n')}\n`,
    },
    parties: [
      { kind: 'oidc', name: 'issuer', origin: ISSUER, certificate: 'services', keys: ['sa2'] },
      {
        kind: 'token-webhook',
        name: 'token-hook',
        origin: TOKEN_HOOK,
        certificate: 'services',
        tokens: {
          hooked: { status: { authenticated: true, user: { username: 'hook' } } },
          broken: { status: { authenticated: false, error: 'revoked' } },
          elsewhere: { status: { authenticated: true, user: { username: 'hook' }, audiences: ['vault'] } },
        },
      },
      {
        kind: 'access-webhook',
        name: 'access-hook',
        origin: ACCESS_HOOK,
        certificate: 'services',
        rules: [
          { match: { user: 'writer', 'resourceAttributes.verb': 'create' }, answer: { status: { allowed: true } } },
          { match: { user: 'yes' }, answer: { status: { allowed: true } } },
          { match: { user: 'no' }, answer: { status: { allowed: false, denied: true, reason: 'not on Mondays' } } },
          { match: { user: 'down' }, answer: { text: 'not json' } },
        ],
      },
    ],
  });
