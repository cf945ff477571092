// Models apiserver pkg/authorization/authorizerfactory/builtin.go, AlwaysAllow and AlwaysDeny.
import type { Authorizer } from '../authorizer.ts';

const UPSTREAM = 'staging/src/k8s.io/apiserver/pkg/authorization/authorizerfactory/builtin.go';

export const alwaysAllow: Authorizer = {
  id: 'authz.always-allow',
  title: 'AlwaysAllow',
  blurb: 'Allows everything to everybody. Anonymous requests are switched off beside it.',
  upstream: UPSTREAM,
  answers: ['allowed'],
  authorize: () => ({ decision: 'allowed', reason: '', words: 'everything is allowed' }),
  rulesFor: () => ({
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
    errors: [],
  }),
};

export const alwaysDeny: Authorizer = {
  id: 'authz.always-deny',
  title: 'AlwaysDeny',
  blurb: 'Has never an opinion, so nothing is allowed unless another mode allows it.',
  upstream: UPSTREAM,
  answers: ['no-opinion'],
  authorize: () => ({ decision: 'no-opinion', reason: 'Everything is forbidden.' }),
  rulesFor: () => ({ resourceRules: [], nonResourceRules: [], incomplete: false, errors: [] }),
};
