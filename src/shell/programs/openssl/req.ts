// openssl req: makes a request for a certificate, or a certificate signed with its own key; reads one.
import { parseCertificateRequest } from '../../../engine/crypto/certificate-request.ts';
import { pemBlocks } from '../../../engine/crypto/encoding.ts';
import { extensionsOf, writeCertificate, writeName, writeRequest } from '../../../engine/crypto/make-certificate.ts';
import { readPrivateKey } from '../../../engine/crypto/private-key.ts';
import type { ProgramIo } from '../../program.ts';
import { OpensslFailure, type Options, readInput, readOptions, writeOutput } from './arguments.ts';
import { newKey, rsaBits } from './keys.ts';
import { printName, readSubject } from './names.ts';
import { printRequest } from './print.ts';
import { certificateTimes, newSerial } from './validity.ts';

const SWITCHES = ['new', 'x509', 'nodes', 'noenc', 'noout', 'text', 'subject', 'verify', 'batch', 'utf8', 'sha256'];
const VALUES = ['key', 'keyout', 'newkey', 'out', 'in', 'subj', 'days', 'addext', 'pkeyopt'];

export async function req(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions('req', args, SWITCHES, VALUES);
  const { on, value } = options;
  return on.includes('new') || on.includes('x509') || value.has('newkey') ? make(options, io) : show(options, io);
}

async function make({ on, value, all }: Options, io: ProgramIo): Promise<number> {
  const subject = value.get('subj');
  if (subject === undefined) throw new OpensslFailure('openssl req: questions are not asked here; give the name with -subj "/O=qa/CN=jane"\n');
  const name = readSubject(subject);
  const key = await readPrivateKey(await keyText({ value, on, all }, io));
  if (!key) throw new OpensslFailure(`Could not read private key from ${value.get('key') ?? ''}\n`);
  const names = alternativeNames(all('addext'));
  if (!on.includes('x509')) {
    writeOutput(io, value.get('out'), await writeRequest({ subject: name, publicKey: key.publicKey, ...names }, key.signer));
    return 0;
  }
  const own = writeName(name);
  const extensions = await extensionsOf({ isCA: true, usages: [], publicKey: key.publicKey, ...names });
  const pem = await writeCertificate(
    {
      issuer: own,
      subject: own,
      publicKey: key.publicKey,
      serial: newSerial(),
      ...certificateTimes(io.world.clock.now(), value.get('days'), 'req'),
      extensions,
    },
    key.signer,
  );
  writeOutput(io, value.get('out'), pem);
  return 0;
}

async function keyText({ value, on }: Pick<Options, 'value' | 'on' | 'all'>, io: ProgramIo): Promise<string> {
  const wanted = value.get('newkey');
  if (wanted === undefined) {
    const path = value.get('key');
    if (path === undefined) throw new OpensslFailure('openssl req: a key must be named here, with -key FILE or -newkey rsa:2048 -nodes -keyout FILE\n');
    return readInput(io, path, 'private key');
  }
  if (!on.includes('nodes') && !on.includes('noenc')) throw new OpensslFailure('openssl req: passphrases are not modelled here; nearest: -nodes\n');
  const [kind = '', bits = '2048'] = wanted.split(':');
  if (kind !== 'rsa' && kind !== 'ec') throw new OpensslFailure(`openssl req: -newkey ${wanted} is not modelled here; nearest: rsa:2048\n`);
  const pem = kind === 'ec' ? await newKey('P-256') : await newKey('RSA', rsaBits(bits, 'req'));
  writeOutput(io, value.get('keyout') ?? 'privkey.pem', pem, 0o600);
  io.err('-----\n');
  return pem;
}

/** -addext "subjectAltName=DNS:a,IP:10.0.0.1" */
function alternativeNames(given: readonly string[]): { dnsNames: string[]; ipAddresses: string[] } {
  const names = { dnsNames: [] as string[], ipAddresses: [] as string[] };
  for (const text of given) {
    const [, list] = /^subjectAltName *= *(.+)$/.exec(text) ?? [];
    if (list === undefined)
      throw new OpensslFailure(`openssl req: the extension "${text}" is not modelled here; nearest: subjectAltName=DNS:name,IP:address\n`);
    for (const each of list.split(',').map((part) => part.trim())) {
      if (each.startsWith('DNS:')) names.dnsNames.push(each.slice(4));
      else if (each.startsWith('IP:')) names.ipAddresses.push(each.slice(3));
      else throw new OpensslFailure(`openssl req: the name "${each}" is not modelled here; nearest: DNS:name, IP:address\n`);
    }
  }
  return names;
}

async function show({ on, value }: Options, io: ProgramIo): Promise<number> {
  const pem = readInput(io, value.get('in'), 'certificate request');
  const parsed = parseCertificateRequest(pem);
  const der = pemBlocks(pem, 'CERTIFICATE REQUEST')[0]?.der;
  if (!parsed.ok || !der) throw new OpensslFailure(`Unable to load X509 request\n${parsed.ok ? '' : `${parsed.error}\n`}`);
  let code = 0;
  if (on.includes('verify')) {
    const fault = await parsed.request.signatureFault();
    io.err(`Certificate request self-signature verify ${fault === undefined ? 'OK' : 'failure'}\n`);
    if (fault !== undefined) code = 1;
  }
  if (on.includes('text')) io.out(printRequest(der));
  if (on.includes('subject')) io.out(`subject=${printName(parsed.request.subject)}\n`);
  if (!on.includes('noout')) writeOutput(io, value.get('out'), pem);
  return code;
}
