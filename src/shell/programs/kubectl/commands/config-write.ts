// config use-context, rename-context and the delete commands.
import { changeFile, fileFor, merged, type Section } from '../config-file.ts';
import type { Command, Context } from '../context.ts';
import { plainError } from '../failure.ts';
import { withHelp } from '../help.ts';
import { configFiles } from '../kubeconfig.ts';

const firstFile = (context: Context): string => configFiles(context.io, context.flags.text('kubeconfig')).files[0] ?? '';

export const useContext: Command = {
  async run(context) {
    const [name] = context.args;
    if (name === undefined || context.args.length !== 1) return withHelp(context, `Unexpected args: [${context.args.join(' ')}]`);
    const config = await merged(context);
    if (!config.contexts.has(name)) throw plainError(`no context exists with the name: ${JSON.stringify(name)}`);
    await changeFile(context, config.files.currentContext || (await fileFor(context, 'contexts', name)), (file) => {
      file.currentContext = name;
    });
    context.out(`Switched to context ${JSON.stringify(name)}.\n`);
    return 0;
  },
};

export const renameContext: Command = {
  async run(context) {
    const [from, to] = context.args;
    if (from === undefined || to === undefined || context.args.length !== 2) return withHelp(context, `Unexpected args: [${context.args.join(' ')}]`);
    const config = await merged(context);
    const file = config.files.contexts.get(from) ?? firstFile(context);
    if (!config.contexts.has(from)) throw plainError(`cannot rename the context ${JSON.stringify(from)}, it's not in ${file}`);
    if (config.contexts.has(to))
      throw plainError(`cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${file}`);
    await changeFile(context, file, (c) => {
      c.contexts.set(to, c.contexts.get(from) ?? {});
      c.contexts.delete(from);
      if (c.currentContext === from) c.currentContext = to;
    });
    context.out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
    return 0;
  },
};

function removal(section: Section, word: string): Command {
  return {
    async run(context) {
      const [name] = context.args;
      if (name === undefined || context.args.length !== 1) return withHelp(context);
      const config = await merged(context);
      const file = config.files[section].get(name) ?? firstFile(context);
      if (!config[section].has(name)) throw plainError(`cannot delete ${word} ${name}, not in ${file}`);
      if (section === 'contexts' && config.currentContext === name)
        context.io.err('warning: this removed your active context, use "kubectl config use-context" to select a different one\n');
      await changeFile(context, file, (c) => {
        c[section].delete(name);
      });
      context.out(`deleted ${word} ${name} from ${file}\n`);
      return 0;
    },
  };
}

export const deleteContext = removal('contexts', 'context');
export const deleteCluster = removal('clusters', 'cluster');
export const deleteUser = removal('users', 'user');
