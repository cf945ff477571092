// What the world knows of a certificate: the facts shown to people, and the few more that verification needs. Parsing stands behind x509.ts.
import type { CertificateFacts } from '../../trace/event.ts';

export interface Certificate {
  /** The PEM block, without what stands around it. */
  readonly pem: string;
  readonly facts: CertificateFacts;
  readonly more: CertificateMore;
}

export interface CertificateMore {
  /** Hex SHA-256 of the DER SubjectPublicKeyInfo: names the key. */
  readonly key: string;
  /** Key of the certificate that signed this one, when it was worked out beforehand. */
  readonly signedBy?: string;
  /** Upper-case hex with colons, empty when absent. */
  readonly subjectKeyId: string;
  readonly authorityKeyId: string;
  /** Values of the subject attribute 1.3.6.1.4.1.57683.2 (the user's uid); null stands for one that is no string. */
  readonly uids: readonly (string | null)[];
}

/** One row of a base world's table: what parsing its certificate would give, worked out beforehand and checked by a test. */
export interface KnownCertificate {
  readonly facts: CertificateFacts;
  readonly more: CertificateMore;
}
