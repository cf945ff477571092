import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { awsAccount, awsWorld, EKS_ISSUER } from '../../base-worlds/aws.ts';
import { awsPki } from '../../base-worlds/aws-pki.data.ts';
import { minikubePki } from '../../base-worlds/minikube-pki.data.ts';
import { createWorld } from '../../create-world.ts';
import { Headers } from '../../http/message.ts';
import type { World } from '../../world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(awsWorld());
}, 60_000);

async function fetchFrom(url: string, method = 'GET') {
  const { origin, pathname } = new URL(url);
  const tls = { ca: awsPki['amazon-root'].crt };
  const exchange = await world.request({ from: 'laptop', origin, request: { method, target: pathname, headers: new Headers(), body: '' }, tls });
  if (!exchange.ok) throw new Error(exchange.failure.code);
  return { status: exchange.response.status, value: JSON.parse(exchange.response.body) as Record<string, unknown> };
}

async function token(): Promise<string> {
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: {
      method: 'POST',
      target: '/api/v1/namespaces/default/serviceaccounts/my-serviceaccount/token',
      headers: new Headers([['Content-Type', 'application/json']]),
      body: JSON.stringify({ spec: { audiences: ['sts.amazonaws.com'] } }),
    },
    tls: { insecure: true, clientCertificate: minikubePki.client.crt },
  });
  if (!exchange.ok) throw new Error(exchange.failure.code);
  return (JSON.parse(exchange.response.body) as { status: { token: string } }).status.token;
}

it('whoever has read the published documents can check the cluster’s tokens, as jose does', async () => {
  const { value: discovery } = await fetchFrom(`${EKS_ISSUER}/.well-known/openid-configuration`);
  expect(discovery.issuer).toBe(EKS_ISSUER);
  const { value: keys } = await fetchFrom(String(discovery.jwks_uri));
  const { payload } = await jwtVerify(await token(), createLocalJWKSet(keys as unknown as JSONWebKeySet), {
    issuer: EKS_ISSUER,
    audience: 'sts.amazonaws.com',
    algorithms: ['RS256'],
    currentDate: new Date(world.clock.now()),
  });
  expect(payload.sub).toBe('system:serviceaccount:default:my-serviceaccount');
  expect(JSON.stringify(keys)).not.toMatch(/"[dpq]"/);
});

test.each([
  ['another cluster’s documents are not there', `${EKS_ISSUER.replace(/.$/, 'X')}/keys`, 'GET', 404],
  ['nothing can be written', `${EKS_ISSUER}/keys`, 'PUT', 405],
])('%s', async (_, url, method, status) => {
  expect((await fetchFrom(url, method)).status).toBe(status);
});

describe('a party put in the place of the account', () => {
  const changed = (trust: string) => ({ ...awsAccount(), roles: awsAccount().roles.map((role) => (role.name === 'my-role' ? { ...role, trust } : role)) });
  const trustNow = () => {
    const [party] = world.parties();
    return party?.kind === 'aws' ? party.roles[0]?.trust : undefined;
  };

  it('with a document IAM refuses keeps the last good one in force', async () => {
    const good = trustNow();
    await world.changeParty(changed('{"Version": '));
    expect(trustNow()).toBe(good);
    const other = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"sts:*"}}';
    await world.changeParty(changed(other));
    expect(trustNow()).toBe(other);
  });

  it('made private, its issuer is gone from the network', async () => {
    const account = awsAccount();
    await world.changeParty({ ...account, issuers: (account.issuers ?? []).map((one) => ({ ...one, reachable: false })) });
    await expect(fetchFrom(`${EKS_ISSUER}/keys`)).rejects.toThrow('no-such-host');
  });
});
