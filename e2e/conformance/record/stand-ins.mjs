// pki.json keeps certificates whose keys were thrown away. A real server needs keys, so every certificate gets a stand-in with the same
// subject, extensions and lifetime and a key that we hold; what is recorded names the certificate of pki.json again. sa, sa2 and client-ca
// have their keys in pki.json and stand for themselves.
import 'reflect-metadata';
import crypto from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
/** Both tell which key a certificate is about, and the key is another one. */
const ABOUT_KEYS = new Set(['2.5.29.14', '2.5.29.35']);

x509.cryptoProvider.set(crypto.webcrypto);

/**
 * Writes NAME.crt, NAME.key and NAME.pub of every entry of pki.json into the folder.
 * @param {Record<string, {crt?: string, pub?: string, jwk?: object}>} pki
 * @returns {Promise<(text: string) => string>} JSON with the stand-ins' bytes and fingerprints → the same with those of pki.json
 */
export async function writeStandIns(pki, folder) {
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  const authorities = await authoritiesOf(pki);
  const leafKeys = await crypto.subtle.generateKey(EC, true, ['sign', 'verify']);
  const replaced = [];
  for (const [name, { crt, pub, jwk }] of Object.entries(pki)) {
    if (pub) write(`${name}.pub`, pub);
    if (!crt) {
      if (jwk) write(`${name}.key`, privatePem(crypto.createPrivateKey({ key: jwk, format: 'jwk' })));
      continue;
    }
    const recorded = new x509.X509Certificate(crt);
    const own = authorities.get(recorded.subject);
    const keys = own?.keys ?? leafKeys;
    write(`${name}.key`, privatePem(crypto.KeyObject.from(keys.privateKey)));
    const standIn = own?.kept ? crt : await issue(recorded, keys.publicKey, authorities.get(recorded.issuer));
    write(`${name}.crt`, standIn);
    if (standIn !== crt) replaced.push(...sightings(standIn, crt));
  }
  return (text) => replaced.reduce((all, [seen, meant]) => all.replaceAll(seen, meant), text);
}

/** Subject → the keys that sign as it. */
async function authoritiesOf(pki) {
  const found = new Map();
  for (const { crt, jwk } of Object.values(pki)) {
    const certificate = crt && new x509.X509Certificate(crt);
    if (!certificate || certificate.subject !== certificate.issuer) continue;
    found.set(certificate.subject, jwk ? { keys: await rsaKeys(jwk), signing: RSA, kept: true } : { keys: await ecKeys(), signing: EC });
  }
  return found;
}

const ecKeys = () => crypto.subtle.generateKey(EC, true, ['sign', 'verify']);

async function rsaKeys(jwk) {
  const publicJwk = { kty: jwk.kty, n: jwk.n, e: jwk.e };
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, RSA, true, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', publicJwk, RSA, true, ['verify']),
  };
}

async function issue(recorded, publicKey, issuer) {
  if (!issuer) throw new Error(`pki.json holds no certificate of ${recorded.issuer}, who issued ${recorded.subject}`);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: recorded.serialNumber,
    subject: recorded.subjectName,
    issuer: recorded.issuerName,
    notBefore: recorded.notBefore,
    notAfter: recorded.notAfter,
    extensions: [
      ...recorded.extensions.filter(({ type }) => !ABOUT_KEYS.has(type)),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
    ],
    publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: issuer.signing,
  });
  return `${made.toString('pem')}\n`;
}

const privatePem = (key) => key.export({ type: 'pkcs8', format: 'pem' });

/** The ways an answer written as JSON shows a certificate: its PEM text, the same within JSON on a terminal, in base64, and as a fingerprint. */
function sightings(standIn, recorded) {
  const fingerprint = (pem) => new crypto.X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
  const base64 = (pem) => Buffer.from(pem).toString('base64');
  const escaped = (text) => JSON.stringify(text).slice(1, -1);
  const ways = [(pem) => escaped(escaped(pem)), escaped, base64, fingerprint];
  return ways.map((shown) => [shown(standIn), shown(recorded)]);
}
