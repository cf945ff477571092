// Models apimachinery's CreateOptions, UpdateOptions, PatchOptions, DeleteOptions and ListOptions as the query and body say them.
// Left out: fieldManager beyond its checks (managed fields are neither kept nor shown), sendInitialEvents, sharded lists.
import { goJson, goQuote, goQuoteList } from '../../../http/go-format.ts';
import { parseBool } from '../../../http/negotiation.ts';
import { badRequest, type FieldError, invalidObject, type StatusError } from '../../../http/status.ts';

export interface WriteOptions {
  dryRun: boolean;
  fieldValidation: 'Ignore' | 'Warn' | 'Strict';
  fieldManager: string;
  force: boolean;
}

const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];

/** `kind` is the name in the error: "CreateOptions". */
export function writeOptions(query: URLSearchParams, kind: string, patchType = ''): { options: WriteOptions } | { error: StatusError } {
  const errors: FieldError[] = [];
  const manager = query.get('fieldManager') ?? '';
  if (manager.length > 128) errors.push({ type: 'TooLong', field: 'fieldManager', detail: 'may not be more than 128 bytes' });
  if (patchType.startsWith('application/apply-patch') && !manager)
    errors.push({ type: 'Required', field: 'fieldManager', detail: 'is required for apply patch' });
  if (query.has('force') && patchType && !patchType.startsWith('application/apply-patch'))
    errors.push({ type: 'Forbidden', field: 'force', detail: 'may not be specified for non-apply patch' });
  const dryRun = query.getAll('dryRun');
  if (dryRun.some((v) => v !== 'All')) errors.push({ type: 'NotSupported', field: 'dryRun', value: goJson(dryRun), detail: 'supported values: "All"' });
  const validation = query.get('fieldValidation') ?? '';
  if (!VALIDATIONS.includes(validation))
    errors.push({
      type: 'NotSupported',
      field: 'fieldValidation',
      value: goQuote(validation),
      detail: `supported values: ${VALIDATIONS.map(goQuote).join(', ')}`,
    });
  if (errors.length) return { error: invalidObject('meta.k8s.io', kind, '', errors) };
  const fieldValidation = validation === 'Ignore' || validation === 'Strict' ? validation : 'Warn';
  return { options: { dryRun: dryRun.length > 0, fieldValidation, fieldManager: manager, force: parseBool(query.get('force') ?? '') ?? false } };
}

export interface ListOptions {
  limit: number;
  continue: string;
  resourceVersion: string;
  resourceVersionMatch: string;
}

const integerFault = (text: string): string | undefined => (/^[+-]?\d+$/.test(text) ? undefined : `strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`);

export function listOptions(query: URLSearchParams): { options: ListOptions } | { error: StatusError } {
  for (const name of ['timeoutSeconds', 'limit']) {
    const text = query.get(name);
    const fault = text ? integerFault(text) : undefined;
    if (fault) return { error: badRequest(fault) };
  }
  const resourceVersion = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  const invalid = (e: FieldError) => ({ error: invalidObject('meta.k8s.io', 'ListOptions', '', [{ ...e }]) });
  if (match) {
    const field = 'resourceVersionMatch';
    if (!resourceVersion) return invalid({ type: 'Forbidden', field, detail: 'resourceVersionMatch is forbidden unless resourceVersion is provided' });
    if (match !== 'Exact' && match !== 'NotOlderThan')
      return invalid({ type: 'NotSupported', field, value: goQuote(match), detail: 'supported values: "Exact", "NotOlderThan", ""' });
  }
  const options = { limit: Number(query.get('limit') ?? 0), continue: query.get('continue') ?? '', resourceVersion, resourceVersionMatch: match };
  return { options };
}

/** An unsigned number as resource versions are, or Go's complaint. */
export const resourceVersionFault = (text: string): string | undefined =>
  text === '' || /^\d+$/.test(text)
    ? undefined
    : `resourceVersion: Invalid value: ${goQuote(text)}: strconv.ParseUint: parsing ${goQuote(text)}: invalid syntax`;

export const printList = goQuoteList;
