// openssl x509: reads a certificate, or signs a request with a CA (-req). Left out: extension files but for extendedKeyUsage, conversions, trust settings.
import { parseCertificateRequest } from '../../../engine/crypto/certificate-request.ts';
import { inside, readDer } from '../../../engine/crypto/der.ts';
import { pemBlocks } from '../../../engine/crypto/encoding.ts';
import { readAuthority } from '../../../engine/crypto/issue-certificate.ts';
import { extensionsOf, writeCertificate, writeName } from '../../../engine/crypto/make-certificate.ts';
import { readPrivateKey } from '../../../engine/crypto/private-key.ts';
import { parseCertificate } from '../../../engine/crypto/x509.ts';
import type { ProgramIo } from '../../program.ts';
import { OpensslFailure, type Options, readInput, readOptions, writeOutput } from './arguments.ts';
import { printDerName, printName } from './names.ts';
import { printCertificate, printTime } from './print.ts';
import { certificateTimes, newSerial } from './validity.ts';

const SWITCHES = ['noout', 'text', 'subject', 'issuer', 'dates', 'startdate', 'enddate', 'serial', 'fingerprint', 'sha256', 'req', 'CAcreateserial'];
const VALUES = ['in', 'out', 'CA', 'CAkey', 'days', 'extfile', 'checkend'];

export async function x509(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions('x509', args, SWITCHES, VALUES);
  return options.on.includes('req') ? sign(options, io) : show(options, io);
}

async function show({ on, value }: Options, io: ProgramIo): Promise<number> {
  const text = readInput(io, value.get('in'), 'certificate');
  const block = pemBlocks(text, 'CERTIFICATE')[0];
  const parsed = block && (await parseCertificate(block.pem));
  if (!block || !parsed?.ok) throw new OpensslFailure(`Could not read certificate from ${value.get('in') ?? '<stdin>'}\nUnable to load certificate\n`);
  const { facts } = parsed.certificate;
  const whole = readDer(block.der);
  const tbs = whole && inside(whole)?.[0];
  const fields = (tbs && inside(tbs)) ?? [];
  const at = fields[0]?.tag === 0xa0 ? 1 : 0;
  const name = (i: number): string => printDerName(fields[at + i]);
  const digest = async (): Promise<string> => {
    const kind = on.includes('sha256') ? 'SHA-256' : 'SHA-1';
    const bytes = new Uint8Array(await crypto.subtle.digest(kind, block.der));
    return `${on.includes('sha256') ? 'sha256' : 'SHA1'} Fingerprint=${Array.from(bytes, (b) => b.toString(16).padStart(2, '0').toUpperCase()).join(':')}\n`;
  };
  for (const each of on) {
    if (each === 'text') io.out(printCertificate(block.der));
    else if (each === 'subject') io.out(`subject=${name(4)}\n`);
    else if (each === 'issuer') io.out(`issuer=${name(2)}\n`);
    else if (each === 'serial') io.out(`serial=${evenHex(BigInt(facts.serial).toString(16))}\n`);
    else if (each === 'fingerprint') io.out(await digest());
    if (each === 'dates' || each === 'startdate') io.out(`notBefore=${printTime(facts.notBefore)}\n`);
    if (each === 'dates' || each === 'enddate') io.out(`notAfter=${printTime(facts.notAfter)}\n`);
  }
  const within = value.get('checkend');
  if (within !== undefined) {
    const ends = Date.parse(facts.notAfter) < io.world.clock.now() + Number(within) * 1000;
    io.out(ends ? 'Certificate will expire\n' : 'Certificate will not expire\n');
    if (ends) return 1;
  }
  if (!on.includes('noout')) writeOutput(io, value.get('out'), `${block.pem}\n`);
  return 0;
}

const evenHex = (text: string): string => (text.length % 2 ? `0${text}` : text).toUpperCase();

async function sign({ value }: Options, io: ProgramIo): Promise<number> {
  const parsed = parseCertificateRequest(readInput(io, value.get('in'), 'certificate request'));
  if (!parsed.ok) throw new OpensslFailure(`Unable to load X509 request\n${parsed.error}\n`);
  const { request } = parsed;
  if ((await request.signatureFault()) !== undefined) throw new OpensslFailure('Certificate request self-signature did not match the contents\n');
  if (!value.has('CA')) throw new OpensslFailure('openssl x509: -req needs -CA and -CAkey here\n');
  const authority = readAuthority(readInput(io, value.get('CA'), 'CA certificate'));
  const key = await readPrivateKey(readInput(io, value.get('CAkey') ?? value.get('CA'), 'CA private key'));
  if (!authority || !key) throw new OpensslFailure(`Could not read CA ${authority ? 'private key' : 'certificate'}\n`);
  const usages = usagesOf(value.get('extfile'), io);
  // Without an extension file openssl signs a certificate that says nothing of its use.
  const extensions =
    usages === undefined
      ? []
      : await extensionsOf({ isCA: false, usages, publicKey: request.publicKey, authorityKeyId: authority.keyId, dnsNames: [], ipAddresses: [] });
  const times = certificateTimes(io.world.clock.now(), value.get('days'), 'x509');
  const pem = await writeCertificate(
    { issuer: authority.name, subject: writeName(request.subject), publicKey: request.publicKey, serial: newSerial(), ...times, extensions },
    key.signer,
  );
  io.err(`Certificate request self-signature ok\nsubject=${printName(request.subject)}\n`);
  writeOutput(io, value.get('out'), pem);
  return 0;
}

function usagesOf(path: string | undefined, io: ProgramIo): string[] | undefined {
  if (path === undefined) return undefined;
  const [, list] = /^\s*extendedKeyUsage\s*=\s*(.+)$/m.exec(readInput(io, path, 'extension file')) ?? [];
  return list?.split(',').map((usage) => usage.trim()) ?? [];
}
