import type { ProgramIo } from '../../program.ts';

export const pwd = {
  async run(_args: string[], io: ProgramIo): Promise<number> {
    io.out(`${io.cwd}\n`);
    return 0;
  },
};

export const env = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const assigned: Record<string, string> = {};
    let i = 0;
    for (; /^[A-Za-z_]\w*=/.test(args[i] ?? ''); i++) {
      const [name = '', ...value] = (args[i] ?? '').split('=');
      assigned[name] = value.join('=');
    }
    const variables = { ...io.env, ...assigned };
    if (i === args.length) {
      for (const [name, value] of Object.entries(variables)) io.out(`${name}=${value}\n`);
      return 0;
    }
    const result = await io.spawn(args.slice(i), { env: variables, stdin: io.stdin });
    if (!result) {
      io.err(`env: ‘${args[i]}’: No such file or directory\n`);
      return 127;
    }
    io.out(result.stdout);
    io.err(result.stderr);
    return result.exitCode;
  },
};

export const printenv = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    if (!args.length) return env.run([], io);
    let code = 0;
    for (const name of args) {
      const value = io.env[name];
      if (value === undefined) code = 1;
      else io.out(`${value}\n`);
    }
    return code;
  },
};

export const whoami = {
  async run(_args: string[], io: ProgramIo): Promise<number> {
    io.out(`${io.machine.user}\n`);
    return 0;
  },
};
