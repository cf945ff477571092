// Refusals of kube-apiserver, recorded at start.
import { describe, expect, test } from 'vitest';
import { minikubeWorld } from '../../base-worlds/minikube.ts';
import { createWorld } from '../../create-world.ts';
import { judge } from './policy.ts';
import { readPolicyFile } from './policy-file.ts';

const head = 'apiVersion: audit.k8s.io/v1\nkind: Policy\n';
const rule = (more: string) => `${head}rules:\n- level: Metadata\n  ${more}\n`;
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const HEADER = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

describe('a policy that is no good', () => {
  const cases: [name: string, text: string, error: string][] = [
    ['no rules', head, 'loaded illegal policy with 0 rules'],
    ['an empty list of rules', `${head}rules: []\n`, 'loaded illegal policy with 0 rules'],
    ['nothing at all', '', 'unknown group version field audit.k8s.io/__internal, Kind=Policy in policy'],
    ['no version', 'kind: Policy\nrules:\n- level: Metadata\n', 'unknown group version field audit.k8s.io/__internal, Kind=Policy in policy'],
    [
      'an unknown level',
      `${head}rules:\n- level: Everything\n`,
      'rules[0].level: Unsupported value: "Everything": supported values: "None", "Metadata", "Request", "RequestResponse"',
    ],
    ['no level', `${head}rules:\n- users: [a]\n`, 'rules[0].level: Required value'],
    [
      'an unknown stage',
      `${head}omitStages: [Foo]\nrules:\n- level: Metadata\n`,
      'omitStages[0]: Invalid value: "Foo": allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic',
    ],
    [
      'an unknown stage of a rule',
      rule('omitStages: [Foo, RequestReceived]'),
      'rules[0].omitStages[0]: Invalid value: "Foo": allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic',
    ],
    [
      'an old version',
      'apiVersion: audit.k8s.io/v1beta1\nkind: Policy\nrules:\n- level: Metadata\n',
      'failed decoding: no kind "Policy" is registered for version "audit.k8s.io/v1beta1" in scheme "pkg/runtime/scheme.go:111"',
    ],
    ['an event', 'apiVersion: audit.k8s.io/v1\nkind: Event\n', 'failed decoding: converting (v1.Event) to (audit.Policy): unknown conversion'],
    [
      'an unknown kind',
      'apiVersion: audit.k8s.io/v1\nkind: Foo\n',
      'failed decoding: no kind "Foo" is registered for version "audit.k8s.io/v1" in scheme "pkg/runtime/scheme.go:111"',
    ],
    ['a list that does not end', 'rules: [\n', 'failed decoding: yaml: line 1: did not find expected node content'],
    [
      'resources and URLs',
      rule('nonResourceURLs: ["/x"]\n  resources: [{group: ""}]'),
      'rules[0].nonResourceURLs: Invalid value: ["/x"]: rules cannot apply to both regular resources and non-resource URLs',
    ],
    [
      'bad URLs',
      rule('nonResourceURLs: ["x", "/a*b", "*", "/a*"]'),
      `[rules[0].nonResourceURLs[0]: Invalid value: "x": non-resource URL rules must begin with a '/' character, rules[0].nonResourceURLs[1]: Invalid value: "/a*b": non-resource URL wildcards '*' must be the final character of the rule]`,
    ],
    ['a group with a version', rule('resources: [{group: "a/v1"}]'), `rules[0].resources.group: Invalid value: "a/v1": ${SUBDOMAIN}`],
    [
      'names without resources',
      rule('resources: [{group: "", resourceNames: [x]}]'),
      'rules[0].resources.resourceNames: Invalid value: ["x"]: using resourceNames requires at least one resource',
    ],
    ['rules that are no list', `${head}rules: 1\n`, 'failed decoding: json: cannot unmarshal number into Go struct field Policy.rules of type []v1.PolicyRule'],
    ['users that are no list', rule('users: a'), 'failed decoding: json: cannot unmarshal string into Go struct field PolicyRule.rules.users of type []string'],
    [
      'a level that is a number',
      `${head}rules:\n- level: 1\n`,
      'failed decoding: json: cannot unmarshal number into Go struct field PolicyRule.rules.level of type v1.Level',
    ],
    [
      'a switch that is a text',
      `${head}omitManagedFields: "yes"\nrules:\n- level: Metadata\n`,
      'failed decoding: json: cannot unmarshal string into Go struct field Policy.omitManagedFields of type bool',
    ],
    ['an alias that stands for nothing', `${head}rules: *none\n`, "failed decoding: yaml: unknown anchor 'none' referenced"],
    ['a text', 'hello\n', `failed decoding: couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type ${HEADER}`],
    ['a list', '- a\n', `failed decoding: couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type ${HEADER}`],
  ];
  test.each(cases)('%s', async (_, text, error) => {
    expect(await readPolicyFile('/p.yaml', text)).toMatchObject({ ok: false, error: `loading audit policy file: ${error}: from file /p.yaml` });
  });
  test('no file', async () => {
    const error = 'loading audit policy file: failed to read file path "/p.yaml": open /p.yaml: no such file or directory';
    expect(await readPolicyFile('/p.yaml', undefined)).toEqual({ ok: false, error });
  });
  test('the place of the first error is known', async () => {
    expect(await readPolicyFile('/p.yaml', `${head}rules:\n- level: Everything\n`)).toMatchObject({ line: 4, column: 10 });
  });
});

test('a field with a name that every object has is unknown too', async () => {
  expect(await readPolicyFile('/p.yaml', `${head}constructor: 1\nrules:\n- level: Metadata\n`)).toMatchObject({
    ok: true,
    warning: expect.stringContaining('unknown field "constructor"'),
  });
});

test('unknown fields only warn', async () => {
  expect(await readPolicyFile('/p.yaml', `${head}foo: 1\nrules:\n- level: Metadata\n  user: [a]\n`)).toMatchObject({
    ok: true,
    warning: 'Audit policy contains errors, falling back to lenient decoding: strict decoding error: unknown field "foo", unknown field "rules[0].user"',
  });
});

describe('flags of the audit log', () => {
  const cases: [name: string, flags: Record<string, string>, error: string][] = [
    ['an unknown mode', { 'audit-log-mode': 'foo' }, 'invalid audit log mode foo, allowed modes are "batch,blocking,blocking-strict"'],
    ['an unknown format', { 'audit-log-format': 'xml' }, 'invalid audit log format xml, allowed formats are "legacy,json"'],
    ['an old version', { 'audit-log-version': 'audit.k8s.io/v1beta1' }, 'invalid group version, allowed versions are ["audit.k8s.io/v1"]'],
    [
      'negative numbers',
      { 'audit-log-maxage': '-1', 'audit-log-maxbackup': '-1', 'audit-log-maxsize': '-1' },
      "[--audit-log-maxage -1 can't be a negative number, --audit-log-maxbackup -1 can't be a negative number, --audit-log-maxsize -1 can't be a negative number]",
    ],
    [
      'a policy that is not there',
      { 'audit-policy-file': '/p' },
      'loading audit policy file: failed to read file path "/p": open /p: no such file or directory',
    ],
  ];
  test.each(cases)('%s', async (_, flags, error) => {
    const spec = minikubeWorld();
    spec.server.flags = { ...spec.server.flags, 'audit-log-path': '-', ...flags };
    expect((await createWorld(spec)).server().failure?.error).toBe(error);
  });
});

describe('the first rule that matches decides', () => {
  const ask = (a: Partial<Parameters<typeof judge>[2]>) => ({
    isResourceRequest: true,
    verb: 'get',
    path: '/x',
    apiGroup: '',
    apiVersion: 'v1',
    resource: 'pods',
    subresource: '',
    namespace: 'default',
    name: 'web',
    ...a,
  });
  const ada = { name: 'ada', uid: '', groups: ['devs'], extra: {} };
  const cases: [claim: string, more: string, a: Partial<Parameters<typeof judge>[2]>, fits: boolean][] = [
    ['a user', 'users: [ada]', {}, true],
    ['another user', 'users: [bob]', {}, false],
    ['a group', 'userGroups: [ops, devs]', {}, true],
    ['a verb', 'verbs: [list]', {}, false],
    ['a namespace', 'namespaces: [default]', {}, true],
    ['a namespace, for a path', 'namespaces: [""]', { isResourceRequest: false, namespace: '' }, false],
    ['a resource does not mean its subresource', 'resources: [{resources: [pods]}]', { subresource: 'log' }, false],
    ['pods/*', 'resources: [{resources: ["pods/*"]}]', { subresource: 'log' }, true],
    ['pods/* means pods, too', 'resources: [{resources: ["pods/*"]}]', {}, true],
    ['*/log', 'resources: [{resources: ["*/log"]}]', { subresource: 'log' }, true],
    ['* means subresources, too', 'resources: [{resources: ["*"]}]', { subresource: 'log' }, true],
    ['a group without resources', 'resources: [{group: apps}]', { apiGroup: 'apps', resource: 'deployments' }, true],
    ['another API group', 'resources: [{group: apps}]', {}, false],
    ['a name', 'resources: [{resources: [pods], resourceNames: [web]}]', {}, true],
    ['another name', 'resources: [{resources: [pods], resourceNames: [db]}]', {}, false],
    ['a path', 'nonResourceURLs: ["/healthz*"]', { isResourceRequest: false, path: '/healthz/etcd' }, true],
    ['a path, for a resource', 'nonResourceURLs: ["*"]', {}, false],
  ];
  test.each(cases)('%s', async (_, more, a, fits) => {
    const read = await readPolicyFile('/p', rule(more));
    expect(read.ok && judge(read.policy, ada, ask(a)).level).toBe(fits ? 'Metadata' : 'None');
  });
});
