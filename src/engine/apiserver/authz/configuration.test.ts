import { describe, expect, it } from 'vitest';
import { readAuthorizationConfiguration, readJsonOrYaml } from './configuration.ts';
import type { Mode } from './modes.ts';
import { durationFault, readWebhookSettings, unknownWebhookMembers, webhookSettingsOfFlags } from './webhook-configuration.ts';

const HEAD = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthorizationConfiguration' };
const RBAC = { type: 'RBAC', name: 'rbac' };
const HOOK = {
  timeout: '3s',
  subjectAccessReviewVersion: 'v1',
  matchConditionSubjectAccessReviewVersion: 'v1',
  failurePolicy: 'Deny',
  connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '/hook' },
};
const hook = (more: object = {}, name = 'hook') => ({ type: 'Webhook', name, webhook: { ...HOOK, ...more } });
const file = (path: string) => (path === '/hook' ? 'x' : undefined);

async function read(document: unknown, required: readonly Mode[] = []): Promise<string | unknown[]> {
  const found = await readAuthorizationConfiguration(typeof document === 'string' ? document : JSON.stringify(document), file, required);
  return 'error' in found ? found.error : found.authorizers.map(({ mode, webhook }) => (webhook ? [mode, webhook.name] : mode));
}
const of = (...authorizers: unknown[]) => read({ ...HEAD, authorizers });

describe('a configuration', () => {
  const failed = (why: string) => `failed to load AuthorizationConfiguration from file: ${why}`;
  const STRUCT = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  const json = (why: string) => failed(`couldn't get version/kind; json parse error: ${why}`);
  const kind = (name: string, version: string) => failed(`no kind "${name}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`);
  const NONE = 'authorizers: Required value: at least one authorization mode must be defined';
  const source = JSON.stringify({ kind: HEAD.kind, authorizers: [RBAC] });
  it.each<[claim: string, document: unknown, said: unknown]>([
    ['of one mode', { ...HEAD, authorizers: [RBAC] }, ['RBAC']],
    ['of several', { ...HEAD, authorizers: [RBAC, { type: 'AlwaysDeny', name: 'alwaysdeny' }, hook()] }, ['RBAC', 'AlwaysDeny', ['Webhook', 'hook']]],
    ['of the beta version', { ...HEAD, apiVersion: 'apiserver.config.k8s.io/v1beta1', authorizers: [RBAC] }, ['RBAC']],
    ['of the alpha version', { ...HEAD, apiVersion: 'apiserver.config.k8s.io/v1alpha1', authorizers: [RBAC] }, ['RBAC']],
    ['in YAML', 'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers:\n- type: RBAC\n  name: rbac\n', ['RBAC']],
    [
      'of another version',
      { ...HEAD, apiVersion: 'apiserver.config.k8s.io/v2', authorizers: [RBAC] },
      kind('AuthorizationConfiguration', 'apiserver.config.k8s.io/v2'),
    ],
    [
      'of a longer version',
      { ...HEAD, apiVersion: 'xapiserver.config.k8s.io/v1', authorizers: [RBAC] },
      kind('AuthorizationConfiguration', 'xapiserver.config.k8s.io/v1'),
    ],
    ['of another kind', { ...HEAD, kind: 'X', authorizers: [RBAC] }, kind('X', 'apiserver.config.k8s.io/v1')],
    ['of no kind', '{"apiVersion":"v1"}', failed(`Object 'Kind' is missing in '{"apiVersion":"v1"}'`)],
    ['of no version', source, failed(`Object 'apiVersion' is missing in '${source}'`)],
    ['that is empty', '', NONE],
    ['of no authorizers', HEAD, NONE],
    ['of an empty list', { ...HEAD, authorizers: [] }, NONE],
    ['of a text for a list', { ...HEAD, authorizers: 'x' }, NONE],
    ['that is cut off', '{"a":', json('unexpected end of JSON input')],
    ['that is a list', '[]', json(`json: cannot unmarshal array into Go value of type ${STRUCT}`)],
    ['that is a word', 'hello', json(`json: cannot unmarshal string into Go value of type ${STRUCT}`)],
    ['that is YAML with a tab', 'a:\n\t- b', failed('yaml: line 2: found character that cannot start any token')],
    ['with a member nobody knows', { ...HEAD, authorizers: [RBAC], more: 1 }, failed('strict decoding error: unknown field "more"')],
    [
      'with members nobody knows',
      { ...HEAD, x: 1, authorizers: [{ ...RBAC, y: 1 }, hook({ z: 1 }), 5] },
      failed('strict decoding error: unknown field "x", unknown field "authorizers[0].y", unknown field "authorizers[1].webhook.z"'),
    ],
    ['with a duration that is none', { ...HEAD, x: 1, authorizers: [hook({ timeout: '3' })] }, failed('time: missing unit in duration "3"')],
  ])('%s', async (_claim, document, said) => {
    expect(await read(document)).toEqual(said);
  });

  const at = (i: number, what: string) => `authorizers[${i}]${what}`;
  const NAME =
    "authorizer name is invalid: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  it.each<[claim: string, authorizers: unknown[], said: unknown]>([
    ['of no type', [{ name: 'x' }], at(0, '.type: Required value')],
    ['that is no object', ['x'], at(0, '.type: Required value')],
    [
      'of another type',
      [{ type: 'Magic', name: 'x' }],
      at(0, '.type: Unsupported value: "Magic": supported values: "ABAC", "AlwaysAllow", "AlwaysDeny", "Node", "RBAC", "Webhook"'),
    ],
    ['of one type twice', [RBAC, RBAC], at(1, '.type: Duplicate value: "RBAC"')],
    [
      'of two webhooks',
      [hook(), hook({}, 'other')],
      [
        ['Webhook', 'hook'],
        ['Webhook', 'other'],
      ],
    ],
    ['of one name twice', [hook(), hook()], at(1, '.name: Duplicate value: "hook"')],
    ['of no name', [{ type: 'RBAC' }], at(0, '.name: Required value')],
    ['of a name in capitals', [hook({}, 'FOO')], at(0, `.name: Invalid value: "FOO": ${NAME}`)],
    ['of a name that is another', [{ type: 'RBAC', name: 'foo' }], 'expected name rbac for authorizer RBAC instead of foo'],
    [
      'of names that are others',
      [
        { type: 'RBAC', name: 'foo' },
        { type: 'Node', name: 'bar' },
      ],
      '[expected name rbac for authorizer RBAC instead of foo, expected name node for authorizer Node instead of bar]',
    ],
    ['of Webhook without one', [{ type: 'Webhook', name: 'x' }], at(0, '.webhook: Required value: required when type=Webhook')],
    ['of RBAC with a webhook', [{ ...RBAC, webhook: {} }], at(0, '.webhook: Invalid value: "non-null": may only be specified when type=Webhook')],
    [
      'of two faults',
      [{ name: 'x' }, { type: 'Magic' }],
      `[${at(0, '.type: Required value')}, ${at(1, '.type: Unsupported value: "Magic": supported values: "ABAC", "AlwaysAllow", "AlwaysDeny", "Node", "RBAC", "Webhook"')}]`,
    ],
  ])('an authorizer %s', async (_claim, authorizers, said) => {
    expect(await of(...authorizers)).toEqual(said);
  });

  it.each<[claim: string, required: Mode[], said: unknown]>([
    ['has all that must stay', ['RBAC'], ['RBAC']],
    ['lacks one that must stay', ['RBAC', 'ABAC'], 'missing required types: [ABAC]'],
    ['lacks two', ['RBAC', 'Node', 'ABAC'], 'missing required types: [ABAC Node]'],
  ])('%s', async (_claim, required, said) => {
    expect(await read({ ...HEAD, authorizers: [RBAC] }, required)).toEqual(said);
  });
});

describe('JSON, or else YAML', () => {
  it.each<[source: string, read: object]>([
    ['{"a":1}', { value: { a: 1 } }],
    ['5', { value: 5 }],
    ['a: 1', { value: { a: 1 } }],
    ['  {"a"', { error: 'unexpected end of JSON input' }],
    [
      'a: b: c',
      {
        error: 'error converting YAML to JSON: yaml: mapping values are not allowed in this context',
        yaml: 'yaml: mapping values are not allowed in this context',
      },
    ],
  ])('%j', async (source, said) => {
    expect(await readJsonOrYaml(source)).toEqual(said);
  });
});

describe('the webhook of a configuration', () => {
  const settings = async (more: object = {}) => {
    const found = await readWebhookSettings({ ...HOOK, ...more }, 'a', 'hook', file);
    return 'settings' in found
      ? found.settings
      : found.errors.map((e) => [e.type, e.field.replace(/^a\./, ''), e.value, e.detail].filter((x) => x !== undefined).join(' | '));
  };
  it('has the settings it is given, and the usual ones', async () => {
    expect(await settings()).toEqual({
      name: 'hook',
      timeoutMs: 3000,
      authorizedMs: 300_000,
      unauthorizedMs: 30_000,
      version: 'v1',
      failurePolicy: 'Deny',
      kubeConfigFile: '/hook',
      match: undefined,
      conditions: [],
    });
    expect(
      await settings({ authorizedTTL: '1m', unauthorizedTTL: '2s', timeout: '30s', subjectAccessReviewVersion: 'v1beta1', failurePolicy: 'NoOpinion' }),
    ).toMatchObject({
      timeoutMs: 30_000,
      authorizedMs: 60_000,
      unauthorizedMs: 2000,
      version: 'v1beta1',
      failurePolicy: 'NoOpinion',
    });
    expect(await settings({ cacheAuthorizedRequests: false, cacheUnauthorizedRequests: false })).toMatchObject({ authorizedMs: 0, unauthorizedMs: 0 });
    expect(await settings({ cacheAuthorizedRequests: true, cacheUnauthorizedRequests: true })).toMatchObject({ authorizedMs: 300_000, unauthorizedMs: 30_000 });
    expect(await settings({ connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '/hook' }, matchConditions: [{ expression: 'true' }] })).toMatchObject({
      conditions: ['true'],
    });
  });
  it('matches when its conditions do', async () => {
    const found = await settings({ matchConditions: [{ expression: "request.user == 'ada'" }] });
    const match = Array.isArray(found) ? undefined : found.match;
    expect([match?.({ user: 'ada' }), match?.({ user: 'bob' })]).toEqual([{ matches: true }, { matches: false }]);
  });

  const connection = (connectionInfo: unknown) => ({ connectionInfo });
  it.each<[claim: string, more: object, errors: string[]]>([
    ['no timeout', { timeout: undefined }, ['Required | timeout']],
    ['a timeout of nothing', { timeout: '0s' }, ['Required | timeout']],
    ['a timeout too long', { timeout: '30001ms' }, ['Invalid | timeout | "30.001s" | must be > 0s and <= 30s']],
    ['a timeout in the past', { timeout: '-1s' }, ['Invalid | timeout | "-1s" | must be > 0s and <= 30s']],
    ['a memory of allows in the past', { authorizedTTL: '-30s' }, ['Invalid | authorizedTTL | "-30s" | must be > 0s']],
    ['a memory of refusals in the past', { unauthorizedTTL: '-1s' }, ['Invalid | unauthorizedTTL | "-1s" | must be > 0s']],
    ['no version', { subjectAccessReviewVersion: undefined }, ['Required | subjectAccessReviewVersion']],
    ['another version', { subjectAccessReviewVersion: 'v2' }, ['NotSupported | subjectAccessReviewVersion | "v2" | supported values: "v1", "v1beta1"']],
    ['no version for conditions, without conditions', { matchConditionSubjectAccessReviewVersion: undefined }, []],
    [
      'no version for conditions, with conditions',
      { matchConditionSubjectAccessReviewVersion: undefined, matchConditions: [{ expression: 'true' }] },
      ['Required | matchConditionSubjectAccessReviewVersion | required if match conditions are specified'],
    ],
    [
      'another version for conditions',
      { matchConditionSubjectAccessReviewVersion: 'v1beta1' },
      ['NotSupported | matchConditionSubjectAccessReviewVersion | "v1beta1" | supported values: "v1"'],
    ],
    ['no failure policy', { failurePolicy: undefined }, ['Required | failurePolicy']],
    ['another failure policy', { failurePolicy: 'Allow' }, ['NotSupported | failurePolicy | "Allow" | supported values: "NoOpinion", "Deny"']],
    ['no connection', connection(undefined), ['Required | connectionInfo.type']],
    ['a connection that is a text', connection('x'), ['Required | connectionInfo.type']],
    [
      'a connection inside',
      connection({ type: 'InClusterConfig' }),
      ['Invalid | connectionInfo.type | "InClusterConfig" | Gatehouse does not model webhooks inside the cluster: use KubeConfigFile'],
    ],
    [
      'a connection inside with a file',
      connection({ type: 'InClusterConfig', kubeConfigFile: '/hook' }),
      ['Invalid | connectionInfo.kubeConfigFile | "/hook" | can only be set when type=KubeConfigFile'],
    ],
    [
      'a connection of another type',
      connection({ type: 'X' }),
      ['NotSupported | connectionInfo.type | {"Type":"X","KubeConfigFile":null} | supported values: "InClusterConfig", "KubeConfigFile"'],
    ],
    ['a connection without a file', connection({ type: 'KubeConfigFile' }), ['Required | connectionInfo.kubeConfigFile']],
    [
      'a file that is somewhere',
      connection({ type: 'KubeConfigFile', kubeConfigFile: 'hook' }),
      ['Invalid | connectionInfo.kubeConfigFile | "hook" | must be an absolute path'],
    ],
    [
      'a file that is nowhere',
      connection({ type: 'KubeConfigFile', kubeConfigFile: '/x' }),
      ['Invalid | connectionInfo.kubeConfigFile | "/x" | error loading file: stat /x: no such file or directory'],
    ],
    ['a condition that is none', { matchConditions: [{ expression: '' }] }, ['Required | matchConditions[0].expression']],
    [
      'several faults, in the server’s order',
      { timeout: undefined, failurePolicy: undefined, connectionInfo: undefined },
      ['Required | timeout', 'Required | failurePolicy', 'Required | connectionInfo.type'],
    ],
  ])('%s', async (_claim, more, errors) => {
    const found = await settings(more);
    expect(Array.isArray(found) ? found : []).toEqual(errors);
  });

  it.each<[claim: string, webhook: unknown, unknown: string[]]>([
    ['none', HOOK, []],
    [
      'all that there are',
      { authorizedTTL: '', unauthorizedTTL: '', timeout: '', cacheAuthorizedRequests: true, cacheUnauthorizedRequests: true, matchConditions: [] },
      [],
    ],
    ['a text', 'x', []],
    ['one', { ...HOOK, nope: 1 }, ['w.nope']],
    ['in the connection', { connectionInfo: { type: 'x', kubeConfigFile: 'y', url: 'z' } }, ['w.connectionInfo.url']],
    ['in a connection that is a text', { connectionInfo: 'x' }, []],
    ['in a condition', { matchConditions: [{ expression: 'x' }, { name: 'y' }, 5] }, ['w.matchConditions[1].name']],
    ['in conditions that are an object', { matchConditions: { name: 'y' } }, []],
    ['in a list that has no members', { failurePolicy: [{ x: 1 }] }, []],
  ])('members nobody knows: %s', (_claim, webhook, unknown) => {
    expect(unknownWebhookMembers(webhook, 'w')).toEqual(unknown);
  });

  it.each<[webhook: unknown, fault: string | undefined]>([
    [HOOK, undefined],
    ['x', undefined],
    [{ timeout: 5 }, undefined],
    [{ timeout: '5' }, 'time: missing unit in duration "5"'],
    [{ authorizedTTL: 'x' }, 'time: invalid duration "x"'],
    [{ unauthorizedTTL: '' }, 'time: invalid duration ""'],
    [{ timeout: '5', authorizedTTL: 'x' }, 'time: invalid duration "x"'],
  ])('durations of %j', (webhook, fault) => {
    expect(durationFault(webhook)).toBe(fault);
  });

  it('of the flags', () => {
    expect(webhookSettingsOfFlags({ 'authorization-webhook-config-file': '/w' })).toEqual({
      settings: {
        name: 'default',
        timeoutMs: 30_000,
        authorizedMs: 300_000,
        unauthorizedMs: 30_000,
        version: 'v1beta1',
        failurePolicy: 'NoOpinion',
        kubeConfigFile: '/w',
        match: undefined,
        conditions: [],
      },
    });
    const more = {
      'authorization-webhook-version': 'v1',
      'authorization-webhook-cache-authorized-ttl': '1m',
      'authorization-webhook-cache-unauthorized-ttl': '2s',
    };
    expect(webhookSettingsOfFlags(more)).toMatchObject({ settings: { version: 'v1', authorizedMs: 60_000, unauthorizedMs: 2000, kubeConfigFile: '' } });
    expect(webhookSettingsOfFlags({ 'authorization-webhook-version': 'v2' })).toEqual({
      error: 'unsupported webhook authorizer version "v2", supported versions are "v1", "v1beta1"',
      flag: 'authorization-webhook-version',
    });
  });
});
