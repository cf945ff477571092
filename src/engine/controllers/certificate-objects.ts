// What the controllers of certificates read in a CertificateSigningRequest. Nothing is left out.

import type { Members } from '../../trace/json.ts';
import { fromBase64, fromUtf8 } from '../crypto/encoding.ts';
import { listOf, members, textOf, textsOf } from '../nodes/component-client.ts';
import { PATHS } from './controller-context.ts';

export const TYPE = { kind: 'CertificateSigningRequest', apiVersion: 'certificates.k8s.io/v1' };

export const conditionsOf = (object: Members): Members[] => listOf(members(object.status).conditions);
export const has = (object: Members, type: string): boolean => conditionsOf(object).some((c) => c.type === type && c.status === 'True');
export const decoded = (base64: unknown): string => fromUtf8(fromBase64(textOf(base64)) ?? new Uint8Array()) ?? '';
export const requestText = (object: Members): string => decoded(members(object.spec).request);
export const targetOf = (object: Members): string => `${PATHS.certificatesigningrequests}/${textOf(members(object.metadata).name)}`;

export const usagesOf = (object: Members): string[] => textsOf(members(object.spec).usages);
