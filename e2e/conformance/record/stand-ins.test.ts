import crypto from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Pki } from '../recorded-case.ts';
import { writeStandIns } from './stand-ins.mjs';

const pki = JSON.parse(readFileSync('e2e/conformance/cases/pki.json', 'utf8')) as Pki;
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-stand-ins-'));
let back: (json: string) => string;
beforeAll(async () => {
  back = await writeStandIns(pki, folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const standIn = (name: string): crypto.X509Certificate => new crypto.X509Certificate(read(`${name}.crt`));
const recorded = (name: string): crypto.X509Certificate => new crypto.X509Certificate(pki[name]!.crt!);

describe.each(Object.keys(pki).filter((name) => pki[name]?.crt))('the stand-in of %s', (name) => {
  test('says the same of its holder and its time', () => {
    const said = ({ subject, issuer, validFrom, validTo, ca, keyUsage, subjectAltName }: crypto.X509Certificate) => ({
      ...{ subject, issuer, validFrom, validTo, ca, keyUsage, subjectAltName },
    });
    expect(said(standIn(name))).toEqual(said(recorded(name)));
  });

  test('has its key beside it', () => {
    expect(standIn(name).checkPrivateKey(crypto.createPrivateKey(read(`${name}.key`)))).toBe(true);
  });
});

test.each([
  ['admin', 'client-ca'],
  ['apiserver', 'server-ca'],
  ['x-rogue', 'rogue-ca'],
  ['fp-good', 'front-proxy-ca'],
])('%s is signed by %s and by no other', (name, authority) => {
  const signers = ['client-ca', 'server-ca', 'rogue-ca', 'front-proxy-ca'].filter((one) => standIn(name).verify(standIn(one).publicKey));
  expect(signers).toEqual([authority]);
});

test('an authority whose key is known stands for itself', () => expect(read('client-ca.crt')).toBe(pki['client-ca']?.crt));

test('JSON shows the recorded certificate again: as text, within text, in base64 and by its fingerprint', () => {
  const sightings = (pem: string) => {
    const fingerprint = new crypto.X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
    return JSON.stringify([pem, JSON.stringify({ pem }), Buffer.from(pem).toString('base64'), `X509SHA256=${fingerprint}`]);
  };
  expect(back(sightings(read('admin.crt')))).toBe(sightings(pki.admin!.crt!));
});
