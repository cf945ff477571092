// jwt: takes a token apart. It checks nothing, as base64 -d would check nothing.
import type { ProgramIo } from '../program.ts';

const TIMES = new Set(['exp', 'iat', 'nbf', 'auth_time', 'warnafter']);

export const jwt = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const words = args.filter((arg) => !['decode', '-'].includes(arg));
    const typed = words[0] ?? io.stdin;
    const text = (io.readFile(typed) ?? typed).trim().replace(/^Bearer /, '');
    if (!text || args.includes('--help') || args.includes('-h')) {
      io.err('usage: jwt TOKEN, or … | jwt\nDecodes header and payload of a token. The signature is not checked.\n');
      return text ? 0 : 2;
    }
    const parts = text.split('.');
    let code = 0;
    const show = (title: string, part: string | undefined) => {
      const decoded = part === undefined ? undefined : decodeJson(part);
      if (decoded?.ok) io.out(`${title}\n${withTimes(JSON.stringify(decoded.value, null, 2))}\n`);
      else {
        io.err(`${title}: ${decoded ? decoded.error : 'missing'}\n`);
        code = 1;
      }
    };
    show('Header', parts[0]);
    show('Payload', parts[1]);
    if (parts.length === 3) io.out(`Signature\n${parts[2] || '(empty)'}\n`);
    else {
      io.err(`a token has three parts between dots, this has ${parts.length}\n`);
      code = 1;
    }
    return code;
  },
};

function decodeJson(part: string): { ok: true; value: unknown } | { ok: false; error: string } {
  const wrong = /[^A-Za-z0-9_-]/.exec(part);
  if (wrong) return { ok: false, error: `character ${JSON.stringify(wrong[0])} at ${wrong.index} is not of the base64url alphabet` };
  let text: string;
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, error: 'not base64url of UTF-8 text' };
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, error: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Numbers of seconds get their moment behind them. */
function withTimes(json: string): string {
  return json.replace(/^(\s*"(\w+)": )(\d{9,11})(,?)$/gm, (whole, head: string, name: string, seconds: string, comma: string) =>
    TIMES.has(name) ? `${head}${seconds}${comma}  # ${new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z')}` : whole,
  );
}
