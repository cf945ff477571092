import { describe, expect, test } from 'vitest';
import { readAuthenticationConfig } from './authentication-config.ts';

const HEAD = 'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n';
const PATH = '/etc/authn.yaml';

describe('who may be anonymous', () => {
  test.each<[claim: string, text: string, anonymous: unknown]>([
    ['nothing said', HEAD, undefined],
    ['on', `${HEAD}anonymous:\n  enabled: true\n`, { enabled: true, paths: [] }],
    ['off', `${HEAD}anonymous:\n  enabled: false\n`, { enabled: false, paths: [] }],
    [
      'for some paths',
      `${HEAD}anonymous:\n  enabled: true\n  conditions:\n  - path: /livez\n  - path: /version\n`,
      { enabled: true, paths: ['/livez', '/version'] },
    ],
  ])('%s', async (_claim, text, anonymous) => {
    expect(await readAuthenticationConfig(PATH, text, false)).toEqual({ ok: true, anonymous });
  });
});

describe('a file that stops the server', () => {
  const LOAD = `failed to load authentication configuration from file "${PATH}": `;
  test.each<[claim: string, text: string | undefined, error: string, line: number | undefined]>([
    ['no such file', undefined, `${LOAD}open ${PATH}: no such file or directory`, undefined],
    ['an empty file', '', `${LOAD}empty config data`, undefined],
    ['an unknown field', `${HEAD}jwtt: []\n`, `${LOAD}strict decoding error: unknown field "jwtt"`, 3],
    ['an unknown field deeper down', `${HEAD}anonymous:\n  on: true\n`, `${LOAD}strict decoding error: unknown field "anonymous.on"`, 4],
    [
      'an unknown version',
      HEAD.replace('/v1', '/v9'),
      `${LOAD}no kind "AuthenticationConfiguration" is registered for version "apiserver.config.k8s.io/v9" in scheme "pkg/runtime/scheme.go:111"`,
      1,
    ],
    [
      'conditions of what is off',
      `${HEAD}anonymous:\n  enabled: false\n  conditions:\n  - path: /livez\n`,
      'invalid authentication configuration: anonymous.conditions: Invalid value: [{"Path":"/livez"}]: enabled should be set to true when conditions are defined',
      6,
    ],
    [
      'an empty authenticator',
      `${HEAD}jwt:\n- issuer: {}\n`,
      'invalid authentication configuration: [jwt[0].issuer.url: Required value, jwt[0].issuer.audiences: Required value: at least one jwt[0].issuer.audiences is required, jwt[0].claimMappings.username: Required value: claim or expression is required]',
      4,
    ],
  ])('%s', async (_claim, text, error, line) => {
    const read = await readAuthenticationConfig(PATH, text, false);
    expect(read).toMatchObject({ ok: false, failure: { error, file: PATH, ...(line === undefined ? {} : { line }) } });
  });

  test('the flag beside the file', async () => {
    const read = await readAuthenticationConfig(PATH, `${HEAD}anonymous:\n  enabled: true\n`, true);
    expect(!read.ok && read.failure.error).toBe(
      'anonymous: Forbidden: --anonymous-auth flag cannot be set when anonymous field is configured in authentication configuration file',
    );
  });
});
