import { expect, test } from 'vitest';
import { helpFlags } from './help-flags.mjs';

// Lines as pflag prints them.
test.each([
  ['a string has no default when none is printed', '      --token-auth-file string   If set, the file.', ['token-auth-file', 'string', '']],
  [
    'a string’s default is in quotes',
    '      --audit-log-mode string   Strategy. Known modes are a,b. (default "blocking")',
    ['audit-log-mode', 'string', 'blocking'],
  ],
  ['a bool has no word', '      --anonymous-auth   Enables anonymous requests. (default true)', ['anonymous-auth', 'bool', 'true']],
  ['a bool is false when nothing is printed', '      --allow-privileged   If true, allow. [default=false]', ['allow-privileged', 'bool', 'false']],
  ['a list’s default is in brackets', '      --oidc-signing-algs strings   Algorithms. (default [RS256,ES256])', ['oidc-signing-algs', 'list', 'RS256,ES256']],
  ['a duration', '      --event-ttl duration   How long. (default 1h0m0s)', ['event-ttl', 'duration', '1h0m0s']],
  ['a duration is 0s when nothing is printed', '      --x duration   How long.', ['x', 'duration', '0s']],
  ['an address', '      --bind-address ip   The address. (default 0.0.0.0)', ['bind-address', 'string', '0.0.0.0']],
  ['a map', '      --oidc-required-claim mapStringString   A pair.', ['oidc-required-claim', 'list', '']],
  ['a letter of its own', '  -v, --v Level   number for the log level verbosity', ['v', 'int', '0']],
  ['a value that may be left out', '      --version version[=true]   --version, --version=raw prints it', ['version', 'string', '']],
  [
    'usage that goes on in the next line',
    '      --secure-port int   The port\n                          to serve on. (default 6443)',
    ['secure-port', 'int', '6443'],
  ],
])('%s', (_claim, help, flag) => {
  expect(helpFlags(`Generic flags:\n\n${help}\n`).map(({ name, type, byDefault }) => [name, type, byDefault])).toEqual([flag]);
});

test('what is no flag is passed over, and the order is kept', () => {
  expect(helpFlags('Usage:\n  kube-apiserver [flags]\n\n      --b int   B.\n      --a int   A.\n').map(({ name }) => name)).toEqual(['b', 'a']);
});
