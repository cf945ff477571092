// Models staging/src/k8s.io/apiserver/pkg/authentication/request/headerrequest/requestheader.go. Left out: re-reading the CA and the names while running.
import { NOT_MINE } from '../../../../trace/about.ts';
import type { Certificates } from '../../../crypto/certificates.ts';
import { judgeChain } from '../../../crypto/verify-chain.ts';
import type { Headers } from '../../../http/message.ts';
import type { Authentication, RequestAuthenticator } from '../authenticator.ts';
import { type FrontProxyCode, frontProxyAbout } from './front-proxy.about.ts';
import { ChainMemory, certificateMiss, SHORT_PROBLEM } from './x509.ts';

/** Of a certificate that nobody offered as a proxy's. */
const NOT_A_PROXY = { code: NOT_MINE, reason: 'not a front proxy’s certificate' } as const;

export interface FrontProxyOptions {
  /** PEM text of --requestheader-client-ca-file. */
  roots: string;
  allowedNames: readonly string[];
  usernameHeaders: readonly string[];
  uidHeaders: readonly string[];
  groupHeaders: readonly string[];
  extraPrefixes: readonly string[];
}

export function frontProxy(certificates: Certificates, options: FrontProxyOptions): RequestAuthenticator<FrontProxyCode> {
  const memory = new ChainMemory(certificates, options.roots);
  return {
    ...frontProxyAbout,
    async authenticate(context): Promise<Authentication<FrontProxyCode>> {
      const { peerCertificates } = context.connection;
      const found = context.connection.tls && peerCertificates.length ? await memory.chain(peerCertificates.map((p) => p.pem)) : undefined;
      if (!found) {
        const claimed = claim(context.request.headers, options);
        return {
          verdict: 'no-opinion',
          code: 'no-certificate',
          reason: 'no proxy certificate',
          ...(claimed ? { why: `${claimed} came without the proxy’s certificate, so nobody reads it` } : {}),
        };
      }
      const { chain, problem, error, checks } = judgeChain(found, 'client auth', context.server.clock.now());
      const evidence = { type: 'certificate' as const, chain: chain.map((c) => c.facts), checks };
      const claimed = claim(context.request.headers, options);
      const unread = claimed ? `; ${claimed} is not read` : '';
      if (problem) {
        const leaf = chain[0];
        const why = leaf && claimed ? `${certificateMiss(problem, leaf, await memory.roots())}${unread}` : '';
        return {
          verdict: 'error',
          error: error ?? '',
          ...(claimed ? { code: problem, reason: SHORT_PROBLEM[problem] } : NOT_A_PROXY),
          evidence,
          ...(why ? { why } : {}),
        };
      }
      const name = chain[0]?.facts.commonName ?? '';
      const allowed = !options.allowedNames.length || options.allowedNames.includes(name);
      checks.push({ check: 'is a proxy this server knows', ok: allowed, detail: `CN=${name}` });
      if (!allowed) {
        const why = `the proxies’ CA signed it for ${name}, but only ${options.allowedNames.join(', ')} may speak for others${unread}`;
        return {
          verdict: 'error',
          error: `x509: subject with cn=${name} is not in the allowed list`,
          ...(claimed ? { code: 'name-not-allowed', reason: `${name} is no proxy` } : NOT_A_PROXY),
          evidence,
          why,
        };
      }
      const { headers } = context.request;
      const user = first(headers, options.usernameHeaders);
      if (!user) return { verdict: 'no-opinion', code: 'names-no-user', reason: 'names no user', evidence };
      const groups = options.groupHeaders.flatMap((h) => headers.all(h)).filter((g) => g !== '');
      const info = { name: user, uid: first(headers, options.uidHeaders), groups, extra: extraOf(headers, options.extraPrefixes) };
      context.recorder.note(`the proxy ${name} speaks for ${user}`, {
        ok: true,
        evidence: { type: 'header', name: options.usernameHeaders[0] ?? '', value: user },
      });
      return { verdict: 'recognised', code: 'recognised', user: info, reason: user, evidence };
    },
  };
}

/** "X-Remote-User: ada", when the request says so. */
function claim(headers: Headers, { usernameHeaders }: FrontProxyOptions): string | undefined {
  const name = usernameHeaders.find((h) => headers.get(h));
  return name && `${name}: ${headers.get(name)}`;
}

/** The first header of the list whose first value is not empty. */
function first(headers: Headers, names: readonly string[]): string {
  for (const name of names) {
    const value = headers.get(name);
    if (value) return value;
  }
  return '';
}

function extraOf(headers: Headers, prefixes: readonly string[]): Record<string, string[]> {
  const extra: Record<string, string[]> = {};
  for (const prefix of prefixes) {
    const start = prefix.toLowerCase();
    for (const [name, value] of headers.entries()) {
      if (!name.toLowerCase().startsWith(start)) continue;
      const key = unescapeKey(name.slice(prefix.length).toLowerCase());
      (extra[key] ??= []).push(value);
    }
  }
  return extra;
}

/** url.PathUnescape; a key that cannot be decoded stays as it is. */
export function unescapeKey(key: string): string {
  if (!/%[0-9a-f]{2}/i.test(key)) return key;
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
