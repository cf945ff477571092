import { expect, test } from 'vitest';
import { pemBlocks } from '../crypto/encoding.ts';
import { publicOf, readPublicKeys } from '../crypto/jws.ts';
import { parseCertificate } from '../crypto/x509.ts';
import { type KeyMaterial, readSpec } from '../spec.ts';
import { minikubeWorld } from './minikube.ts';
import { minikubeCertificates } from './minikube-certificates.data.ts';
import { minikubePki } from './minikube-pki.data.ts';

test.each(Object.entries(minikubeCertificates))('the facts of %s are what parsing it gives', async (name, known) => {
  const pki: Record<string, KeyMaterial> = minikubePki;
  const parse = async (n: string) => {
    const parsed = await parseCertificate(pemBlocks(pki[n]!.crt!, 'CERTIFICATE')[0]!.pem);
    if (!parsed.ok) throw new Error(parsed.error);
    return parsed;
  };
  const { certificate, signedBy } = await parse(name);
  const { signedBy: signer, ...more } = known.more;
  expect(certificate.facts).toEqual(known.facts);
  expect(certificate.more).toEqual(more);
  const issuers = await Promise.all(Object.keys(minikubeCertificates).map(async (n) => ({ n, yes: await signedBy((await parse(n)).certificate) })));
  const all: Record<string, { more: { key: string } }> = minikubeCertificates;
  expect(issuers.filter((i) => i.yes).map((i) => all[i.n]!.more.key)).toEqual([signer]);
});

test('private and public halves belong together', async () => {
  for (const name of ['sa', 'stranger'] as const) {
    const [published] = await readPublicKeys(minikubePki[name].pub);
    expect((await publicOf(minikubePki[name].jwk))?.kid).toBe(published?.kid);
  }
});

test('the spec passes its own schema and survives JSON', () => {
  const spec = minikubeWorld();
  const read = readSpec(JSON.parse(JSON.stringify(spec)));
  expect(read).toEqual({ ok: true, spec });
});
