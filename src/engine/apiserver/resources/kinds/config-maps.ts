// Models pkg/registry/core/configmap/strategy.go and its validation. Left out: the size limit's exact count for binaryData.

import { membersOf } from '../../../../trace/json.ts';
import type { FieldError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { ResourceStrategy } from '../resource.ts';
import { configKeyFaults } from '../validation/names.ts';
import { invalid } from '../validation/object-meta.ts';
import { immutableErrors } from './immutable.ts';

const LIMIT = 1024 * 1024;

function validate(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const data = membersOf(object.data);
  const binary = membersOf(object.binaryData);
  const errors = immutableErrors(object, old, ['data', 'binaryData']);
  let size = 0;
  for (const [field, values] of [['data', data] as const, ['binaryData', binary] as const])
    for (const [key, value] of Object.entries(values)) {
      size += String(value).length;
      errors.push(...configKeyFaults(key).map((f) => invalid(`${field}[${key}]`, key, f)));
      if (field === 'data' && key in binary) errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
    }
  if (size > LIMIT) errors.push({ type: 'TooLong', field: '', detail: `may not be more than ${LIMIT} bytes` });
  return errors;
}

export const configMaps: ResourceStrategy = { group: '', resource: 'configmaps', validate };
