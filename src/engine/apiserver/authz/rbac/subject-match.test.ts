import { describe, expect, it } from 'vitest';
import type { UserInfo } from '../../../../trace/event.ts';
import type { Subject } from './objects.ts';
import { subjectMatches } from './subject-match.ts';

const user = (name: string, ...groups: string[]): UserInfo => ({ name, uid: '', groups, extra: {} });
const robot = user('system:serviceaccount:kube-system:default', 'system:serviceaccounts', 'system:serviceaccounts:kube-system');
const sub = (kind: string, name: string, namespace?: string): Subject => ({ kind, name, ...(namespace ? { namespace } : {}) });

type Row = [claim: string, subject: Subject, user: UserInfo, bindingNamespace: string, matches: boolean];
const table: Row[] = [
  ['a user by name', sub('User', 'foobar'), user('foobar'), '', true],
  ['not another user', sub('User', 'foobar'), user('zimzam'), '', false],
  ['not in other case', sub('User', 'Foobar'), user('foobar'), '', false],
  ['a star is no wildcard for users', sub('User', '*'), user('foobar'), '', false],
  ['a star is no wildcard for groups', sub('Group', '*'), user('foobar', 'devs'), '', false],
  ['a group anywhere in the list', sub('Group', 'foobar'), user('zimzam', 'a', 'foobar'), 'ns', true],
  ['not a user of the group’s name', sub('Group', 'foobar'), user('foobar'), '', false],
  ['a service account in its namespace', sub('ServiceAccount', 'default', 'kube-system'), robot, 'default', true],
  ['a service account of the binding’s namespace', sub('ServiceAccount', 'default'), robot, 'kube-system', true],
  ['not a service account of another', sub('ServiceAccount', 'default'), robot, 'default', false],
  ['never a service account without any namespace', sub('ServiceAccount', 'default'), robot, '', false],
  ['a service account named as a user', sub('User', 'system:serviceaccount:kube-system:default'), robot, '', true],
  ['all service accounts of a namespace', sub('Group', 'system:serviceaccounts:kube-system'), robot, '', true],
  ['no kind that is none', sub('Robot', 'default'), user('default'), '', false],
  ['authenticated users are no anonymous ones', sub('Group', 'system:authenticated'), user('system:anonymous', 'system:unauthenticated'), '', false],
];

describe('a subject names', () => {
  it.each(table)('%s', (_claim, subject, who, namespace, matches) => {
    expect(subjectMatches(subject, who, namespace)).toBe(matches);
  });
});
