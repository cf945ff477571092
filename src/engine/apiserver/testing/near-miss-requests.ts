// Requests that no desk says yes to, each with the nearest miss that its desk tells.
import type { World } from '../../world.ts';
import { type Asked, ask } from '../webhooks/testing/webhook-world.ts';
import { ISSUER, OWN_ISSUER } from './every-plugin.ts';
import { NS } from './named-requests.ts';

export type Request = Asked & { path?: string };
type Make = Request | ((world: World) => Promise<Request>);
type NearMissRow = [claim: string, desk: string, make: Make, why: string[]];

export async function admin(world: World, path: string, body: unknown): Promise<Record<string, unknown>> {
  const { status, json } = await ask(world, path, { method: 'POST', cert: 'admin', body });
  if (status !== 201) throw new Error(JSON.stringify(json));
  return json;
}

interface Signing {
  key?: string;
  kid?: string;
  claims: Record<string, unknown>;
}

const jwt =
  ({ key = 'sa2', kid, claims }: Signing) =>
  async (world: World): Promise<Request> => {
    const own = world.signingKeys().find((k) => k.name === key)?.kid;
    const made = await world.signToken(JSON.stringify({ alg: 'RS256', kid: kid ?? own }), JSON.stringify({ exp: world.clock.seconds() + 600, ...claims }), key);
    if (!made.ok) throw new Error(made.error);
    return { token: made.token };
  };

const accountClaims = (world: World, more: Record<string, unknown> = {}) => ({
  iss: OWN_ISSUER,
  aud: [OWN_ISSUER],
  sub: 'system:serviceaccount:default:test',
  exp: world.clock.seconds() + 600,
  'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'test', uid: 'x' } },
  ...more,
});
const account =
  (more: Record<string, unknown>, signing: Omit<Signing, 'claims'> = {}) =>
  (world: World) =>
    jwt({ key: 'sa', ...signing, claims: accountClaims(world, more) })(world);

const bootstrap =
  (token: string, more: Record<string, string> = {}) =>
  async (world: World): Promise<Request> => {
    const data = { 'token-id': 'abcdef', 'token-secret': '0123456789abcdef', 'usage-bootstrap-authentication': 'true', ...more };
    await admin(world, `${NS}/kube-system/secrets`, { metadata: { name: 'bootstrap-token-abcdef' }, type: 'bootstrap.kubernetes.io/token', stringData: data });
    return { token };
  };

const REMOTE = { 'X-Remote-User': 'ada' };

export const NEAR_MISSES: NearMissRow[] = [
  ['a token that differs in its last three characters', 'authn.static-token-file', { token: 'abc-123-789' }, ['line 2: the last three characters differ']],
  ['a token that differs in two places', 'authn.static-token-file', { token: 'abd-123-xyy' }, ['line 2: two characters differ']],
  ['a token in other case', 'authn.static-token-file', { token: 'Token1' }, ['line 1: capital and small letters differ']],
  ['a token nothing is near to', 'authn.static-token-file', { token: 'mississippi' }, []],
  [
    'a bootstrap token with another end',
    'authn.bootstrap',
    bootstrap('abcdef.0123456789abcxyz'),
    ['Secret bootstrap-token-abcdef is there; of the part after the dot: the last three characters differ'],
  ],
  [
    'a bootstrap token with another secret',
    'authn.bootstrap',
    bootstrap('abcdef.zzzzzzzzzzzzzzzz'),
    ['Secret bootstrap-token-abcdef is there; of the part after the dot: it is another'],
  ],
  [
    'a bootstrap token with another id',
    'authn.bootstrap',
    bootstrap('abcdeg.0123456789abcdef'),
    ['Secret bootstrap-token-abcdef comes nearest; of the part before the dot: one character differs'],
  ],
  [
    'a bootstrap token too late',
    'authn.bootstrap',
    bootstrap('abcdef.0123456789abcdef', { expiration: '2026-01-01T00:00:00Z' }),
    ['Secret bootstrap-token-abcdef was good until 2026-01-01T00:00:00Z'],
  ],
  [
    'a bootstrap token for signing only',
    'authn.bootstrap',
    bootstrap('abcdef.0123456789abcdef', { 'usage-bootstrap-authentication': 'false' }),
    ['usage-bootstrap-authentication is not "true" in Secret bootstrap-token-abcdef'],
  ],
  [
    'a service account’s token for another audience',
    'authn.service-account',
    account({ aud: ['vault'] }),
    ['the signature fits; the token is for vault, wanted is https://kubernetes.default.svc.cluster.local'],
  ],
  [
    'a service account’s token of the right key under an unknown id',
    'authn.service-account',
    account({}, { kid: 'nobody' }),
    ['the signature fits the key IdUp-VyvcQNlUH9lyzDvtnAop1f2KpYvR0TCZdqTUaM of this server, but the token names the key nobody'],
  ],
  [
    'a service account’s token of a key nobody knows',
    'authn.service-account',
    account({}, { key: 'sa2' }),
    ['no key of this server has the id vMuGOY5ZsKm2RZZExAGxpRlSmnqLAVdQ6gCJZWSLZWA'],
  ],
  [
    'a service account’s token by another key under the right id',
    'authn.service-account',
    async (world) => {
      const kid = world.signingKeys().find((k) => k.name === 'sa')?.kid;
      return account({}, { key: 'sa2', ...(kid ? { kid } : {}) })(world);
    },
    ['another key signed it, or it was changed after it was signed'],
  ],
  [
    'a service account’s token too late',
    'authn.service-account',
    account({ exp: 1_700_000_000 }),
    ['the signature fits; the token is good until 2023-11-14T22:13:20Z'],
  ],
  [
    'an issuer with a slash too many',
    'authn.service-account',
    account({ iss: `${OWN_ISSUER}/` }),
    [
      'the token is of https://kubernetes.default.svc.cluster.local/, this server believes https://kubernetes.default.svc.cluster.local: not one letter may differ',
    ],
  ],
  ['a certificate of another CA', 'authn.x509', { cert: 'x-rogue' }, ['CN=rogue-ca signed it; this server trusts CN=kubernetes']],
  ['a certificate too late', 'authn.x509', { cert: 'x-expired' }, ['it was good until 2024-02-01T00:00:00Z']],
  ['a certificate too early', 'authn.x509', { cert: 'x-future' }, ['it is good from 2040-01-01T00:00:00Z on']],
  ['a certificate for servers', 'authn.x509', { cert: 'x-server-eku' }, ['it may be used for server auth, and client auth is wanted']],
  [
    'a proxy’s header without its certificate',
    'authn.front-proxy',
    { headers: REMOTE },
    ['X-Remote-User: ada came without the proxy’s certificate, so nobody reads it'],
  ],
  [
    'a proxy’s header with a user’s certificate',
    'authn.front-proxy',
    { cert: 'x-alice', headers: REMOTE },
    ['CN=kubernetes signed it; this server trusts CN=front-proxy-ca; X-Remote-User: ada is not read'],
  ],
  [
    'a proxy’s header with a certificate of a name that is not allowed',
    'authn.front-proxy',
    { cert: 'fp-other', headers: REMOTE },
    ['the proxies’ CA signed it for somebody-else, but only front-proxy-client may speak for others; X-Remote-User: ada is not read'],
  ],
  [
    'an issuer’s token for another audience',
    'authn.oidc',
    jwt({ claims: { iss: ISSUER, sub: 'jane', aud: 'vault' } }),
    ['the signature fits; the token is for vault, this server wants kubernetes'],
  ],
  [
    'an issuer’s token of the right key under an unknown id',
    'authn.oidc',
    jwt({ kid: 'nobody', claims: { iss: ISSUER, sub: 'jane', aud: 'kubernetes' } }),
    ['the signature fits the published key vMuGOY5ZsKm2RZZExAGxpRlSmnqLAVdQ6gCJZWSLZWA, but the token names the key nobody'],
  ],
  [
    'an issuer’s token by a key it never published',
    'authn.oidc',
    jwt({ key: 'sa', claims: { iss: ISSUER, sub: 'jane', aud: 'kubernetes' } }),
    ['the token names the key IdUp-VyvcQNlUH9lyzDvtnAop1f2KpYvR0TCZdqTUaM; published are vMuGOY5ZsKm2RZZExAGxpRlSmnqLAVdQ6gCJZWSLZWA'],
  ],
  [
    'an issuer’s token too late',
    'authn.oidc',
    jwt({ claims: { iss: ISSUER, sub: 'jane', aud: 'kubernetes', exp: 1_700_000_000 } }),
    ['the signature and the audience fit; the token was good until 2023-11-14 22:13:20 +0000 UTC'],
  ],
  [
    'an issuer with http for https',
    'authn.oidc',
    jwt({ claims: { iss: 'http://127.0.0.1:26500', sub: 'jane', aud: 'kubernetes' } }),
    ['the token is of http://127.0.0.1:26500, this server believes https://127.0.0.1:26500: not one letter may differ'],
  ],
  ['nothing shown, where anonymous may not go', 'authn.anonymous', {}, ['without a name one may ask only for /version, /livez']],
];

const as = (user: string, ...groups: string[]): Asked => ({
  cert: 'admin',
  headers: { 'Impersonate-User': user, ...(groups.length ? { 'Impersonate-Group': groups.join(',') } : {}) },
});
const node = as('system:node:n1', 'system:nodes');
const pod = (name: string, spec: object, annotations = {}) => ({ metadata: { name, annotations }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } });
const secret = [{ name: 'v', secret: { secretName: 's' } }];

export const RIGHTS_MISSED: [claim: string, desk: string, objects: object[], path: string, asked: Asked, why: string[]][] = [
  ['a secret no pod refers to', 'authz.node', [], `${NS}/default/secrets/s`, node, ['no pod in namespace default refers to it']],
  [
    'a secret of a pod on another node',
    'authz.node',
    [pod('web', { nodeName: 'n2', volumes: secret })],
    `${NS}/default/secrets/s`,
    node,
    ['pod default/web refers to it, but is on node n2'],
  ],
  [
    'a secret of a pod on no node',
    'authz.node',
    [pod('web', { volumes: secret })],
    `${NS}/default/secrets/s`,
    node,
    ['pod default/web refers to it, but is on no node yet'],
  ],
  ['a pod of another node', 'authz.node', [pod('web', { nodeName: 'n2' })], `${NS}/default/pods/web`, node, ['pod default/web is on node n2']],
  ['a pod that is not there', 'authz.node', [], `${NS}/default/pods/web`, node, ['there is no pod default/web']],
  [
    'a node’s name without its group',
    'authz.node',
    [],
    `${NS}/default/pods/web`,
    { token: 'node-token-n9' },
    ['named like a node, but not in the group system:nodes'],
  ],
  ['a policy of another namespace', 'authz.abac', [], `${NS}/prod/pods`, as('abby'), ['policy 1 of 2 comes nearest: namespace is dev, not prod']],
  ['a policy of another resource', 'authz.abac', [], `${NS}/dev/services`, as('abby'), ['policy 1 of 2 comes nearest: resource is pods, not services']],
  [
    'a policy that only reads',
    'authz.abac',
    [],
    `${NS}/dev/pods/x`,
    { ...as('abby'), method: 'DELETE' },
    ['policy 1 of 2 comes nearest: it is readonly, delete is not'],
  ],
  ['a policy of somebody else', 'authz.abac', [], `${NS}/dev/pods`, as('jane'), ['policy 1 of 2 comes nearest: it is for user abby']],
  ['a policy of another path', 'authz.abac', [], '/abacus', as('jane'), ['policy 2 of 2 comes nearest: its path is /abac/*, not /abacus']],
];

export const HOOKS_SAY: [claim: string, desk: string, asked: Asked, reason: string][] = [
  ['the token is for another audience', 'authn.webhook', { token: 'elsewhere' }, `for vault, not for ${OWN_ISSUER}`],
  ['it does not know the token', 'authn.webhook', { token: 'unknown' }, 'the webhook does not know it'],
  ['the token is revoked', 'authn.webhook', { token: 'broken' }, 'revoked'],
  ['it denies', 'authz.webhook', as('no'), 'not on Mondays'],
];
