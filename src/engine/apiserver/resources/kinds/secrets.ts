// Models pkg/registry/core/secret/strategy.go, its defaults and validation. Left out: parsing of docker configuration files beyond "is it JSON".

import { membersOf } from '../../../../trace/json.ts';
import { fromBase64, toBase64 } from '../../../crypto/base64.ts';
import { goQuote } from '../../../http/go-format.ts';
import { goJsonSyntaxError } from '../../../http/go-json.ts';
import type { FieldError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { ResourceStrategy } from '../resource.ts';
import { configKeyFaults } from '../validation/names.ts';
import { invalid, required } from '../validation/object-meta.ts';
import { immutableErrors } from './immutable.ts';

const LIMIT = 1024 * 1024;
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

/** stringData is written over data and never stored. */
function defaults(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object;
  const added = Object.entries(membersOf(stringData)).map(([key, value]) => [key, toBase64(String(value))] as const);
  const data = Object.entries({ ...membersOf(rest.data), ...Object.fromEntries(added) }).sort(([a], [b]) => (a < b ? -1 : 1));
  const type = typeof object.type === 'string' && object.type !== '' ? object.type : 'Opaque';
  const { data: _data, type: _type, ...others } = rest;
  return { ...others, ...(data.length ? { data: Object.fromEntries(data) } : {}), type } as KubeObject;
}

const NEEDED: Record<string, readonly string[]> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

function typeErrors(object: KubeObject, data: Record<string, unknown>): FieldError[] {
  const type = String(object.type);
  if (type === 'kubernetes.io/service-account-token') {
    const field = `metadata.annotations[${ACCOUNT_NAME}]`;
    return object.metadata.annotations?.[ACCOUNT_NAME] ? [] : [required(field)];
  }
  if (type === 'kubernetes.io/basic-auth') return 'username' in data || 'password' in data ? [] : [required('data[username]'), required('data[password]')];
  return (NEEDED[type] ?? []).flatMap((key) => {
    if (!(key in data)) return [required(`data[${key}]`)];
    const fault = key.startsWith('.docker') ? goJsonSyntaxError(fromBase64(String(data[key]))) : undefined;
    return fault ? [{ type: 'Invalid' as const, field: `data[${key}]`, value: goQuote('<secret contents redacted>'), detail: fault }] : [];
  });
}

function validate(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const data = membersOf(object.data);
  const errors: FieldError[] = [];
  if (old && object.type !== old.type) errors.push(invalid('type', String(object.type), 'field is immutable'));
  errors.push(...immutableErrors(object, old, ['data']));
  let size = 0;
  for (const [key, value] of Object.entries(data)) {
    size += Math.floor((String(value).length * 3) / 4);
    errors.push(...configKeyFaults(key).map((f) => invalid(`data[${key}]`, key, f)));
  }
  if (size > LIMIT) errors.push({ type: 'TooLong', field: 'data', detail: `may not be more than ${LIMIT} bytes` });
  return [...errors, ...typeErrors(object, data)];
}

export const secrets: ResourceStrategy = {
  group: '',
  resource: 'secrets',
  fieldLabels: ['type', 'metadata.namespace', 'metadata.name'],
  defaults,
  validate,
  prepare: (object, old) => (old && !object.type ? { ...object, type: old.type } : object),
};
