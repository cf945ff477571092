// The resources that store nothing, with what they do. The registry fetches this file with the first of them that somebody creates.
import { localSubjectAccessReviews, selfSubjectAccessReviews, subjectAccessReviews } from './access-reviews.ts';
import type { VirtualResource } from './resource.ts';
import { selfSubjectRulesReviews } from './rules-reviews.ts';
import { selfSubjectReviews } from './self-subject-reviews.ts';
import { tokenRequests } from './token-requests.ts';
import { tokenReviews } from './token-reviews.ts';

export const virtualResources: readonly VirtualResource[] = [
  subjectAccessReviews,
  localSubjectAccessReviews,
  selfSubjectAccessReviews,
  selfSubjectRulesReviews,
  selfSubjectReviews,
  tokenReviews,
  tokenRequests,
];
