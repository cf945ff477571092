import { describe, expect, it } from 'vitest';
import type { UserInfo } from '../../../../trace/event.ts';
import type { AskedAttributes } from '../authorizer.ts';
import { AbacAuthorizer, readPolicies } from './abac.ts';

const user = (name: string, ...groups: string[]): UserInfo => ({ name, uid: '', groups: [...groups, 'system:authenticated'], extra: {} });
const anonymous: UserInfo = { name: 'system:anonymous', uid: '', groups: ['system:unauthenticated'], extra: {} };
const nothing = { path: '', apiGroup: '', apiVersion: '', resource: '', subresource: '', namespace: '', name: '' };
const on = (verb: string, resource: string, namespace = '', apiGroup = '', subresource = ''): AskedAttributes => ({
  ...nothing,
  isResourceRequest: true,
  verb,
  resource,
  namespace,
  apiGroup,
  subresource,
});
const at = (verb: string, path: string): AskedAttributes => ({ ...nothing, isResourceRequest: false, verb, path });

const v1 = (spec: object) => JSON.stringify({ apiVersion: 'abac.authorization.kubernetes.io/v1beta1', kind: 'Policy', spec });
async function authorizer(lines: string[]): Promise<AbacAuthorizer> {
  const read = await readPolicies('/p', lines.join('\n'));
  if ('failure' in read) throw new Error(read.failure.error);
  return new AbacAuthorizer(read.policies);
}

const OLD = [
  '{"readonly":true,"resource":"events"}',
  '{"user":"scheduler","readonly":true,"resource":"pods"}',
  '{"user":"scheduler","resource":"bindings"}',
  '{"user":"alice","namespace":"projectCaribou"}',
];
const NEW = [
  v1({ user: '*', readonly: true, nonResourcePath: '/api' }),
  v1({ user: '*', nonResourcePath: '/root/*' }),
  v1({ user: 'apigroupuser', resource: '*', namespace: 'projectEmptyGroup', apiGroup: '' }),
  v1({ user: 'a', group: 'b', resource: '*', namespace: '*', apiGroup: '*' }),
  v1({ resource: '*', namespace: '*', apiGroup: '*', nonResourcePath: '*' }),
  v1({ group: '*', user: 'someone', nonResourcePath: '/star' }),
  v1({ user: 'podder', resource: 'pods', namespace: 'ns', apiGroup: '' }),
];

type Row = [claim: string, lines: string[], user: UserInfo, asked: AskedAttributes, allowed: boolean];
const table: Row[] = [
  ['scheduler lists pods of a namespace', OLD, user('scheduler'), on('list', 'pods', 'ns1'), true],
  ['scheduler lists all pods', OLD, user('scheduler'), on('list', 'pods'), true],
  ['scheduler creates no pods', OLD, user('scheduler'), on('create', 'pods', 'ns1'), false],
  ['scheduler gets bindings', OLD, user('scheduler'), on('get', 'bindings', 'ns1'), true],
  ['alice gets anything in her project', OLD, user('alice'), on('get', 'deployments', 'projectCaribou', 'apps'), true],
  ['alice updates anything there', OLD, user('alice'), on('update', 'services', 'projectCaribou'), true],
  ['alice has nothing elsewhere', OLD, user('alice'), on('get', 'pods', 'other'), false],
  ['anybody authenticated gets events', OLD, user('chuck'), on('get', 'events', 'ns'), true],
  ['nobody updates events', OLD, user('chuck'), on('update', 'events', 'ns'), false],
  ['chuck gets no pods', OLD, user('chuck'), on('get', 'pods', 'ns'), false],
  ['chuck gets no path', OLD, user('chuck'), at('get', '/'), false],
  ['an old line without namespace and resource covers paths', ['{"user":"x"}'], user('x'), at('get', '/any'), true],
  ['a line that says nothing covers everybody authenticated', ['{}'], user('x'), on('delete', 'nodes'), true],
  ['and nobody anonymous', ['{}'], anonymous, on('delete', 'nodes'), false],
  ['null is such a line', ['null'], user('x'), on('delete', 'nodes'), true],
  ['YAML is read too', ['user: arthur'], user('arthur'), at('get', '/any'), true],
  ['anybody gets /api', NEW, user('x'), at('get', '/api'), true],
  ['nobody posts /api', NEW, user('x'), at('post', '/api'), false],
  ['/api is not /api/', NEW, user('x'), at('get', '/api/'), false],
  ['/root/* covers what is below', NEW, user('x'), at('get', '/root/x'), true],
  ['/root/* does not cover /root', NEW, user('x'), at('get', '/root'), false],
  ['the empty group is the core group', NEW, user('apigroupuser'), on('get', 'x', 'projectEmptyGroup'), true],
  ['another group is not', NEW, user('apigroupuser'), on('get', 'x', 'projectEmptyGroup', 'apps'), false],
  ['user and group must both match', NEW, user('a', 'b'), on('get', 'x', 'y'), true],
  ['the user alone is not enough', NEW, user('a'), on('get', 'x', 'y'), false],
  ['the group alone is not enough', NEW, user('z', 'b'), on('get', 'x', 'y'), false],
  ['a new line without user and group matches nobody', NEW, user('x'), on('get', 'x', 'y'), false],
  ['a star for the group drops the user beside it', NEW, user('x'), at('get', '/star'), true],
  ['a star never means anonymous', NEW, anonymous, at('get', '/star'), false],
  ['names have case', NEW, user('Podder'), on('get', 'pods', 'ns'), false],
  ['subresources are not looked at', NEW, user('podder'), on('create', 'pods', 'ns', '', 'exec'), true],
];

describe('ABAC', () => {
  it.each(table)('%s', async (_claim, lines, who, asked, allowed) => {
    const { decision } = (await authorizer(lines)).authorize(who, asked);
    expect(decision).toBe(allowed ? 'allowed' : 'no-opinion');
  });
  it('says that no policy matched', async () => {
    expect((await authorizer([])).authorize(user('x'), at('get', '/')).reason).toBe('No policy matched.');
  });
  it('lists a policy a rule, of the subject and the namespace', async () => {
    const abac = await authorizer([
      v1({ user: 'x', resource: 'pods', namespace: 'ns', readonly: true }),
      v1({ group: 'g', nonResourcePath: '/p', namespace: '*' }),
      v1({ user: 'y', resource: '*', namespace: '*' }),
    ]);
    expect(abac.rulesFor(user('x', 'g'), 'ns')).toEqual({
      resourceRules: [{ verbs: ['get', 'list', 'watch'], apiGroups: [''], resources: ['pods'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['/p'] }],
      incomplete: false,
      errors: [],
    });
  });
});
