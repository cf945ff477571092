// Models pkg/registry/authentication/selfsubjectreview/rest.go: who the server takes the caller for, after impersonation. Nothing is left out.
import type { VirtualResource } from './resource.ts';
import { shownUser } from './token-reviews.ts';

const GROUP = 'authentication.k8s.io';

export const selfSubjectReviews: VirtualResource = {
  group: GROUP,
  version: 'v1',
  resource: 'selfsubjectreviews',
  kind: 'SelfSubjectReview',
  async create(context) {
    return {
      object: {
        kind: 'SelfSubjectReview',
        apiVersion: `${GROUP}/v1`,
        metadata: { creationTimestamp: context.server.clock.timestamp() },
        status: { userInfo: shownUser(context.user) },
      },
    };
  },
};
