const SIMPLE: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v', '\\': '\\', '"': '"' };

/** Backslash escapes as echo -e and printf read them. */
export function readEscapes(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|0?([0-7]{1,3})|(.))/g,
    (whole, hex?: string, unicode?: string, octal?: string, letter?: string) => {
      if (hex ?? unicode) return String.fromCodePoint(Number.parseInt(hex ?? unicode ?? '0', 16));
      if (octal) return String.fromCodePoint(Number.parseInt(octal, 8) & 255);
      return SIMPLE[letter ?? ''] ?? whole;
    },
  );
}
