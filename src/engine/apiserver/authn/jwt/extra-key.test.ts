import { expect, test } from 'vitest';
import { extraKeyFaults } from './extra-key.ts';

const PATH = 'must be a domain-prefixed path (such as "acme.io/foo")';
const LOWER = 'must be lowercase';
const RESERVED = 'k8s.io, kubernetes.io and their subdomains are reserved for Kubernetes use';
const DNS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const WRONG_PATH = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";

test.each<[key: string, faults: { value?: string; why: string }[]]>([
  ['', [{ why: 'Required value' }]],
  ['acme.io/foo', []],
  ['acme.io/foo/bar', []],
  ['io/foo', []],
  ["a.b/-._~%!$&'()*+,;=:", []],
  ['foo', [{ value: 'foo', why: PATH }]],
  ['/foo', [{ value: '/foo', why: PATH }]],
  ['acme.io/', [{ value: 'acme.io/', why: PATH }]],
  ['-a/foo', [{ value: '-a', why: DNS }]],
  ['acme.io/a b', [{ value: 'a b', why: WRONG_PATH }]],
  ['acme.io/ab ', [{ value: 'ab ', why: WRONG_PATH }]],
  ['acme.io/ ab', [{ value: ' ab', why: WRONG_PATH }]],
  ['acme.io/Foo', [{ value: 'acme.io/Foo', why: LOWER }]],
  [
    'Foo',
    [
      { value: 'Foo', why: PATH },
      { value: 'Foo', why: LOWER },
    ],
  ],
  [
    'Acme.io/foo',
    [
      { value: 'Acme.io', why: DNS },
      { value: 'Acme.io/foo', why: LOWER },
    ],
  ],
  ['k8s.io/foo', [{ value: 'k8s.io/foo', why: RESERVED }]],
  ['kubernetes.io/foo', [{ value: 'kubernetes.io/foo', why: RESERVED }]],
  ['a.k8s.io/foo', [{ value: 'a.k8s.io/foo', why: RESERVED }]],
  [
    'kubernetes.io',
    [
      { value: 'kubernetes.io', why: PATH },
      { value: 'kubernetes.io', why: RESERVED },
    ],
  ],
  ['mykubernetes.io/foo', []],
  ['k8s.io.acme/foo', []],
  ['acme.io/k8s.io', []],
])('%s', (key, faults) => {
  expect(extraKeyFaults(key)).toEqual(faults);
});
