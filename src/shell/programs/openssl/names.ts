// Names of a subject: as -subj reads them ("/O=qa/CN=jane") and as openssl prints them ("O = qa, CN = jane").
import { type NameAttribute, readName } from '../../../engine/crypto/certificate-request.ts';
import { type Der, inside, readDer, SEQUENCE, writeDer } from '../../../engine/crypto/der.ts';
import { OpensslFailure } from './arguments.ts';

const OIDS: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  serialNumber: '2.5.4.5',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
};
const SHORT = new Map(Object.entries(OIDS).map(([name, oid]) => [oid, name]));

export function readSubject(text: string): NameAttribute[] {
  if (!text.startsWith('/')) {
    throw new OpensslFailure(
      `req: subject name is expected to be in the format /type0=value0/type1=value1/type2=... where characters may be escaped by \\. This name is not in that format: '${text}'\n`,
    );
  }
  const parts = (text.match(/\/(?:\\.|[^\\/])*/g) ?? []).map((part) => part.slice(1)).filter((part) => part !== '');
  return parts.flatMap((part) => {
    const at = part.indexOf('=');
    if (at < 0) throw new OpensslFailure(`req: Missing '=' after RDN type string '${part}' in subject name string\n`);
    const type = part.slice(0, at);
    const oid = OIDS[type] ?? (/^\d+(\.\d+)+$/.test(type) ? type : undefined);
    if (oid === undefined) throw new OpensslFailure(`openssl: the name "${type}" is not modelled here; nearest: ${Object.keys(OIDS).join(', ')}\n`);
    const value = part.slice(at + 1).replace(/\\(.)/g, '$1');
    return value === '' ? [] : [{ oid, value }];
  });
}

const printAttribute = ({ oid, value }: NameAttribute): string =>
  `${SHORT.get(oid) ?? oid} = ${/[,+"<>;#]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value}`;

export const printName = (name: readonly NameAttribute[]): string => name.map(printAttribute).join(', ');

/** As it stands in the bytes: values that share a set have a plus between them. */
export const printDerName = (der: Der | undefined): string =>
  ((der && inside(der)) ?? []).map((set) => (readName(readDer(writeDer(SEQUENCE, set.raw)) ?? set) ?? []).map(printAttribute).join(' + ')).join(', ');

/** The subject as facts tell it (RFC 2253, last first) in openssl's order. */
export const printSubject = (subject: string): string =>
  subject
    .split(/(?<!\\),/)
    .reverse()
    .map((part) => part.replace('=', ' = '))
    .join(', ');
