// Models the rules of `immutable: true` that secrets and config maps share (pkg/apis/core/validation/validation.go).
import type { FieldError } from '../../../http/status.ts';
import type { KubeObject } from '../../../store/object.ts';
import { same } from '../same.ts';

const DETAIL = 'field is immutable when `immutable` is set';

export function immutableErrors(object: KubeObject, old: KubeObject | undefined, fields: readonly string[]): FieldError[] {
  if (old?.immutable !== true) return [];
  const forbidden = (field: string): FieldError => ({ type: 'Forbidden', field, detail: DETAIL });
  return [...(object.immutable === true ? [] : [forbidden('immutable')]), ...fields.filter((f) => !same(object[f] ?? {}, old[f] ?? {})).map(forbidden)];
}
