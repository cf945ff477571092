// Certificates by their PEM text: parsed at most once, signatures checked at most once. What a base world knows beforehand is never parsed.
import type { Certificate, KnownCertificate } from './certificate.ts';
import { pemBlocks } from './encoding.ts';

type SignatureCheck = (issuer: Certificate) => Promise<boolean>;

export class Certificates {
  readonly #known: Map<string, KnownCertificate>;
  readonly #bundles = new Map<string, readonly Certificate[]>();
  readonly #single = new Map<string, Certificate | undefined>();
  readonly #checks = new Map<Certificate, SignatureCheck>();
  /** By key and certificate: why they are no pair. */
  readonly #pairs = new Map<string, string | undefined>();
  readonly #signed = new Map<Certificate, Map<string, boolean>>();

  /** @param known facts by PEM block (trimmed) */
  constructor(known: ReadonlyMap<string, KnownCertificate>) {
    this.#known = new Map(known);
  }

  /** One more that need not be parsed. */
  learn(pem: string, known: KnownCertificate): void {
    this.#known.set(pem.trim(), known);
  }

  /** Pairs that need not be tried. */
  learnPairs(pairs: readonly { crt?: string | undefined; key?: string | undefined }[]): void {
    for (const { crt, key } of pairs) if (crt !== undefined && key !== undefined) this.#pairs.set(pairOf(crt, key), undefined);
  }

  /** The certificates of a PEM text, in order; what cannot be read is left out, as AppendCertsFromPEM leaves it out. */
  bundle(text: string): readonly Certificate[] | Promise<readonly Certificate[]> {
    return this.#bundles.get(text) ?? this.#read(text);
  }

  async #read(text: string): Promise<readonly Certificate[]> {
    const found: Certificate[] = [];
    for (const { pem } of pemBlocks(text, 'CERTIFICATE')) {
      if (!this.#single.has(pem)) this.#single.set(pem, await this.#one(pem));
      const certificate = this.#single.get(pem);
      if (certificate) found.push(certificate);
    }
    this.#bundles.set(text, found);
    return found;
  }

  async #one(pem: string): Promise<Certificate | undefined> {
    const known = this.#known.get(pem);
    if (known) return { pem, ...known };
    const { parseCertificate } = await import('./x509.ts');
    const parsed = await parseCertificate(pem);
    if (!parsed.ok) return undefined;
    this.#checks.set(parsed.certificate, parsed.signedBy);
    return parsed.certificate;
  }

  /** Why a client that holds this key cannot show this certificate, in Go's words; worked out once by a real signature. */
  keyFault(certificate: string, key: string): string | undefined | Promise<string | undefined> {
    const pair = pairOf(certificate, key);
    return this.#pairs.has(pair) ? this.#pairs.get(pair) : this.#keyFault(pair, certificate, key);
  }

  async #keyFault(pair: string, certificate: string, key: string): Promise<string | undefined> {
    const { keyPairFault } = await import('./key-pair.ts');
    const fault = await keyPairFault(certificate, key);
    this.#pairs.set(pair, fault);
    return fault;
  }

  /** Whether `issuer`'s key signed `certificate`. */
  async signedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
    if (certificate.more.signedBy !== undefined) return certificate.more.signedBy === issuer.more.key;
    let answers = this.#signed.get(certificate);
    if (!answers) this.#signed.set(certificate, (answers = new Map()));
    const known = answers.get(issuer.more.key);
    if (known !== undefined) return known;
    const answer = (await this.#checks.get(certificate)?.(issuer)) ?? false;
    answers.set(issuer.more.key, answer);
    return answer;
  }
}

const pairOf = (certificate: string, key: string): string => `${key}\n${certificate}`;
