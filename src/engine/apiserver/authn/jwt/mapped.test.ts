import { describe, expect, test } from 'vitest';
import { minikubeWorld } from '../../../base-worlds/minikube.ts';
import recorded from './testing/mapped-claims.data.json' with { type: 'json' };
import { ask, CONFIG_FILE, ISSUER, lastRefusal, oidcWorld, token } from './testing/oidc-world.ts';

interface Recorded {
  entry: Record<string, unknown>;
  claims: Record<string, unknown>;
  error?: string;
  user?: { username: string; groups: string[] };
}

// What kube-apiserver made of a token's claims under each configuration.
describe('claims become a user, or the token is refused in the server’s words', () => {
  const certificateAuthority = minikubeWorld().pki.ca?.crt ?? '';
  test.each((recorded as Recorded[]).map((r) => [`${JSON.stringify(r.entry)} ${JSON.stringify(r.claims)}`, r] as const))(
    '%s',
    async (_title, { entry, claims, error, user }) => {
      const jwt = [{ issuer: { url: ISSUER, certificateAuthority, audiences: ['kubernetes'] }, ...entry }];
      const file = JSON.stringify({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', jwt });
      const world = await oidcWorld({ 'authentication-config': CONFIG_FILE }, { file });
      const base = {
        email: 'jane@example.com',
        email_verified: true,
        groups: ['dev'],
        hd: 'example.com',
        iat: world.clock.seconds(),
        roles: 'a,b',
        nested: { team: 'blue', list: ['x'] },
      };
      const { trace } = await ask(world, await token(world, { ...base, ...claims }));
      const found = trace.events.flatMap((e) => (e.kind === 'after' && e.evidence?.type === 'user' ? [e.evidence.user] : []))[0];
      expect(error === undefined ? { username: found?.name, groups: found?.groups } : lastRefusal(world)).toEqual(error ?? user);
    },
  );
});
