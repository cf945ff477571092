import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../../trace/recorder.ts';
import type { AskedAttributes } from '../authorizer.ts';
import { ask, path, person } from '../testing/policy-fixture.ts';
import { AbacAuthorizer, type AbacPolicy, readPolicies } from './abac.ts';

const VERSION = 'abac.authorization.kubernetes.io/v1beta1';
const line = (spec: unknown, kind: unknown = 'Policy', apiVersion: unknown = VERSION) => JSON.stringify({ apiVersion, kind, spec });
const EMPTY: AbacPolicy = { user: '', group: '', readonly: false, apiGroup: '', resource: '', namespace: '', nonResourcePath: '' };
const ALL = 'system:authenticated';

async function read(text: string): Promise<readonly AbacPolicy[] | string> {
  const found = await readPolicies('/p', text);
  if ('policies' in found) return found.policies;
  const { failure } = found;
  expect([failure.file, failure.flag]).toEqual(['/p', 'authorization-policy-file']);
  return `${failure.line}: ${failure.error}`;
}

describe('a line of the policy file', () => {
  const old = { ...EMPTY, namespace: '*', resource: '*', apiGroup: '*', nonResourcePath: '*' };
  it.each<[claim: string, text: string, policies: Partial<AbacPolicy>[]]>([
    [
      'of every member',
      line({ user: 'u', group: 'g', readonly: true, apiGroup: 'a', resource: 'r', namespace: 'n', nonResourcePath: 'p' }),
      [{ user: 'u', group: 'g', readonly: true, apiGroup: 'a', resource: 'r', namespace: 'n', nonResourcePath: 'p' }],
    ],
    ['of none', line({}), [EMPTY]],
    ['without a spec', JSON.stringify({ apiVersion: VERSION, kind: 'Policy' }), [EMPTY]],
    ['with a spec of null', line(null), [EMPTY]],
    ['with members of null', line({ user: null, readonly: null }), [EMPTY]],
    ['that is not readonly', line({ readonly: false }), [EMPTY]],
    ['for every user', line({ user: '*', group: 'g', resource: 'pods' }), [{ ...EMPTY, group: ALL, resource: 'pods' }]],
    ['for every group', line({ user: 'u', group: '*' }), [{ ...EMPTY, group: ALL }]],
    ['of the older kind', '{"user":"u"}', [{ ...old, user: 'u' }]],
    ['of the older kind, for a group', '{"group":"g"}', [{ ...old, group: 'g' }]],
    ['of the older kind, for everybody', '{"user":"*"}', [{ ...old, group: ALL }]],
    ['of the older kind, for nobody in particular', '{"resource":"pods"}', [{ ...old, group: ALL, resource: 'pods', nonResourcePath: '' }]],
    ['of the older kind, in a namespace', '{"user":"u","namespace":"n"}', [{ ...old, user: 'u', namespace: 'n', nonResourcePath: '' }]],
    ['of the older kind, which knows no groups of APIs and no paths', '{"user":"u","apiGroup":"a","nonResourcePath":"/x"}', [{ ...old, user: 'u' }]],
    ['that is empty', '\n  \n', []],
    ['that is a comment', '# x\n  # y', []],
    [
      'that ends with CRLF',
      `${line({ user: 'a' })}\r\n${line({ user: 'b' })}\r\n`,
      [
        { ...EMPTY, user: 'a' },
        { ...EMPTY, user: 'b' },
      ],
    ],
  ])('%s', async (_claim, text, policies) => {
    expect(await read(text)).toEqual(policies);
  });

  const at = (n: number, text: string, why: string) => `${n}: invalid authorization config: error reading policy file /p, line ${n}: ${text}: ${why}`;
  const HEAD = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
  const kind = (name: string, version: string) => `no kind "${name}" is registered for version "${version}" in scheme "pkg/runtime/scheme.go:111"`;
  const type = (what: string, field: string, go: string) => `json: cannot unmarshal ${what} into Go struct field ${field} of type ${go}`;
  it.each<[claim: string, text: string, why: string]>([
    ['broken JSON', '{"user":', "couldn't get version/kind; json parse error: unexpected end of JSON input"],
    ['a list', '[1]', `couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type ${HEAD}`],
    ['a word', 'hello', `couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type ${HEAD}`],
    ['another kind', line({}, 'Rule'), kind('Rule', VERSION)],
    ['no kind', JSON.stringify({ apiVersion: VERSION }), kind('Policy', VERSION)],
    ['another version', line({}, 'Policy', 'v9'), kind('Policy', 'v9')],
    ['a spec that is a list', line([]), type('array', 'Policy.spec', 'v1beta1.PolicySpec')],
    ['a spec that is a text', line('x'), type('string', 'Policy.spec', 'v1beta1.PolicySpec')],
    ['a user that is a number', line({ user: 5 }), type('number', 'PolicySpec.spec.user', 'string')],
    ['a path that is a list', line({ nonResourcePath: [] }), type('array', 'PolicySpec.spec.nonResourcePath', 'string')],
    ['readonly that is a text', line({ readonly: 'true' }), type('string', 'PolicySpec.spec.readonly', 'bool')],
    ['an older user that is a number', '{"user":5}', type('number', 'Policy.user', 'string')],
    ['an older readonly that is a number', '{"readonly":1}', type('number', 'Policy.readonly', 'bool')],
  ])('that is %s stops the server', async (_claim, text, why) => {
    expect(await read(text)).toBe(at(1, text, why));
  });
  it('is counted from the top of the file', async () => {
    expect(await read(`${line({})}\n\n# x\n[1]\n`)).toContain('4: invalid authorization config: error reading policy file /p, line 4: [1]: ');
  });
});

describe('what a policy covers', () => {
  const policy = (more: Partial<AbacPolicy>) => new AbacAuthorizer([{ ...EMPTY, user: 'ada', ...more }]);
  const everything = { namespace: '*', resource: '*', apiGroup: '*' };
  it.each<[claim: string, more: Partial<AbacPolicy>, asked: AskedAttributes, allowed: boolean]>([
    ['everything', everything, ask('delete', 'pods', { apiGroup: 'x' }), true],
    ['everything but paths', everything, path('get', '/x'), false],
    ['what is in no namespace', { ...everything, namespace: '' }, ask('get', 'nodes', { namespace: '' }), true],
    ['not what is in one', { ...everything, namespace: '' }, ask('get', 'pods'), false],
    ['readonly: get', { ...everything, readonly: true }, ask('get', 'pods'), true],
    ['readonly: list', { ...everything, readonly: true }, ask('list', 'pods'), true],
    ['readonly: watch', { ...everything, readonly: true }, ask('watch', 'pods'), true],
    ['readonly: not create', { ...everything, readonly: true }, ask('create', 'pods'), false],
    ['a path', { nonResourcePath: '/a' }, path('post', '/a'), true],
    ['every path', { nonResourcePath: '*' }, path('get', '/a'), true],
    ['paths, but no resources', { nonResourcePath: '*' }, ask('get', 'pods'), false],
  ])('%s', (_claim, more, asked, allowed) => {
    expect(policy(more).authorize(person('ada'), asked).decision).toBe(allowed ? 'allowed' : 'no-opinion');
  });
  it('is told with its place in the file', () => {
    const two = new AbacAuthorizer([
      { ...EMPTY, user: 'x' },
      { ...EMPTY, user: 'ada', nonResourcePath: '*' },
    ]);
    expect(two.authorize(person('ada'), path('get', '/'))).toEqual({ decision: 'allowed', reason: '', words: 'policy 2 of 2 allows it' });
    expect(two.authorize(person('bob'), path('get', '/'))).toEqual({ decision: 'no-opinion', reason: 'No policy matched.' });
  });
});

describe('the rules of somebody', () => {
  const rulesOf = (more: Partial<AbacPolicy>, namespace = 'ns') => new AbacAuthorizer([{ ...EMPTY, user: 'ada', ...more }]).rulesFor(person('ada'), namespace);
  it.each<[claim: string, more: Partial<AbacPolicy>, resources: object[], paths: object[]]>([
    ['of everything there', { namespace: 'ns', resource: '*', apiGroup: '*' }, [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }], []],
    [
      'of everything everywhere',
      { namespace: '*', resource: 'pods', readonly: true },
      [{ verbs: ['get', 'list', 'watch'], apiGroups: [''], resources: ['pods'] }],
      [],
    ],
    ['of elsewhere are none', { namespace: 'other', resource: '*' }, [], []],
    [
      'of both kinds',
      { namespace: '*', resource: 'pods', nonResourcePath: '/x' },
      [{ verbs: ['*'], apiGroups: [''], resources: ['pods'] }],
      [{ verbs: ['*'], nonResourceURLs: ['/x'] }],
    ],
    ['of somebody else are none', { user: 'bob', namespace: '*', resource: '*' }, [], []],
  ])('%s', (_claim, more, resourceRules, nonResourceRules) => {
    expect(rulesOf(more)).toEqual({ resourceRules, nonResourceRules, incomplete: false, errors: [] });
  });
});

describe('the nearest policy', () => {
  function nearest(policies: Partial<AbacPolicy>[], asked: AskedAttributes): string[] {
    const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: () => 0 });
    const span = recorder.before('authz.abac');
    new AbacAuthorizer(policies.map((p) => ({ ...EMPTY, ...p }))).authorize(person('ada', 'dev'), asked, recorder);
    recorder.after(span, 'no-opinion', '');
    return recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [`${e.ok}: ${e.text}`] : []));
  }
  const pods = { user: 'ada', namespace: 'default', resource: 'pods' };
  const one = (why: string) => [`false: policy 1 of 1 comes nearest: ${why}`];
  it.each<[claim: string, policies: Partial<AbacPolicy>[], asked: AskedAttributes, notes: string[]]>([
    ['there is none', [], ask('get', 'pods'), []],
    ['another namespace', [{ ...pods, namespace: 'dev' }], ask('get', 'pods'), one('namespace is dev, not default')],
    ['no namespace', [{ ...pods, namespace: '' }], ask('get', 'pods'), one('namespace is empty, not default')],
    ['a namespace, asked for none', [pods], ask('get', 'pods', { namespace: '' }), one('namespace is default, not empty')],
    ['another resource', [pods], ask('get', 'secrets'), one('resource is pods, not secrets')],
    ['another API group', [pods], ask('get', 'pods', { apiGroup: 'apps' }), one('apiGroup is empty, not apps')],
    ['another verb', [{ ...pods, readonly: true }], ask('delete', 'pods'), one('it is readonly, delete is not')],
    ['another user', [{ ...pods, user: 'bob' }], ask('get', 'pods'), one('it is for user bob')],
    ['another group', [{ ...pods, user: '', group: 'ops' }], ask('get', 'pods'), one('it is for group ops')],
    ['user and group', [{ ...pods, group: 'ops' }], ask('get', 'pods'), one('it is for user ada in group ops')],
    ['nobody', [{ ...pods, user: '' }], ask('get', 'pods'), one('it is for nobody')],
    ['two differences', [pods], ask('get', 'secrets', { namespace: 'x' }), one('namespace is default, not x; resource is pods, not secrets')],
    ['three are too many', [pods], ask('get', 'secrets', { namespace: 'x', apiGroup: 'apps' }), []],
    ['another path', [{ user: 'ada', nonResourcePath: '/a' }], path('get', '/b'), one('its path is /a, not /b')],
    ['no path', [pods], path('get', '/b'), one('its path is empty, not /b')],
    [
      'the nearer of two',
      [
        { ...pods, user: 'bob', namespace: 'x' },
        { ...pods, namespace: 'x' },
      ],
      ask('get', 'pods'),
      ['false: policy 2 of 2 comes nearest: namespace is x, not default'],
    ],
    [
      'the first of two alike',
      [
        { ...pods, namespace: 'x' },
        { ...pods, namespace: 'y' },
      ],
      ask('get', 'pods'),
      ['false: policy 1 of 2 comes nearest: namespace is x, not default'],
    ],
    ['one that allows it needs no nearest', [{ ...pods, namespace: 'x' }, pods], ask('get', 'pods'), []],
  ])('%s', (_claim, policies, asked, notes) => {
    expect(nearest(policies, asked)).toEqual(notes);
  });
});
