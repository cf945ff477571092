// From when to when a certificate is good, and its number.
import { OpensslFailure } from './arguments.ts';

const DAY = 86_400_000;

export function certificateTimes(now: number, days: string | undefined, command: string): { notBefore: number; notAfter: number } {
  const count = Number(days ?? '30');
  if (!/^-?\d+$/.test(days ?? '30')) throw new OpensslFailure(`${command}: Can't parse "${days ?? ''}" as a number\n`);
  const notBefore = Math.floor(now / 1000) * 1000;
  return { notBefore, notAfter: notBefore + count * DAY };
}

/** Twenty random bytes. Made outside the engine, like keys: the certificate is an input of the world. */
export function newSerial(): Uint8Array<ArrayBuffer> {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes;
}
