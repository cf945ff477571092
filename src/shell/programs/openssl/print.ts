// What openssl prints of a certificate or a request under -text: the parts of the DER, indented as the real program does.
import { type Der, inside, OCTET_STRING, readDer, readOid } from '../../../engine/crypto/der.ts';
import { fromUtf8 } from '../../../engine/crypto/encoding.ts';
import { printDerName } from './names.ts';

const hex = (bytes: Uint8Array, separator = ':'): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(separator);
const parts = (der: Der | undefined): Der[] => (der && inside(der)) ?? [];

/** Rows of so many bytes, each with the colon that continues it. */
function rows(bytes: Uint8Array, perRow: number, indent: number): string {
  const lines: string[] = [];
  for (let i = 0; i < bytes.length; i += perRow) lines.push(`${' '.repeat(indent)}${hex(bytes.slice(i, i + perRow))}${i + perRow < bytes.length ? ':' : ''}\n`);
  return lines.join('');
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.3.101.112': 'ED25519',
};
const algorithmOf = (der: Der | undefined): string => {
  const oid = parts(der)[0];
  const text = oid ? readOid(oid.content) : '';
  return ALGORITHMS[text] ?? text;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "May  4 10:02:11 2036 GMT" */
export function printTime(moment: string): string {
  const [, year, month, day, time] = /^(\d+)-(\d\d)-(\d\d)T([\d:]+)/.exec(moment) ?? [];
  return `${MONTHS[Number(month) - 1] ?? ''} ${String(Number(day)).padStart(2)} ${time ?? ''} ${year ?? ''} GMT`;
}

function derTime({ tag, content }: Der): string {
  const digits = String.fromCharCode(...content);
  const full = tag === 23 ? `${Number(digits.slice(0, 2)) < 50 ? '20' : '19'}${digits}` : digits;
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full) ?? [];
  return printTime(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
}

function publicKey(der: Der | undefined): string {
  const [algorithm, key] = parts(der);
  const type = parts(algorithm)[0];
  const bits = key?.content.slice(1) ?? new Uint8Array();
  const head = '        Subject Public Key Info:\n            Public Key Algorithm: ';
  if (type && readOid(type.content) === '1.2.840.113549.1.1.1') {
    const [modulus, exponent] = parts(readDer(bits));
    const number = modulus?.content ?? new Uint8Array();
    const length = (number.length - (number[0] === 0 ? 1 : 0)) * 8;
    const e = parseInt(hex(exponent?.content ?? new Uint8Array([0]), ''), 16);
    return `${head}rsaEncryption\n                Public-Key: (${length} bit)\n                Modulus:\n${rows(number, 15, 20)}                Exponent: ${e} (0x${e.toString(16)})\n`;
  }
  if (bits.length === 65) {
    return `${head}id-ecPublicKey\n                Public-Key: (256 bit)\n                pub:\n${rows(bits, 15, 20)}                ASN1 OID: prime256v1\n                NIST CURVE: P-256\n`;
  }
  return `${head}${type ? readOid(type.content) : ''}\n`;
}

const USES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'TLS Web Server Authentication',
  '1.3.6.1.5.5.7.3.2': 'TLS Web Client Authentication',
  '1.3.6.1.5.5.7.3.3': 'Code Signing',
  '1.3.6.1.5.5.7.3.4': 'E-mail Protection',
  '1.3.6.1.5.5.7.3.8': 'Time Stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP Signing',
  '2.5.29.37.0': 'Any Extended Key Usage',
};
const KEY_USES = [
  'Digital Signature',
  'Non Repudiation',
  'Key Encipherment',
  'Data Encipherment',
  'Key Agreement',
  'Certificate Sign',
  'CRL Sign',
  'Encipher Only',
  'Decipher Only',
];

const EXTENSIONS: Readonly<Record<string, readonly [title: string, print: (value: Der | undefined) => string]>> = {
  '2.5.29.14': ['X509v3 Subject Key Identifier', (value) => hex(value?.content ?? new Uint8Array()).toUpperCase()],
  '2.5.29.35': ['X509v3 Authority Key Identifier', (value) => hex(parts(value).find((p) => p.tag === 0x80)?.content ?? new Uint8Array()).toUpperCase()],
  '2.5.29.15': ['X509v3 Key Usage', (value) => KEY_USES.filter((_, i) => ((value?.content[1 + (i >> 3)] ?? 0) & (0x80 >> (i & 7))) !== 0).join(', ')],
  '2.5.29.17': [
    'X509v3 Subject Alternative Name',
    (value) =>
      parts(value)
        .map(({ tag, content }) =>
          tag === 0x87 ? `IP Address:${[...content].join('.')}` : `${tag === 0x82 ? 'DNS' : tag === 0x86 ? 'URI' : 'email'}:${fromUtf8(content) ?? ''}`,
        )
        .join(', '),
  ],
  '2.5.29.19': ['X509v3 Basic Constraints', (value) => `CA:${parts(value)[0]?.tag === 1 ? 'TRUE' : 'FALSE'}`],
  '2.5.29.37': [
    'X509v3 Extended Key Usage',
    (value) =>
      parts(value)
        .map((p) => USES[readOid(p.content)] ?? readOid(p.content))
        .join(', '),
  ],
};

function extensions(list: Der | undefined, indent: number): string {
  return parts(list)
    .map((each) => {
      const fields = parts(each);
      const oid = fields[0] ? readOid(fields[0].content) : '';
      const critical = fields.some((f) => f.tag === 1);
      const content = fields.find((f) => f.tag === OCTET_STRING)?.content ?? new Uint8Array();
      const [title, print] = EXTENSIONS[oid] ?? [oid, () => hex(content)];
      return `${' '.repeat(indent)}${title}: ${critical ? 'critical' : ''}\n${' '.repeat(indent + 4)}${print(readDer(content as Uint8Array<ArrayBuffer>))}\n`;
    })
    .join('');
}

const signature = (algorithm: Der | undefined, value: Der | undefined): string =>
  `    Signature Algorithm: ${algorithmOf(algorithm)}\n    Signature Value:\n${rows(value?.content.slice(1) ?? new Uint8Array(), 18, 8)}`;

export function printRequest(der: Uint8Array<ArrayBuffer>): string {
  const [info, algorithm, value] = parts(readDer(der));
  const [, subject, key, attributes] = parts(info);
  const list = parts(parts(parts(attributes)[0])[1])[0];
  const asked = list
    ? `        Attributes:\n            Requested Extensions:\n${extensions(list, 16)}`
    : '        Attributes:\n            (none)\n            Requested Extensions:\n';
  return `Certificate Request:\n    Data:\n        Version: 1 (0x0)\n        Subject: ${printDerName(subject)}\n${publicKey(key)}${asked}${signature(algorithm, value)}`;
}

export function printCertificate(der: Uint8Array<ArrayBuffer>): string {
  const [tbs, algorithm, value] = parts(readDer(der));
  const fields = parts(tbs);
  const versioned = fields[0]?.tag === 0xa0;
  const [serial, , issuer, validity, subject, key] = versioned ? fields.slice(1) : fields;
  const [from, to] = parts(validity);
  const number = serial?.content ?? new Uint8Array();
  const small = number.length <= 7;
  const decimal = parseInt(hex(number, '') || '0', 16);
  const serialText = small ? ` ${decimal} (0x${decimal.toString(16)})` : `\n            ${hex(number[0] === 0 ? number.slice(1) : number)}`;
  const list = parts(fields.find((f) => f.tag === 0xa3))[0];
  return `Certificate:
    Data:
        Version: ${versioned ? '3 (0x2)' : '1 (0x0)'}
        Serial Number:${serialText}
        Signature Algorithm: ${algorithmOf(algorithm)}
        Issuer: ${printDerName(issuer)}
        Validity
            Not Before: ${from ? derTime(from) : ''}
            Not After : ${to ? derTime(to) : ''}
        Subject: ${printDerName(subject)}
${publicKey(key)}${list ? `        X509v3 extensions:\n${extensions(list, 12)}` : ''}${signature(algorithm, value)}`;
}
