// Models a reverse proxy that signs people in itself and speaks for them by headers, over TLS with a client certificate of its own.
// Left out: sessions and cookies (it asks for the password every time), upgraded connections, headers of its own such as X-Forwarded-For.

import { fromBase64, fromUtf8 } from '../crypto/encoding.ts';
import { Headers, type HttpRequest, type HttpResponse } from '../http/message.ts';
import { frontProxyPartyAbout } from './front-proxy.about.ts';
import type { FrontProxySpec } from './front-proxy-spec.ts';
import type { Party, PartyAnswer } from './party.ts';

const USUAL = { username: 'X-Remote-User', group: 'X-Remote-Group', extraPrefix: 'X-Remote-Extra-' };
/** They belong to one connection and are not forwarded (RFC 9110, 7.6.1). */
const ONE_HOP = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'host'];

export function frontProxyParty(spec: FrontProxySpec): Party {
  const { name, origin, certificate } = spec;
  return {
    spec,
    name,
    title: frontProxyPartyAbout.title,
    origin,
    certificate,
    async handle(request, { pki, call }): Promise<PartyAnswer> {
      const user = signedIn(spec, request);
      if (!user) {
        const headers = new Headers([
          ['Content-Type', 'text/plain; charset=utf-8'],
          ['WWW-Authenticate', `Basic realm="${name}", charset="UTF-8"`],
        ]);
        return { status: 401, headers, body: 'Unauthorized\n' };
      }
      const shown = spec.clientCertificate === undefined ? undefined : pki[spec.clientCertificate]?.crt;
      const ca = pki[spec.upstreamCa]?.crt;
      const outcome = await call(
        `${spec.upstream}${request.target}`,
        { method: request.method, headers: forwarded(spec, user, request.headers), body: request.body },
        { ...(ca === undefined ? {} : { ca }), ...(shown === undefined ? {} : { clientCertificate: shown }) },
      );
      return outcome.ok
        ? back(outcome.response)
        : { status: 502, headers: new Headers([['Content-Type', 'text/plain; charset=utf-8']]), body: `${outcome.error}\n` };
    },
  };
}

type User = FrontProxySpec['users'][number];

/** Basic authentication (RFC 7617). */
function signedIn({ users }: FrontProxySpec, { headers }: HttpRequest): User | undefined {
  const [, encoded = ''] = /^Basic +(\S+)$/i.exec(headers.get('Authorization') ?? '') ?? [];
  const bytes = fromBase64(encoded);
  const [, login, password] = /^([^:]*):([\s\S]*)$/.exec((bytes && fromUtf8(bytes)) ?? '') ?? [];
  return users.find((user) => user.login === login && user.password === password);
}

/** What the caller says of itself is taken out before the proxy says who it is: else anybody could add a group. */
function forwarded(spec: FrontProxySpec, user: User, sent: Headers): Headers {
  const { username, group, extraPrefix, uid }: NonNullable<FrontProxySpec['headers']> = spec.headers ?? USUAL;
  const names = [username, group, ...(uid === undefined ? [] : [uid]), 'X-Remote-Uid', 'Authorization', ...ONE_HOP].map((n) => n.toLowerCase());
  const headers = new Headers(sent.entries().filter(([n]) => !names.includes(n.toLowerCase()) && !n.toLowerCase().startsWith(extraPrefix.toLowerCase())));
  headers.add(username, user.login);
  for (const each of user.groups) headers.add(group, each);
  if (uid !== undefined && user.uid !== undefined) headers.add(uid, user.uid);
  for (const [key, values] of Object.entries(user.extra ?? {})) for (const value of values) headers.add(`${extraPrefix}${encodeURIComponent(key)}`, value);
  return headers;
}

const back = ({ status, headers, body }: HttpResponse): HttpResponse => ({
  status,
  headers: new Headers(headers.entries().filter(([n]) => !ONE_HOP.includes(n.toLowerCase()))),
  body,
});
