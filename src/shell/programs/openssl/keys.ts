// openssl genrsa and genpkey: real keys from WebCrypto, written as PKCS #8. Left out: passphrases, other algorithms.
import { toPem } from '../../../engine/crypto/make-certificate.ts';
import type { ProgramIo } from '../../program.ts';
import { OpensslFailure, readOptions, writeOutput } from './arguments.ts';

/** PEM of a new private key. What cannot be seeded is made here, outside the engine, and lies in a file of the world from then on. */
export async function newKey(kind: 'RSA' | 'P-256', bits = 2048): Promise<string> {
  const algorithm =
    kind === 'RSA'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: bits, publicExponent: Uint8Array.from([1, 0, 1]) }
      : { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey } = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  return toPem('PRIVATE KEY', new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)));
}

export function rsaBits(text: string, command: string): number {
  const bits = Number(text);
  if (!/^\d+$/.test(text)) throw new OpensslFailure(`${command}: Can't parse "${text}" as a number\n`);
  if (bits < 512) throw new OpensslFailure('Error setting RSA length\n');
  if (![1024, 2048, 3072, 4096].includes(bits)) throw new OpensslFailure(`openssl ${command}: keys of ${bits} bits are not modelled here; nearest: 2048\n`);
  return bits;
}

export async function genrsa(args: readonly string[], io: ProgramIo): Promise<number> {
  const { value, words } = readOptions('genrsa', args, ['verbose', 'quiet'], ['out']);
  writeOutput(io, value.get('out'), await newKey('RSA', rsaBits(words[0] ?? '2048', 'genrsa')), 0o600);
  return 0;
}

export async function genpkey(args: readonly string[], io: ProgramIo): Promise<number> {
  const options = readOptions('genpkey', args, ['quiet'], ['algorithm', 'pkeyopt', 'out', 'outform']);
  const algorithm = options.value.get('algorithm')?.toUpperCase();
  const settings = new Map(options.all('pkeyopt').map((text) => [text.split(':')[0] ?? '', text.slice(text.indexOf(':') + 1)]));
  if (algorithm === undefined) throw new OpensslFailure('genpkey: Use -help for summary.\n');
  let pem: string;
  if (algorithm === 'RSA') pem = await newKey('RSA', rsaBits(settings.get('rsa_keygen_bits') ?? '2048', 'genpkey'));
  else if (algorithm === 'EC') {
    const curve = settings.get('ec_paramgen_curve') ?? '';
    if (!/^(P-256|prime256v1|secp256r1)$/i.test(curve))
      throw new OpensslFailure(`openssl genpkey: the curve "${curve}" is not modelled here; nearest: P-256\n`);
    pem = await newKey('P-256');
  } else throw new OpensslFailure(`openssl genpkey: ${algorithm} is not modelled here; nearest: RSA, EC\n`);
  writeOutput(io, options.value.get('out'), pem, 0o600);
  return 0;
}
