// Requests by name. Between them they take every edge of the machine where every plugin is configured.
import { toBase64Url, utf8 } from '../../crypto/encoding.ts';
import type { World } from '../../world.ts';
import { type Asked, ask } from '../webhooks/testing/webhook-world.ts';
import { ISSUER, OWN_ISSUER } from './every-plugin.ts';

export const NS = '/api/v1/namespaces';
const MAPS = `${NS}/default/configmaps`;
const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const MERGE = { 'Content-Type': 'application/merge-patch+json' };

export type Named = Record<string, (world: World) => Promise<Asked & { path: string }> | (Asked & { path: string })>;

const admin = (path: string, more: Asked = {}) => ({ path, cert: 'admin', ...more });
const post = (path: string, body: unknown, more: Asked = {}) => admin(path, { method: 'POST', body, ...more });
/** As somebody: administrators may impersonate everybody. */
const as = (user: string, path: string, more: Asked = {}) => admin(path, { ...more, headers: { 'Impersonate-User': user, ...more.headers } });
export const websocket = (token: string) => ({
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Protocol': `base64url.bearer.authorization.k8s.io.${toBase64Url(utf8(token))}, v4.channel.k8s.io`,
});

async function signed(world: World, key: string, claims: Record<string, unknown>): Promise<string> {
  const kid = world.signingKeys().find((k) => k.name === key)?.kid;
  const made = await world.signToken(JSON.stringify({ alg: 'RS256', kid }), JSON.stringify({ exp: world.clock.seconds() + 600, ...claims }), key);
  if (!made.ok) throw new Error(made.error);
  return made.token;
}

export const IDENTITIES: Named = {
  'nothing shown, at a path open to everybody': () => ({ path: '/version' }),
  'nothing shown, at a path that is not': () => ({ path: NS }),
  'a path that means nothing': () => admin('/api/v1/watch'),
  'a proxy speaks for somebody': () => ({ path: '/version', cert: 'chain-front', headers: { 'X-Remote-User': 'pat' } }),
  'a certificate of the client CA': () => admin('/version'),
  'a certificate nobody signed': () => ({ path: '/version', cert: 'chain-rogue' }),
  'a certificate nobody signed, and a good token': () => ({ path: '/version', cert: 'chain-rogue', token: 'token1' }),
  'a line of the token file': () => ({ path: '/version', token: 'token1' }),
  'a token nobody knows': () => ({ path: '/version', token: 'unknown' }),
  'a token nobody knows, then a websocket’s': () => ({ path: '/version', token: 'unknown', headers: websocket('token1') }),
  'a token the webhook calls broken, then a websocket’s': () => ({ path: '/version', token: 'broken', headers: websocket('token1') }),
  'a token the webhook knows': () => ({ path: '/version', token: 'hooked' }),
  'a token the webhook calls broken': () => ({ path: '/version', token: 'broken' }),
  'a service account’s token': async (world) => {
    await ask(world, `${NS}/default/serviceaccounts`, post('', { metadata: { name: 'test' } }));
    const { json } = await ask(world, `${NS}/default/serviceaccounts/test/token`, post('', { spec: {} }));
    return { path: '/version', token: (json.status as { token: string }).token };
  },
  'a token in the server’s name by another key': async (world) => ({ path: '/version', token: await signed(world, 'sa2', { iss: OWN_ISSUER }) }),
  'a bootstrap token': async (world) => {
    const data = { 'token-id': 'abcdef', 'token-secret': '0123456789abcdef', 'usage-bootstrap-authentication': 'true' };
    const secret = { metadata: { name: 'bootstrap-token-abcdef' }, type: 'bootstrap.kubernetes.io/token', stringData: data };
    await ask(world, `${NS}/kube-system/secrets`, post('', secret));
    return { path: '/version', token: 'abcdef.0123456789abcdef' };
  },
  'a token of the issuer': async (world) => ({ path: '/version', token: await signed(world, 'sa2', { iss: ISSUER, sub: 'jane', aud: 'kubernetes' }) }),
  'a token of the issuer for others': async (world) => ({ path: '/version', token: await signed(world, 'sa2', { iss: ISSUER, sub: 'jane', aud: 'vault' }) }),
  'acting as another': () => as('yes', '/version'),
  'acting as another without the right': () => ({ path: '/version', token: 'token1', headers: { 'Impersonate-User': 'jane' } }),
  'groups of nobody': () => admin('/version', { headers: { 'Impersonate-Group': 'dev' } }),
};

export const RIGHTS: Named = {
  'a node its own object': () => as('system:node:n1', '/api/v1/nodes/n1', { headers: { 'Impersonate-Group': 'system:nodes' } }),
  'a line of the policy file': () => as('abby', `${NS}/dev/pods`),
  'the webhook allows': () => as('yes', NS),
  'the webhook denies': () => as('no', NS),
  'the webhook fails, and nobody else allows': () => as('down', NS),
  'the webhook fails, and RBAC allows': () => as('down', '/version'),
  'a rule of RBAC': () => as('jane', '/version'),
  'nobody allows': () => as('jane', NS),
};

export const HANDLERS: Named = {
  'a document': () => admin('/version'),
  'a path that is not there': () => admin('/nope'),
  'a method nobody takes': () => admin(NS, { method: 'PUT', body: {} }),
  'a form nobody writes': () => admin(NS, { headers: { Accept: 'text/html' } }),
  'a patch in a form nobody reads': () => admin(`${NS}/default`, { method: 'PATCH', body: {} }),
  'what Gatehouse does not answer': () => admin('/metrics'),
  'a read': () => admin(NS),
  'one that is not there': () => admin(`${NS}/none`),
  'a write': () => post(MAPS, { metadata: { name: 'c' } }),
  'a write of what is there': () => post(NS, { metadata: { name: 'default' } }),
  'a write into another namespace': () => post(MAPS, { metadata: { name: 'c', namespace: 'x' } }),
  'a write into a namespace that is not there': () => post(`${NS}/x/configmaps`, { metadata: { name: 'c' } }),
  'a write in a form nobody reads': () => post(NS, 'x', { headers: { 'Content-Type': 'text/plain' } }),
  'a write with a wish nobody knows': () => post(`${NS}?dryRun=x`, {}),
  'a namespace that may not be deleted': () => admin(`${NS}/default`, { method: 'DELETE' }),
  'a write that is not valid': () => post(NS, { metadata: { name: 'a.b' } }),
  'a write with a version of its own': () => post(NS, { metadata: { name: 'q', resourceVersion: '1' } }),
  'a patch of another name': () => admin(`${NS}/default`, { method: 'PATCH', body: { metadata: { name: 'y' } }, headers: MERGE }),
  'what runs behind the server': async (world) => {
    await ask(world, '/api/v1/nodes', post('', { metadata: { name: 'n1' } }));
    return admin('/api/v1/nodes/n1/proxy/');
  },
  'a timeout that is no duration': () => admin(`${NS}?timeout=x`),
  'a revision of the future': () => admin(`${NS}?resourceVersion=99999`),
  'more rights than one’s own': () =>
    as('writer', `${RBAC}/clusterroles`, { method: 'POST', body: { metadata: { name: 'x' }, rules: [{ verbs: ['*'], nonResourceURLs: ['*'] }] } }),
};
