// The Who can tab: questions to the server's authorizers, which change nothing.
import type { SessionTab } from './session-tab.ts';

export const whoCanTab: SessionTab<'Who can'> = {
  initial: () => ({}),
  open: ({ look }) => ({
    ports: {
      whoCan: (query) => look((backend) => backend.whoCan(query)),
      matrix: (user, groups, namespace) => look((backend) => backend.matrix(user, groups, namespace)),
    },
  }),
};
