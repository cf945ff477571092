import type { ProgramIo } from '../../program.ts';

export const base64 = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const decode = args.some((arg) => arg === '-d' || arg === '-D' || arg === '--decode');
    const at = args.findIndex((arg) => arg === '-w' || arg === '--wrap');
    const given = args.map((arg) => /^(?:-w|--wrap=)(\d+)$/.exec(arg)?.[1]).find(Boolean) ?? (at >= 0 ? args[at + 1] : undefined);
    const width = given === undefined ? 76 : Number(given);
    const file = args.find((arg, i) => !arg.startsWith('-') && (at < 0 || i !== at + 1));
    const text = file === undefined || file === '-' ? io.stdin : io.readFile(file);
    if (text === undefined) {
      io.err(`base64: ${file}: No such file or directory\n`);
      return 1;
    }
    if (decode) {
      const clean = text.replace(/\n/g, '');
      const good = /^[A-Za-z0-9+/]*/.exec(clean)?.[0] ?? '';
      const whole = good.slice(0, good.length - (good.length % 4 === 1 ? 1 : 0));
      io.out(new TextDecoder().decode(Uint8Array.from(atob(whole), (c) => c.charCodeAt(0))));
      if (good.length + (/^=*/.exec(clean.slice(good.length))?.[0].length ?? 0) === clean.length && clean.length % 4 === 0) return 0;
      io.err('base64: invalid input\n');
      return 1;
    }
    const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(text)));
    io.out(width ? encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n') : encoded);
    return 0;
  },
};
