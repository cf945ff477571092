// The parties outside the cluster that a case's `server.services` names, on loopback with the certificate `services` of pki.json: one or two
// OpenID Connect providers, a webhook that reviews tokens and one that reviews access.
import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';

export const PARTY_PORTS = { oidc: 26500, oidc2: 26501, tokenWebhook: 26502, accessWebhook: 26503 };

/** What each party answers to a request: {status, body}. */
const ANSWERS = { oidc: provider, oidc2: provider, tokenWebhook, accessWebhook };

/** Starts the parties. `asked` holds "NAME /path" of every request they got. */
export async function startParties(services, pki, keysFolder) {
  const asked = [];
  const servers = [];
  const tls = { cert: readFileSync(path.join(keysFolder, 'services.crt')), key: readFileSync(path.join(keysFolder, 'services.key')) };
  for (const [name, given] of Object.entries(services)) {
    const port = PARTY_PORTS[name];
    if (!port) throw new Error(`server.services has no ${name}; there are ${Object.keys(PARTY_PORTS).join(', ')}`);
    const answer = ANSWERS[name](given, { origin: `https://127.0.0.1:${port}`, pki });
    const server = https.createServer(tls, async (request, response) => {
      asked.push(`${name} ${request.url}`);
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { status = 200, body } = answer(request.url, Buffer.concat(chunks).toString());
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise((resolve, reject) => {
      server.on('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    servers.push(server);
  }
  const stop = async () => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return { asked, stop };
}

function provider({ issuer, key }, { origin, pki }) {
  const documents = {
    '/.well-known/openid-configuration': {
      issuer: issuer ?? origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/keys`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
    '/keys': { keys: [key].flat().map((name) => publishedKey(pki[name]?.pub, name)) },
  };
  return (url) => (documents[url] ? { body: documents[url] } : { status: 404, body: {} });
}

function publishedKey(pub, name) {
  if (!pub) throw new Error(`pki.json holds no public key named ${name}`);
  const key = crypto.createPublicKey(pub);
  const kid = crypto
    .createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  return { ...key.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
}

function tokenWebhook({ tokens }) {
  return (_url, sent) => {
    const review = JSON.parse(sent);
    const answer = tokens[review.spec.token] ?? { authenticated: false };
    if (answer === 'GARBAGE') return { body: 'not json' };
    if (answer === 'HTTP500') return { status: 500, body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'boom', code: 500 } };
    return { body: { apiVersion: review.apiVersion, kind: 'TokenReview', status: answer } };
  };
}

function accessWebhook({ rules }) {
  const at = (spec, dotted) => dotted.split('.').reduce((value, key) => value?.[key], spec);
  return (_url, sent) => {
    const review = JSON.parse(sent);
    const rule = rules.find(({ match }) => Object.entries(match).every(([where, value]) => at(review.spec, where) === value));
    return { body: { apiVersion: review.apiVersion, kind: 'SubjectAccessReview', status: rule?.status ?? { allowed: false } } };
  };
}
