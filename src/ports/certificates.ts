// The Certificates tab.
import type { Check } from '../trace/event.ts';

export interface CertificateWish {
  commonName: string;
  organizations: string[];
  key: 'RSA' | 'P-256';
  /** `cluster`: the CA of --client-ca-file. `own`: a CA made for this one. `request`: nobody yet, kubectl will ask. */
  signer: 'cluster' | 'own' | 'request';
  /** Seconds, counted from the world's clock. */
  from: number;
  lifetime: number;
  /** "clientAuth", "serverAuth". */
  usages: string[];
}

/** One block of a PEM text. */
export interface DecodedBlock {
  /** "CERTIFICATE"; empty when there is no frame at all. */
  label: string;
  /** Part by part, as far as it goes. */
  parts: Check[];
  /** What the API server's desk for certificates would find now; empty for what is no certificate. */
  verdict: Check[];
}

export interface MadeCertificate {
  /** Its files on the laptop begin like this. */
  name: string;
  kind: 'crt' | 'csr';
  pem: string;
  /** Texts by absolute path, the private key among them. */
  files: Record<string, string>;
  /** Uses what the files hold. */
  command: string;
  decoded: DecodedBlock[];
}

/** Its wishes. */
export interface CertificatesPorts {
  /** A real key and certificate. Nothing knows of it before it is written. */
  makeCertificate(wish: CertificateWish): Promise<{ made: MadeCertificate } | { error: string }>;
  readPem(text: string): Promise<DecodedBlock[]>;
  /** Puts the files on the laptop and the command into the terminal. `kept`: this browser keeps them, the private key too. */
  writeCertificate(made: MadeCertificate, kept: boolean): void;
}

declare module './tabs.ts' {
  interface Tabs {
    Certificates: { part: object; ports: CertificatesPorts };
  }
}
