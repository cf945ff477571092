// Models pkg/registry/core/node/strategy.go as far as storing goes. Left out: validation of addresses, taints and CIDRs.

import { membersOf } from '../../../../trace/json.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { ResourceStrategy } from '../resource.ts';
import { specOf } from '../validation/object-meta.ts';

/** What can be allocated is all there is, and one pod CIDR is a list of one, unless somebody says otherwise. */
function defaults(object: KubeObject): KubeObject {
  const spec = specOf(object);
  const status = membersOf(object.status);
  const cidr = spec.podCIDR;
  return {
    ...object,
    spec: typeof cidr === 'string' && cidr && !spec.podCIDRs ? { ...spec, podCIDRs: [cidr] } : spec,
    status: status.capacity && !status.allocatable ? { ...status, allocatable: status.capacity } : status,
  };
}

export const nodes: ResourceStrategy = { group: '', resource: 'nodes', fieldLabels: ['metadata.name', 'spec.unschedulable'], defaults };
