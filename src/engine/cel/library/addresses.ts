// Models k8s.io/apiserver/pkg/cel/library/ip.go and cidr.go over Go's net/netip: no leading zeros, no zones, no IPv4 in IPv6. Left out: nothing.
import { type Register, replacedName } from './register.ts';

const fault = (text: string): never => {
  throw new Error(text);
};

export class Ip {
  /** Four or sixteen bytes. */
  constructor(readonly bytes: readonly number[]) {}
  get bits(): number {
    return this.bytes.length * 8;
  }
}

export class Cidr {
  constructor(
    readonly ip: Ip,
    readonly bits: number,
  ) {}
}

function v4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.map(Number);
}

function v6(text: string): number[] | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length) return undefined;
  const words = (part: string): number[] | undefined => {
    if (part === '') return [];
    const found = part.split(':').map((word) => (/^[0-9a-fA-F]{1,4}$/.test(word) ? Number.parseInt(word, 16) : -1));
    return found.includes(-1) ? undefined : found;
  };
  const [left, right] = [words(head), words(tail ?? '')];
  if (!left || !right) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...left, ...Array<number>(missing).fill(0), ...right].flatMap((word) => [word >> 8, word & 255]);
}

const parse = (text: string): Ip | undefined => {
  const bytes = v4(text) ?? v6(text);
  return bytes && new Ip(bytes);
};

function ip(text: string): Ip {
  return parse(text) ?? fault(`IP Address ${JSON.stringify(text)} parse error during conversion from string`);
}

function parseCidr(text: string): Cidr | undefined {
  const [address = '', bits = '', ...more] = text.split('/');
  const found = parse(address);
  if (!found || more.length || !/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > found.bits) return undefined;
  return new Cidr(found, Number(bits));
}

function cidr(text: string): Cidr {
  return parseCidr(text) ?? fault(`network address parse error during conversion from string: ${JSON.stringify(text)}`);
}

/** RFC 5952: the longest run of two or more zero words is cut, the first of several. */
export function ipText({ bytes }: Ip): string {
  if (bytes.length === 4) return bytes.join('.');
  const words = Array.from({ length: 8 }, (_, i) => (((bytes[i * 2] ?? 0) << 8) | (bytes[i * 2 + 1] ?? 0)).toString(16));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (words[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.at < 0) return words.join(':');
  return `${words.slice(0, best.at).join(':')}::${words.slice(best.at + best.length).join(':')}`;
}

const masked = ({ ip: { bytes }, bits }: Cidr): Cidr =>
  new Cidr(new Ip(bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - i * 8))) & 0xff)), bits);

const containsIp = (net: Cidr, other: Ip): boolean => net.ip.bits === other.bits && ipText(masked(net).ip) === ipText(masked(new Cidr(other, net.bits)).ip);
const containsCidr = (net: Cidr, other: Cidr): boolean => other.bits >= net.bits && containsIp(net, other.ip);

const isV4 = ({ bytes }: Ip): boolean => bytes.length === 4;
const unspecified = ({ bytes }: Ip): boolean => bytes.every((byte) => byte === 0);
const loopback = (one: Ip): boolean => (isV4(one) ? one.bytes[0] === 127 : ipText(one) === '::1');
const multicast = ({ bytes }: Ip): boolean => (bytes.length === 4 ? ((bytes[0] ?? 0) & 0xf0) === 0xe0 : bytes[0] === 0xff);
const linkLocalMulticast = (one: Ip): boolean => {
  const [a = 0, b = 0, c = 0] = one.bytes;
  return isV4(one) ? a === 224 && b === 0 && c === 0 : a === 0xff && (b & 0x0f) === 2;
};
const linkLocalUnicast = (one: Ip): boolean => {
  const [a = 0, b = 0] = one.bytes;
  return isV4(one) ? a === 169 && b === 254 : a === 0xfe && (b & 0xc0) === 0x80;
};
const globalUnicast = (one: Ip): boolean =>
  !unspecified(one) && !loopback(one) && !multicast(one) && !linkLocalUnicast(one) && !(isV4(one) && one.bytes.every((byte) => byte === 255));

export function registerAddresses({ add, type, namespace }: Register): void {
  type('net.IP', Ip);
  type('net.CIDR', Cidr);
  add('ip(string): net.IP', ip);
  namespace('ip', { 'isCanonical(string): bool': (text: string) => ipText(ip(text)) === text });
  add('isIP(string): bool', (text: string) => parse(text) !== undefined);
  add('cidr(string): net.CIDR', cidr);
  add('isCIDR(string): bool', (text: string) => parseCidr(text) !== undefined);
  add(`${replacedName('string')}(net.IP): string`, ipText);
  add(`${replacedName('string')}(net.CIDR): string`, (net: Cidr) => `${ipText(net.ip)}/${net.bits}`);
  add('net.IP.family(): int', (one: Ip) => (isV4(one) ? 4n : 6n));
  add('net.IP.isUnspecified(): bool', unspecified);
  add('net.IP.isLoopback(): bool', loopback);
  add('net.IP.isLinkLocalMulticast(): bool', linkLocalMulticast);
  add('net.IP.isLinkLocalUnicast(): bool', linkLocalUnicast);
  add('net.IP.isGlobalUnicast(): bool', globalUnicast);
  add('net.CIDR.containsIP(net.IP): bool', containsIp);
  add('net.CIDR.containsIP(string): bool', (net: Cidr, text: string) => containsIp(net, ip(text)));
  add('net.CIDR.containsCIDR(net.CIDR): bool', containsCidr);
  add('net.CIDR.containsCIDR(string): bool', (net: Cidr, text: string) => containsCidr(net, cidr(text)));
  add('net.CIDR.ip(): net.IP', (net: Cidr) => net.ip);
  add('net.CIDR.masked(): net.CIDR', masked);
  add('net.CIDR.prefixLength(): int', (net: Cidr) => BigInt(net.bits));
}
