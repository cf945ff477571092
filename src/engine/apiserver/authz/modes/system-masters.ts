// Models apiserver pkg/authorization/authorizerfactory NewPrivilegedGroups: asked first of all, in every mode, so that an administrator
// with a certificate can repair any policy.
import type { UserInfo } from '../../../../trace/event.ts';
import type { Authorization, Authorizer } from '../authorizer.ts';

export const PRIVILEGED_GROUP = 'system:masters';

export const isPrivileged = (user: UserInfo): boolean => user.groups.includes(PRIVILEGED_GROUP);

const MEMBER: Authorization = { decision: 'allowed', reason: '', words: 'member of system:masters' };
const STRANGER: Authorization = { decision: 'no-opinion', reason: '', words: 'not a member of system:masters' };

export const systemMasters: Authorizer = {
  id: 'authz.system-masters',
  title: 'system:masters',
  blurb: 'Members of the group system:masters may do everything, whatever the policy says.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/authorization/authorizerfactory/builtin.go',
  answers: ['allowed', 'no-opinion'],
  authorize: (user) => (isPrivileged(user) ? MEMBER : STRANGER),
};
