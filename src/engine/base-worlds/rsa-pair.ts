// An RSA key of 2048 bits out of its two primes: what follows from them need not be fetched with the page. All keys here have the exponent 65537.
import { fromBase64Url, toBase64, toBase64Url, toHex } from '../crypto/encoding.ts';

const E = 65_537n;
/** Of a SubjectPublicKeyInfo, before the modulus. */
const HEAD = '30820122300d06092a864886f70d01010105000382010f003082010a0282010100';

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const even = (value: bigint): string => {
  const text = value.toString(16);
  return text.length % 2 ? `0${text}` : text;
};
const text = (value: bigint): string => toBase64Url(bytes(even(value)));
const gcd = (a: bigint, b: bigint): bigint => (b ? gcd(b, a % b) : a);

/** 1/a modulo m. */
function inverse(a: bigint, m: bigint): bigint {
  let [r, next, s, t] = [m, a % m, 0n, 1n];
  while (next) {
    const times = r / next;
    [r, next, s, t] = [next, r - times * next, t, s - times * t];
  }
  return s < 0n ? s + m : s;
}

type RsaJwk = Record<'kty' | 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', string>;

/** @param first,second the primes in base64url, the greater one first */
export function rsaPair(first: string, second: string): { pub: string; jwk: RsaJwk } {
  const [p = 0n, q = 0n] = [first, second].map((prime) => BigInt(`0x${toHex(fromBase64Url(prime) ?? new Uint8Array())}`));
  const [n, p1, q1] = [p * q, p - 1n, q - 1n];
  const d = inverse(E, (p1 * q1) / gcd(p1, q1));
  const der = toBase64(bytes(`${HEAD}${even(n)}0203010001`)).match(/.{1,64}/g) ?? [];
  return {
    pub: `-----BEGIN PUBLIC KEY-----\n${der.join('\n')}\n-----END PUBLIC KEY-----\n`,
    jwk: { kty: 'RSA', n: text(n), e: 'AQAB', d: text(d), p: first, q: second, dp: text(d % p1), dq: text(d % q1), qi: text(inverse(q, p)) },
  };
}
