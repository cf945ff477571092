// Facts of the base worlds' certificates by PEM block, so that nothing is parsed as long as nobody brings a certificate of their own.
import type { KnownCertificate } from '../crypto/certificate.ts';
import { minikubeCertificates } from './minikube-certificates.data.ts';
import { minikubePki } from './minikube-pki.data.ts';

export function knownCertificates(): ReadonlyMap<string, KnownCertificate> {
  const rows: [string, KnownCertificate][] = [];
  const facts: Record<string, KnownCertificate> = minikubeCertificates;
  for (const [name, material] of Object.entries(minikubePki)) {
    const known = facts[name];
    if ('crt' in material && known) rows.push([material.crt.trim(), known]);
  }
  return new Map(rows);
}
