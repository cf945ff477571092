// Models pkg/apis/certificates/validation/validation.go. Left out: what it lets pass because it was stored before the rules were there.

import { membersOf } from '../../../trace/json.ts';
import { parseCertificateRequest } from '../../crypto/certificate-request.ts';
import { pemBlocks } from '../../crypto/encoding.ts';
import { goQuote } from '../../http/go-format.ts';
import type { FieldError } from '../../http/status.ts';
import type { KubeObject } from '../../store/object.ts';
import { type Condition, conditionsOf, textOf } from './certificate-signing-requests.ts';
import { dns1123LabelFaults, dns1123SubdomainFaults } from './validation/names.ts';
import { invalid, required, specOf, stringsOf, supported } from './validation/object-meta.ts';

const USAGES: readonly string[] = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const DECISIONS = ['Approved', 'Denied', 'Failed'];
const SHORTEST_SECONDS = 600;

/** @param subresource "approval", "status", or "" for the object itself */
export function validateCertificateSigningRequest(object: KubeObject, old: KubeObject | undefined, subresource = ''): FieldError[] {
  const errors = validate(object);
  return old ? [...errors, ...validateChange(object, old, subresource)] : errors;
}

function validate(object: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  const spec = specOf(object);
  const request = parseCertificateRequest(textOf(spec.request));
  if (!request.ok) errors.push(invalid('spec.request', typeof spec.request === 'string' ? spec.request : '', request.error));
  const usages = stringsOf(spec.usages);
  if (!usages.length) errors.push(required('spec.usages'));
  for (const [i, usage] of usages.entries())
    if (!USAGES.includes(usage)) errors.push({ type: 'NotSupported', field: `spec.usages[${i}]`, value: goQuote(usage), detail: supported(USAGES) });
  for (const [i, usage] of usages.entries())
    if (usages.indexOf(usage) < i) errors.push({ type: 'Duplicate', field: `spec.usages[${i}]`, value: goQuote(usage) });
  errors.push(...validateSignerName(typeof spec.signerName === 'string' ? spec.signerName : ''));
  const seconds = spec.expirationSeconds;
  if (typeof seconds === 'number' && seconds < SHORTEST_SECONDS) {
    const detail = `may not specify a duration less than ${SHORTEST_SECONDS} seconds (10 minutes)`;
    errors.push({ type: 'Invalid', field: 'spec.expirationSeconds', value: String(seconds), detail });
  }
  errors.push(...validateConditions(conditionsOf(object)));
  const fault = certificateFault(textOf(membersOf(object.status).certificate));
  if (fault) errors.push(invalid('status.certificate', '<certificate data>', fault));
  return errors;
}

function validateSignerName(name: string): FieldError[] {
  const field = 'spec.signerName';
  if (!name) return [required(field)];
  if (name === 'kubernetes.io/legacy-unknown') return [invalid(field, name, 'the legacy signerName is not allowed via this API version')];
  const segments = name.split('/');
  const [domain = '', path = ''] = segments;
  if (segments.length !== 2) return [invalid(field, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")];
  const errors: FieldError[] = [];
  const labels = domain.split('.');
  for (const label of labels) for (const why of dns1123LabelFaults(label)) errors.push(invalid(field, domain, `validating label ${goQuote(label)}: ${why}`));
  if (labels.length < 2) errors.push(invalid(field, domain, 'should be a domain with at least two segments separated by dots'));
  for (const label of path.split('.'))
    for (const why of dns1123SubdomainFaults(label)) errors.push(invalid(field, path, `validating label ${goQuote(label)}: ${why}`));
  return errors;
}

function validateConditions(conditions: readonly Condition[]): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, { type = '', status = '' }] of conditions.entries()) {
    const at = `status.conditions[${i}]`;
    if (!type) errors.push(required(`${at}.type`));
    const statuses = DECISIONS.includes(type) ? ['True'] : ['False', 'True', 'Unknown'];
    if (!status) errors.push(required(`${at}.status`));
    else if (!statuses.includes(status)) errors.push({ type: 'NotSupported', field: `${at}.status`, value: goQuote(status), detail: supported(statuses) });
    if ((type === 'Approved' && seen.has('Denied')) || (type === 'Denied' && seen.has('Approved')))
      errors.push(invalid('status.conditions', type, 'Approved and Denied conditions are mutually exclusive'));
    if (seen.has(type)) errors.push({ type: 'Duplicate', field: `${at}.type`, value: goQuote(type) });
    seen.add(type);
  }
  return errors;
}

/** What stands in status.certificate has to be certificates and nothing else. */
function certificateFault(pem: string): string | undefined {
  if (!pem) return undefined;
  const labels = [...pem.matchAll(/-----BEGIN ([^-]+)-----/g)].map((m) => m[1] ?? '');
  const other = labels.find((label) => label !== 'CERTIFICATE');
  if (other) return `only CERTIFICATE PEM blocks are allowed, found ${goQuote(other)}`;
  return pemBlocks(pem, 'CERTIFICATE').length ? undefined : 'must contain at least one CERTIFICATE PEM block';
}

function validateChange(object: KubeObject, old: KubeObject, subresource: string): FieldError[] {
  const errors: FieldError[] = [];
  const of = (o: KubeObject, type: string): Condition[] => conditionsOf(o).filter((c) => c.type === type);
  const forbid = (field: string, detail: string) => errors.push({ type: 'Forbidden', field, detail });
  for (const type of DECISIONS)
    if (of(object, type).length < of(old, type).length) forbid('status.conditions', `updates may not remove a condition of type ${goQuote(type)}`);
  if (subresource !== 'approval')
    for (const type of ['Approved', 'Denied']) {
      const now = of(object, type);
      const before = of(old, type);
      if (now.length > before.length) forbid('status.conditions', `updates may not add a condition of type ${goQuote(type)}`);
      else if (now.length === before.length && JSON.stringify(now) !== JSON.stringify(before))
        forbid('status.conditions', `updates may not modify a condition of type ${goQuote(type)}`);
    }
  const certificate = membersOf(object.status).certificate;
  const before = membersOf(old.status).certificate;
  if (certificate !== before) {
    if (subresource !== 'status') forbid('status.certificate', 'updates may not set certificate content');
    else if (before) forbid('status.certificate', 'updates may not modify existing certificate content');
  }
  return errors;
}
