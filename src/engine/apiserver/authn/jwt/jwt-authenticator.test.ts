import { describe, expect, test } from 'vitest';
import { minikubeWorld } from '../../../base-worlds/minikube.ts';
import { ask, CONFIG_FILE, ISSUER, lastRefusal, oidcFlags, oidcWorld, provider, token } from './testing/oidc-world.ts';

const CA = minikubeWorld().pki.ca?.crt ?? '';
const config = (entry: Record<string, unknown> = {}, issuer: Record<string, unknown> = {}) =>
  JSON.stringify({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    jwt: [
      {
        issuer: { url: ISSUER, certificateAuthority: CA, audiences: ['kubernetes'], ...issuer },
        claimMappings: { username: { claim: 'sub', prefix: '' } },
        ...entry,
      },
    ],
  });

/** Desk, reason, and the user of the gate. */
async function outcome(world: Awaited<ReturnType<typeof oidcWorld>>, jwt: string) {
  const { response, trace } = await ask(world, jwt);
  const stages = new Map(trace.events.flatMap((e) => (e.kind === 'before' ? [[e.id, e.stage] as const] : [])));
  const after = (stage: string) => trace.events.find((e) => e.kind === 'after' && stages.get(e.id) === stage);
  const desk = after('authn.oidc');
  const gate = after('authentication');
  return {
    status: response.status,
    reason: desk?.kind === 'after' ? desk.reason : undefined,
    checks: desk?.kind === 'after' && desk.evidence?.type === 'jwt' ? desk.evidence.checks : undefined,
    user: gate?.kind === 'after' && gate.evidence?.type === 'user' ? gate.evidence.user : undefined,
    hops: trace.events.flatMap((e) => (e.kind === 'hop' ? [`${e.from} → ${e.to}: ${e.summary}`] : [])),
    cel: trace.events.flatMap((e) => (e.kind === 'note' && e.evidence?.type === 'cel' ? [`${e.evidence.expression} = ${e.evidence.result}`] : [])),
  };
}

describe('an issuer given by flags', () => {
  test('is believed, and the trace shows the keys being fetched and every check', async () => {
    const world = await oidcWorld({ ...oidcFlags, 'oidc-groups-claim': 'groups', 'oidc-groups-prefix': 'oidc:' });
    const found = await outcome(world, await token(world, { groups: ['dev'], jti: 'abc' }));
    expect(found.user).toEqual({
      name: `${ISSUER}#1234`,
      uid: '',
      groups: ['oidc:dev', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': ['JTI=abc'] },
    });
    expect(found.reason).toBe('signature fits, audience is kubernetes');
    expect(found.hops.slice(1, 3)).toEqual(['kube-apiserver → dex: GET /keys', 'dex → kube-apiserver: 200 OK']);
    expect(found.checks?.map((c) => [c.check, c.ok])).toEqual(
      ['readable', 'algorithm', 'signature', 'claims readable', 'issuer', 'audience', 'in date', 'claims'].map((c) => [c, true]),
    );
  });

  test('whose name the token does not bear leaves it to others', async () => {
    const world = await oidcWorld(oidcFlags);
    expect((await outcome(world, await token(world, { iss: `${ISSUER}/` }))).reason).toBe('issuer not ours');
  });

  test.each<[claim: string, claims: Record<string, unknown>, how: Parameters<typeof token>[2], error: string]>([
    ['a key nobody published', {}, { key: 'sa' }, 'oidc: verify token: failed to verify signature: failed to verify id token signature'],
    [
      'an algorithm that is not allowed',
      {},
      { header: { alg: 'PS256' } },
      'oidc: verify token: oidc: id token signed with unsupported algorithm, expected ["RS256"] got "PS256"',
    ],
    [
      'no signature at all',
      {},
      { header: { alg: 'none' } },
      'oidc: verify token: oidc: id token signed with unsupported algorithm, expected ["RS256"] got "none"',
    ],
    ['another audience', { aud: 'x' }, {}, 'oidc: verify token: oidc: expected audience "kubernetes" got ["x"]'],
    [
      'a sub that is a number',
      { sub: 5 },
      {},
      'oidc: verify token: oidc: failed to unmarshal claims: json: cannot unmarshal number into Go struct field idToken.sub of type string',
    ],
    ['no expiry', { exp: undefined }, {}, 'oidc: verify token: oidc: token is expired (Token Expiry: 0001-01-01 00:00:00 +0000 UTC)'],
    ['an audience before an expiry', { aud: 'x', exp: 1 }, {}, 'oidc: verify token: oidc: expected audience "kubernetes" got ["x"]'],
    [
      'a foreign signature before everything the claims say',
      { aud: 'x', exp: 1 },
      { key: 'sa' },
      'oidc: verify token: failed to verify signature: failed to verify id token signature',
    ],
    [
      'an expiry that is no number',
      { exp: 'x' },
      {},
      'oidc: verify token: oidc: failed to unmarshal claims: json: invalid number literal, trying to unmarshal "\\"x\\"" into Number',
    ],
    [
      'an expiry that is a truth',
      { exp: true },
      {},
      'oidc: verify token: oidc: failed to unmarshal claims: json: cannot unmarshal bool into Go struct field idToken.exp of type json.Number',
    ],
    [
      'an audience that is a number',
      { aud: 5 },
      {},
      'oidc: verify token: oidc: failed to unmarshal claims: json: cannot unmarshal number into Go struct field idToken.aud of type []string',
    ],
    [
      'an algorithm that is a number',
      {},
      { header: { alg: 5 } },
      'oidc: verify token: oidc: malformed jwt: failed to unmarshal algorithm: json: cannot unmarshal number into Go value of type string: "5"',
    ],
    ['a claim whose source is missing', { _claim_names: { groups: 's' } }, {}, 'oidc: verify token: oidc: source does not exist'],
    ['no user name', { sub: undefined }, {}, 'oidc: parse username claims "sub": claim not present'],
  ])('refuses %s', async (_claim, claims, how, error) => {
    const world = await oidcWorld(oidcFlags);
    expect((await ask(world, await token(world, claims, how))).response.status).toBe(401);
    expect(lastRefusal(world)).toBe(error);
  });

  test('that is not there is looked for again after ten seconds, and once found it is believed', async () => {
    const world = await oidcWorld(oidcFlags, { parties: [] });
    expect(
      world
        .server()
        .log.some((l) =>
          l.endsWith(
            `oidc authenticator: initializing plugin: Get "${ISSUER}/.well-known/openid-configuration": dial tcp 127.0.0.1:5556: connect: connection refused`,
          ),
        ),
    ).toBe(true);
    const jwt = await token(world, {});
    await ask(world, jwt);
    expect(lastRefusal(world)).toBe('oidc: authenticator not initialized');
    await world.changeParty(provider);
    expect((await ask(world, jwt)).response.status).toBe(401);
    await world.advance(10_000);
    expect((await ask(world, jwt)).response.status).toBe(200);
  });

  test('whose certificate another CA signed is never believed, and the log says why', async () => {
    const world = await oidcWorld({ ...oidcFlags, 'oidc-ca-file': '/var/lib/minikube/certs/front-proxy-ca.crt' });
    await ask(world, await token(world, {}));
    expect(lastRefusal(world)).toBe('oidc: authenticator not initialized');
    expect(world.server().log.join('\n')).toContain('tls: failed to verify certificate: x509: certificate signed by unknown authority');
  });

  test('that changes its key is believed with the new one, and the old one no longer once the keys are fetched anew', async () => {
    const world = await oidcWorld(oidcFlags);
    const old = await token(world, {});
    expect((await ask(world, old)).response.status).toBe(200);
    await world.changeParty({ ...provider, keys: ['sa'] });
    expect((await ask(world, await token(world, {}, { key: 'sa' }))).response.status).toBe(200);
    await world.advance(11_000);
    expect((await ask(world, old)).response.status).toBe(401);
  });
});

describe('the configuration file', () => {
  test('maps claims by expressions, and the trace shows what each gave', async () => {
    const file = config({
      claimMappings: {
        username: { expression: "'sso:' + claims.sub" },
        groups: { expression: "claims.roles.split(',').map(r, r)" },
        uid: { expression: 'claims.sub' },
        extra: [{ key: 'example.com/team', valueExpression: 'claims.team' }],
      },
      claimValidationRules: [{ expression: 'claims.exp - claims.iat <= 86400', message: 'token lives too long' }],
      userValidationRules: [{ expression: "!user.username.startsWith('system:')", message: 'reserved' }],
    });
    const world = await oidcWorld({ 'authentication-config': CONFIG_FILE }, { file });
    const found = await outcome(world, await token(world, { roles: 'a,b', team: 'blue', iat: world.clock.seconds() }));
    expect(found.user).toEqual({ name: 'sso:1234', uid: '1234', groups: ['a', 'b', 'system:authenticated'], extra: { 'example.com/team': ['blue'] } });
    expect(found.cel).toEqual([
      `'sso:' + claims.sub = "sso:1234"`,
      `claims.roles.split(',').map(r, r) = ["a","b"]`,
      'claims.sub = "1234"',
      'claims.team = "blue"',
      'claims.exp - claims.iat <= 86400 = true',
      "!user.username.startsWith('system:') = true",
    ]);
  });

  test('that changes for the better is in force at once', async () => {
    const world = await oidcWorld({ 'authentication-config': CONFIG_FILE }, { file: config() });
    world.machine('minikube').write(CONFIG_FILE, config({ claimMappings: { username: { claim: 'sub', prefix: 'new:' } } }));
    expect((await outcome(world, await token(world, {}))).user?.name).toBe('new:1234');
    expect(world.server().filesRead[CONFIG_FILE]).toContain('new:');
  });

  test.each<[claim: string, text: string, line: string]>([
    [
      'is no good',
      config({ claimMappings: {} }),
      'authentication.go:801] "failed to validate authentication config" err="jwt[0].claimMappings.username: Required value: claim or expression is required"',
    ],
    ['is no YAML', 'a: b: c', 'authentication.go:789] "failed to load authentication config" err="yaml: mapping values are not allowed in this context"'],
    [
      'ends in the middle of a list',
      'a: [\n',
      'authentication.go:789] "failed to load authentication config" err="yaml: line 1: did not find expected node content"',
    ],
    [
      'changes who may be anonymous',
      JSON.stringify({ ...(JSON.parse(config()) as object), anonymous: { enabled: false } }),
      'authentication.go:801] "failed to validate authentication config" err="anonymous: Forbidden: changed from initial configuration file"',
    ],
    [
      'says of anonymous what cannot be',
      JSON.stringify({ ...(JSON.parse(config()) as object), anonymous: { enabled: false, conditions: [{ path: '/livez' }] } }),
      'authentication.go:801] "failed to validate authentication config" err="[anonymous.conditions: Invalid value: [{\\"Path\\":\\"/livez\\"}]: enabled should be set to true when conditions are defined, anonymous: Forbidden: changed from initial configuration file]"',
    ],
    [
      'is no good, and changes who may be anonymous',
      JSON.stringify({ ...(JSON.parse(config({ claimMappings: {} })) as object), anonymous: { enabled: true } }),
      'authentication.go:801] "failed to validate authentication config" err="[jwt[0].claimMappings.username: Required value: claim or expression is required, anonymous: Forbidden: changed from initial configuration file]"',
    ],
    [
      'speaks for service accounts',
      config({ issuer: { url: 'https://kubernetes.default.svc.cluster.local', audiences: ['x'] } }),
      'authentication.go:801] "failed to validate authentication config" err="jwt[0].issuer.url: Invalid value: \\"https://kubernetes.default.svc.cluster.local\\": URL must not overlap with disallowed issuers: [https://kubernetes.default.svc.cluster.local]"',
    ],
    [
      'names a provider that cannot be reached',
      config({ issuer: { url: 'https://127.0.0.1:1', audiences: ['x'] } }),
      'authentication.go:811] "failed to update authentication config" err="[oidc: authenticator for issuer \\"https://127.0.0.1:1\\" is not healthy: Get \\"https://127.0.0.1:1/.well-known/openid-configuration\\": dial tcp 127.0.0.1:1: connect: connection refused, context deadline exceeded]"',
    ],
  ])('that %s leaves the old one in force and says so in the log', async (_claim, text, line) => {
    const world = await oidcWorld({ 'authentication-config': CONFIG_FILE }, { file: config() });
    world.machine('minikube').write(CONFIG_FILE, text);
    expect((await outcome(world, await token(world, {}))).user?.name).toBe('1234');
    expect(world.server().log.some((l) => l.endsWith(line))).toBe(true);
    expect(world.server().filesRead[CONFIG_FILE]).toBe(config());
  });
});
