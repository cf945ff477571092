// Codes and tokens nobody can guess, made of the world's seeded randomness. Left out: true unguessability.
import { toBase64Url } from '../../crypto/encoding.ts';
import type { Random } from '../../random.ts';

/** 128 bits in base64url. */
export function randomText(random: Random): string {
  const words = Uint32Array.from([random.next(), random.next(), random.next(), random.next()]);
  return toBase64Url(new Uint8Array(words.buffer));
}
