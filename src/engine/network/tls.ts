// Models the client's half of a TLS handshake: is this really the server I meant? And what the server then knows of the client.
// Left out: cipher suites, session resumption, client certificates refused during the handshake (kube-apiserver never does that).
import type { Check, Evidence, MachineState } from '../../trace/event.ts';
import type { Certificate } from '../crypto/certificate.ts';
import type { Certificates } from '../crypto/certificates.ts';
import { buildChain, judgeChain } from '../crypto/verify-chain.ts';
import { type Dial, type DialFailure, isAddress } from './dial.ts';

export const tlsState: MachineState = {
  id: 'tls',
  kind: 'gate',
  room: 'tls',
  title: 'TLS',
  question: 'Private?',
  blurb: 'The client makes sure that it talks to the right server before it says anything.',
  upstream: 'staging/src/k8s.io/apiserver/pkg/server/secure_serving.go',
  configured: true,
  transitions: [
    { on: 'passed', to: 'request-info', because: 'the client trusts the server, or was told not to ask' },
    { on: 'refused', to: 'reply.none', because: 'the client hangs up and never sends the request' },
  ],
};

export type TlsVerdict = { ok: true; reason: string; evidence: Evidence } | { ok: false; reason: string; failure: DialFailure; evidence: Evidence };

interface Remembered {
  verdict: TlsVerdict;
  from: number;
  until: number;
}

/** Judges the server's certificate as a client does, and remembers the verdict as long as the clock allows. */
export class TlsClient {
  readonly #certificates: Certificates;
  readonly #remembered = new Map<string, Map<string, Remembered>>();

  constructor(certificates: Certificates) {
    this.#certificates = certificates;
  }

  judge(server: Certificate, host: string, tls: Dial['tls'], now: number): TlsVerdict | Promise<TlsVerdict> {
    const name = tls.serverName ?? host;
    const known = this.#remembered.get(tls.ca ?? '')?.get(`${tls.insecure ? '-' : '+'}${name}`);
    if (known && now >= known.from && now <= known.until) return known.verdict;
    return this.#judge(server, name, tls, now);
  }

  /** Another certificate is served now. */
  forget(): void {
    this.#remembered.clear();
  }

  async #judge(server: Certificate, name: string, tls: Dial['tls'], now: number): Promise<TlsVerdict> {
    const roots = tls.ca === undefined ? [] : await this.#certificates.bundle(tls.ca);
    const { chain, trusted } = await buildChain(this.#certificates, server, [], roots);
    const verdict = tls.insecure ? notAsked(server) : this.#decide(server, name, { chain, trusted }, tls, now);
    const dates = chain.flatMap((c) => [Date.parse(c.facts.notBefore), Date.parse(c.facts.notAfter)]);
    const edges = dates.filter((d) => d <= now);
    const remembered = { verdict, from: Math.max(-Infinity, ...edges), until: Math.min(Infinity, ...dates.filter((d) => d >= now)) };
    const key = tls.ca ?? '';
    let byName = this.#remembered.get(key);
    if (!byName) this.#remembered.set(key, (byName = new Map()));
    byName.set(`${tls.insecure ? '-' : '+'}${name}`, remembered);
    return verdict;
  }

  #decide(server: Certificate, name: string, chain: { chain: readonly Certificate[]; trusted: boolean }, tls: Dial['tls'], now: number): TlsVerdict {
    const judged = judgeChain(chain, 'server auth', now);
    const named = namesHost(server, name);
    const nameCheck: Check = { check: `made out to ${name}`, ok: named, detail: [...server.facts.dnsNames, ...server.facts.ipAddresses].join(', ') };
    const authority = chain.trusted;
    const evidence: Evidence = { type: 'certificate', chain: judged.chain.map((c) => c.facts), checks: [...judged.checks, nameCheck] };
    const certificate = server.facts;
    const no = (reason: string, failure: DialFailure): TlsVerdict => ({ ok: false, reason, failure, evidence });
    if (!authority) {
      const why = tls.ca === undefined ? 'no CA of this server is known' : `${certificate.issuer} is not a CA the client trusts`;
      return no(why, { code: 'unknown-authority', certificate });
    }
    const moment = new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z');
    if (judged.problem === 'expired') return no('certificate has expired', { code: 'certificate-expired', certificate, now: moment });
    if (judged.problem === 'not-yet-valid') return no('certificate is not valid yet', { code: 'certificate-not-yet-valid', certificate, now: moment });
    if (judged.problem) return no('certificate is not for a server', { code: 'unknown-authority', certificate });
    if (!named) return no(`certificate is not made out to ${name}`, { code: 'name-mismatch', host: name, certificate });
    return { ok: true, reason: `signed by ${chain.chain.at(-1)?.facts.commonName ?? ''}`, evidence };
  }
}

function notAsked(server: Certificate): TlsVerdict {
  const checks: Check[] = [{ check: 'the client asks who the server is', ok: null, detail: 'told not to' }];
  return { ok: true, reason: 'encrypted, not verified', evidence: { type: 'certificate', chain: [server.facts], checks } };
}

/** RFC 6125 as Go and OpenSSL apply it: exact, or one left-most label for `*`; addresses match addresses only. */
export function namesHost(certificate: Certificate, host: string): boolean {
  const { dnsNames, ipAddresses } = certificate.facts;
  if (isAddress(host)) return ipAddresses.includes(host);
  const wanted = host.toLowerCase().replace(/\.$/, '');
  return dnsNames.some((pattern) => {
    const p = pattern.toLowerCase();
    if (p === wanted) return true;
    return p.startsWith('*.') && wanted.includes('.') && wanted.slice(wanted.indexOf('.')) === p.slice(1);
  });
}
