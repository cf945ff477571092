import type { UserInfo } from '../../trace/event.ts';

const SERVER_ADDS = new Set(['system:authenticated', 'system:unauthenticated', 'system:serviceaccounts']);

/** Without those that the server adds by itself. */
export function ownGroups(user: UserInfo): string[] {
  const account = user.name.startsWith('system:serviceaccount:');
  return user.groups.filter((g) => !SERVER_ADDS.has(g) && !(account && g.startsWith('system:serviceaccounts:')));
}
