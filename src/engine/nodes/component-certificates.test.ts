import { expect, test } from 'vitest';
import { minikubeCertificates } from '../base-worlds/minikube-certificates.data.ts';
import { minikubePki } from '../base-worlds/minikube-pki.data.ts';
import { parseCertificate } from '../crypto/x509.ts';
import { componentCertificates } from './component-certificates.data.ts';

test.each(Object.entries(componentCertificates))(
  'the facts of the %s are what parsing its certificate gives, and the CA signed it',
  async (_name, { crt, known }) => {
    const [parsed, ca] = [await parseCertificate(crt.trim()), await parseCertificate(minikubePki.ca.crt.trim())];
    if (!parsed.ok || !ca.ok) throw new Error('unreadable');
    const { signedBy, ...more } = known.more;
    expect([parsed.certificate.facts, parsed.certificate.more]).toEqual([known.facts, more]);
    expect([await parsed.signedBy(ca.certificate), signedBy]).toEqual([true, minikubeCertificates.ca.more.key]);
  },
);
