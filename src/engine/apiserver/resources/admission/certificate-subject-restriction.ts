// Models plugin/pkg/admission/certificates/subjectrestriction/admission.go. Nothing is left out.
import { parseCertificateRequest } from '../../../crypto/certificate-request.ts';
import { forbiddenBecause } from '../../../http/status.ts';
import { textOf } from '../certificate-signing-requests.ts';
import { specOf } from '../validation/object-meta.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

const SIGNER = 'kubernetes.io/kube-apiserver-client';

export const certificateSubjectRestriction: AdmissionPlugin = {
  name: 'CertificateSubjectRestriction',
  admit({ route, object }) {
    const { type } = route.entry;
    if (type.group !== 'certificates.k8s.io' || type.resource !== 'certificatesigningrequests' || route.subresource || !object) return undefined;
    const spec = specOf(object);
    if (spec.signerName !== SIGNER) return undefined;
    const refuse = (why: string) => ({ error: forbiddenBecause(type.group, type.resource, object.metadata.name, why) });
    const parsed = parseCertificateRequest(textOf(spec.request));
    // What cannot be read is refused by validation, in its own words.
    if (!parsed.ok) return undefined;
    if (parsed.request.organizations.includes('system:masters')) return refuse(`use of ${SIGNER} signer with system:masters group is not allowed`);
    return undefined;
  },
};
