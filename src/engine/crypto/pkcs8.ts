// Models the three forms in which openssl writes a private key, each as PKCS #8, which is the one that WebCrypto reads. Left out: encrypted keys.
import { inside, OCTET_STRING, readDer, readOid, SEQUENCE, writeDer, writeInteger, writeOid } from './der.ts';

export const RSA = '1.2.840.113549.1.1.1';
export const EC = '1.2.840.10045.2.1';

/** @param label of the PEM block; undefined for a label that is none of the three, or a SEC 1 key that names no curve */
export function pkcs8(label: string, der: Uint8Array<ArrayBuffer> | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (!der || label === 'PRIVATE KEY') return der;
  const wrap = (algorithm: Uint8Array<ArrayBuffer>) => writeDer(SEQUENCE, writeInteger(Uint8Array.from([0])), algorithm, writeDer(OCTET_STRING, der));
  if (label === 'RSA PRIVATE KEY') return wrap(writeDer(SEQUENCE, writeOid(RSA), Uint8Array.from([5, 0])));
  if (label !== 'EC PRIVATE KEY') return undefined;
  const whole = readDer(der);
  const named = whole && inside(whole)?.find(({ tag }) => tag === 0xa0);
  const [curve] = (named && inside(named)) ?? [];
  return curve && wrap(writeDer(SEQUENCE, writeOid(EC), writeOid(readOid(curve.content))));
}
