// openssl 3.0 of Debian 12, as much of it as making and reading certificates takes. Other commands say that they are not modelled.
import type { ProgramIo } from '../../program.ts';
import { OpensslFailure } from './arguments.ts';
import { genpkey, genrsa } from './keys.ts';
import { req } from './req.ts';
import { verify } from './verify.ts';
import { x509 } from './x509.ts';

type Command = (args: readonly string[], io: ProgramIo) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = { genrsa, genpkey, req, x509, verify };

/** Commands of the real program, and what to take instead. */
const NEAREST: Readonly<Record<string, string>> = {
  ecparam: 'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256',
  rsa: 'genrsa',
  pkey: 'genpkey',
  ec: 'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256',
  ca: 'x509 -req -CA ca.crt -CAkey ca.key',
  s_client: 'curl -v',
  pkcs12: 'x509',
  dgst: 'x509 -fingerprint',
  crl: 'verify',
  base64: 'the program base64',
  rand: 'genpkey',
};

export const openssl = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const [name = '', ...rest] = args;
    if (name === 'version') {
      io.out('OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)\n');
      return 0;
    }
    if (name === '' || name === 'help') {
      io.out(`Modelled here: ${Object.keys(COMMANDS).join(', ')}, version\n`);
      return 0;
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) {
      const nearest = Object.hasOwn(NEAREST, name) ? NEAREST[name] : undefined;
      io.err(nearest === undefined ? `Invalid command '${name}'; type "help" for a list.\n` : `openssl ${name} is not modelled here; nearest: ${nearest}\n`);
      return 1;
    }
    try {
      return await command(rest, io);
    } catch (error) {
      if (!(error instanceof OpensslFailure)) throw error;
      io.err(error.text.replace(/^Can't open "/, `${name}: $&`));
      return 1;
    }
  },
};
