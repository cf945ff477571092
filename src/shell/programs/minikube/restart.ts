// `restart kube-apiserver`: no real tool's name, but what everybody does by hand on the node.
import type { ProgramIo } from '../../program.ts';
import { startFailureText } from './start-failure.ts';

export const restart = {
  async run(args: string[], io: ProgramIo): Promise<number> {
    const [what = 'kube-apiserver'] = args;
    if (!['kube-apiserver', 'apiserver'].includes(what) || args.length > 1) {
      io.err(`restart: there is no ${args.join(' ')} here to restart. Try: restart kube-apiserver\n`);
      return 1;
    }
    const server = await io.world.restart();
    if (!server.failure) {
      io.out('kube-apiserver restarted\n');
      return 0;
    }
    io.err(`kube-apiserver: ${startFailureText(server.failure)}`);
    return 1;
  },

  async complete(): Promise<string[]> {
    return ['kube-apiserver'];
  },
};
