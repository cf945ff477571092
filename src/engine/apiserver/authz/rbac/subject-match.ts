// Models appliesTo of pkg/registry/rbac/validation/rule.go. Left out: nothing; a subject's apiGroup is not looked at there either.
import type { UserInfo } from '../../../../trace/event.ts';
import type { Subject } from './objects.ts';

export const serviceAccountUser = (namespace: string, name: string): string => `system:serviceaccount:${namespace}:${name}`;

/** `bindingNamespace` is empty for a ClusterRoleBinding. */
export function subjectMatches(subject: Subject, user: UserInfo, bindingNamespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return user.name === subject.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount': {
      const namespace = subject.namespace || bindingNamespace;
      return namespace !== '' && user.name === serviceAccountUser(namespace, subject.name);
    }
    default:
      return false;
  }
}
