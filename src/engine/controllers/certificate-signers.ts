// Models pkg/apis/certificates/helpers.go and the checks of pkg/controller/certificates/signer/signer.go: what each signer takes. Nothing is left out.
import type { CertificateRequest } from '../crypto/certificate-request.ts';

const NODE = 'system:node:';
const same = (given: readonly string[], wanted: readonly string[]): boolean => given.length === wanted.length && wanted.every((w) => given.includes(w));

/** kubernetes.io/kube-apiserver-client: any subject, but only what a client needs. */
export function userClientFault(_request: CertificateRequest, usages: readonly string[]): string | undefined {
  const other = usages.find((u) => !['client auth', 'digital signature', 'key encipherment'].includes(u));
  if (other) return `invalid usage for client certificate: ${other}`;
  return usages.includes('client auth') ? undefined : 'missing required usage for client certificate: client auth';
}

function nodeFault(request: CertificateRequest): string | undefined {
  return same(request.organizations, ['system:nodes']) ? undefined : 'subject organization is not system:nodes';
}

const nameFault = ({ commonName }: CertificateRequest): string | undefined =>
  commonName.startsWith(NODE) ? undefined : 'subject common name does not begin with system:node:';

function usagesFault(usages: readonly string[], purpose: string): string | undefined {
  const wanted = [purpose, 'digital signature'];
  if (same(usages, wanted) || same(usages, [...wanted, 'key encipherment'])) return undefined;
  return `usages did not match [${[...wanted, 'key encipherment'].sort().join(' ')}]`;
}

export function kubeletClientFault(request: CertificateRequest, usages: readonly string[]): string | undefined {
  const { dnsNames, emailAddresses, ipAddresses, uris } = request;
  return (
    nodeFault(request) ??
    (dnsNames.length ? 'DNS subjectAltNames are not allowed' : undefined) ??
    (emailAddresses.length ? 'Email subjectAltNames are not allowed' : undefined) ??
    (ipAddresses.length ? 'IP subjectAltNames are not allowed' : undefined) ??
    (uris.length ? 'URI subjectAltNames are not allowed' : undefined) ??
    nameFault(request) ??
    usagesFault(usages, 'client auth')
  );
}

export function kubeletServingFault(request: CertificateRequest, usages: readonly string[]): string | undefined {
  const { dnsNames, emailAddresses, ipAddresses, uris } = request;
  return (
    nodeFault(request) ??
    (dnsNames.length + ipAddresses.length ? undefined : 'DNS or IP subjectAltName is required') ??
    (emailAddresses.length ? 'Email subjectAltNames are not allowed' : undefined) ??
    (uris.length ? 'URI subjectAltNames are not allowed' : undefined) ??
    usagesFault(usages, 'server auth') ??
    nameFault(request)
  );
}
