import { describe, expect, test } from 'vitest';
import { readAuthenticationConfig } from '../../authentication-config.ts';
import refused from './testing/refused-configs.data.json' with { type: 'json' };

// What kube-apiserver said of each file when it was started with it.
describe('a configuration file that stops the server', () => {
  test.each(refused.map((r) => [r.name, r.config, r.error] as const))('%s', async (_name, config, error) => {
    const read = await readAuthenticationConfig('/etc/authn.yaml', config, false);
    expect(read.ok ? 'started' : read.failure.error).toBe(error);
  });
});
