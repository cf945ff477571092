// Base64, base64url, hex and UTF-8 as bytes: the alphabets that tokens and certificates are written in. Models Go's encoding/base64 (strict alphabets).

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text) as Uint8Array<ArrayBuffer>;

/** undefined when the bytes are no UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** As Go's JSON reader takes it: what is no UTF-8 becomes U+FFFD. */
export const looseUtf8 = (bytes: Uint8Array): string => lenientDecoder.decode(bytes);

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}

/** Standard alphabet; white space is skipped, padding optional. undefined for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bare = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return undefined;
  try {
    return Uint8Array.from(atob(bare), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Unpadded base64url, as in a JWS. */
export const toBase64Url = (bytes: Uint8Array): string => toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Six bits by character code; 255 for what is not in the alphabet. */
const SIX_BITS: Readonly<Uint8Array> = Uint8Array.from({ length: 128 }, (_, code) => {
  const at = ALPHABET.indexOf(String.fromCharCode(code));
  return at < 0 ? 255 : at;
});

/** Raw base64url as Go's RawURLEncoding reads it: no padding, newlines skipped, stray trailing bits accepted. undefined when it is none. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bare = text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]/g, '') : text;
  if (bare.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((bare.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < bare.length; i++) {
    const six = SIX_BITS[bare.charCodeAt(i)] ?? 255;
    if (six === 255) return undefined;
    held = ((held << 6) | six) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
    }
  }
  return bytes;
}

export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/** The DER blocks of a PEM text that carry the label, in order; other blocks and text around are ignored, as Go's pem.Decode does. */
export function pemBlocks(text: string, label: string): { pem: string; der: Uint8Array<ArrayBuffer> }[] {
  const blocks: { pem: string; der: Uint8Array<ArrayBuffer> }[] = [];
  for (const match of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/g)) {
    if (match[1] !== label) continue;
    const der = fromBase64(match[2] ?? '');
    if (der?.length) blocks.push({ pem: match[0], der });
  }
  return blocks;
}
