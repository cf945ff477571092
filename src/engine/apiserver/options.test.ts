import { describe, expect, test } from 'vitest';
import { type FlagValues, readOptions } from './options.ts';

const address = { version: '1.2.3', host: '192.168.49.2', port: 8443 };
const base: FlagValues = { 'service-account-issuer': 'https://issuer', 'service-account-key-file': '/sa.pub' };
const error = async (flags: FlagValues): Promise<string | undefined> => {
  const read = await readOptions({ ...base, ...flags }, address);
  return read.ok ? undefined : read.failure.error;
};

describe('a start that is refused', () => {
  test.each<[flags: FlagValues, error: string]>([
    [{ nonsense: 'x' }, 'unknown flag: --nonsense'],
    [{ 'anonymous-auth': 'yes' }, 'invalid argument "yes" for "--anonymous-auth" flag: strconv.ParseBool: parsing "yes": invalid syntax'],
    [{ 'secure-port': '0' }, '--secure-port 0 must be between 1 and 65535, inclusive. It cannot be turned off with 0'],
    [{ 'secure-port': '70000' }, '--secure-port 70000 must be between 1 and 65535, inclusive. It cannot be turned off with 0'],
    [{ 'secure-port': 'x' }, 'invalid argument "x" for "--secure-port" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [
      { 'service-account-max-token-expiration': '1d' },
      'invalid argument "1d" for "--service-account-max-token-expiration" flag: time: unknown unit "d" in duration "1d"',
    ],
    [{ 'service-account-issuer': [] }, 'service-account-issuer is a required flag'],
    [{ 'service-account-issuer': '' }, 'service-account-issuer should not be an empty string'],
    [{ 'service-account-issuer': ['https://a', 'https://a'] }, 'service-account-issuer "https://a" is already specified'],
    [
      { 'service-account-issuer': 'not a url:' },
      'service-account-issuer "not a url:" contained a \':\' but was not a valid URL: parse "not a url:": first path segment in URL cannot contain colon',
    ],
    [{ 'service-account-jwks-uri': 'http://x' }, 'service-account-jwks-uri requires https scheme, parsed as: http://x'],
    [{ 'service-account-max-token-expiration': '30m' }, 'the service-account-max-token-expiration must be between 1 hour and 2^32 seconds'],
    [{ 'oidc-issuer-url': 'https://x', 'authentication-config': 'a.yaml' }, 'authentication-config file and oidc-* flags are mutually exclusive'],
    [{ 'requestheader-username-headers': ' ' }, 'empty value in "requestheader-username-headers"'],
    [
      { 'requestheader-uid-headers': 'X-Uid' },
      '--requestheader-uid-headers is set without specifying the standard X-Remote-Uid header - API aggregation will not work',
    ],
    [
      { 'service-account-issuer': ['', ''], 'service-account-jwks-uri': 'http://x' },
      '[service-account-issuer should not be an empty string, service-account-jwks-uri requires https scheme, parsed as: http://x]',
    ],
  ])('%j', async (flags, message) => {
    expect(await error(flags)).toBe(message);
  });

  test('a flag of the real server that is not modelled says so', async () => {
    expect(await error({ 'egress-selector-config-file': '/x' })).toBe(
      '--egress-selector-config-file is a flag of kube-apiserver that this model does not have yet',
    );
  });
});

test('audiences are the issuers unless they are given', async () => {
  const read = async (flags: FlagValues) => {
    const result = await readOptions({ ...base, ...flags }, address);
    return result.ok ? result.options.apiAudiences : [];
  };
  expect(await read({ 'service-account-issuer': ['https://a', 'https://b'] })).toEqual(['https://a', 'https://b']);
  expect(await read({ 'api-audiences': 'api,x' })).toEqual(['api', 'x']);
});
