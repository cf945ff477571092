// Models pkg/registry/authorization/selfsubjectrulesreview: what the caller may do in a namespace, as far as the modes can tell.
import { aggregate } from '../../http/go-format.ts';
import { badRequest } from '../../http/status.ts';
import type { VirtualResource } from './resource.ts';

export const selfSubjectRulesReviews: VirtualResource = {
  group: 'authorization.k8s.io',
  version: 'v1',
  resource: 'selfsubjectrulesreviews',
  kind: 'SelfSubjectRulesReview',
  async create(context, body) {
    const namespace = (body.spec as { namespace?: unknown } | null | undefined)?.namespace;
    if (typeof namespace !== 'string' || !namespace) return { error: badRequest('no namespace on request') };
    const rules = context.server.authorizer.rulesFor?.(context.user, namespace);
    const errors = rules?.errors ?? [];
    const status = {
      resourceRules: rules?.resourceRules ?? [],
      nonResourceRules: rules?.nonResourceRules ?? [],
      incomplete: rules?.incomplete ?? false,
      ...(errors.length ? { evaluationError: aggregate(errors) } : {}),
    };
    // The answer does not repeat what was asked.
    return { object: { kind: 'SelfSubjectRulesReview', apiVersion: 'authorization.k8s.io/v1', metadata: {}, spec: {}, status } };
  },
};
