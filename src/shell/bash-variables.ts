// $RANDOM and $SECONDS of a text that bash runs are the world's: just-bash takes its own from the host's clock and lets no assignment change that,
// so the parsed text asks two commands for them instead. Left out: ${RANDOM#…} and other operations, and texts that bash itself parses later (eval, bash -c).
import { type Bash, defineCommand } from 'just-bash/browser';

type Plugin = Parameters<Bash['registerTransformPlugin']>[0];

const COMMANDS = { RANDOM: '__random', SECONDS: '__seconds' } as const;
const commandFor = (name: unknown): string | undefined => (name === 'RANDOM' || name === 'SECONDS' ? COMMANDS[name] : undefined);

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** `$(command)` as the parser would have made it. */
const substitution = (command: string) => ({
  type: 'CommandSubstitution',
  legacy: false,
  body: {
    type: 'Script',
    statements: [
      {
        type: 'Statement',
        pipelines: [
          {
            type: 'Pipeline',
            commands: [
              { type: 'SimpleCommand', name: { type: 'Word', parts: [{ type: 'Literal', value: command }] }, args: [], assignments: [], redirections: [] },
            ],
            negated: false,
          },
        ],
        operators: [],
        background: false,
      },
    ],
  },
});

function replaced(node: Record<string, unknown>): Record<string, unknown> | undefined {
  if (node.type === 'ParameterExpansion' && node.operation === null) {
    const command = commandFor(node.parameter);
    return command === undefined ? undefined : substitution(command);
  }
  if (node.type === 'ArithVariable') {
    const command = commandFor(node.name);
    return command === undefined ? undefined : { type: 'ArithCommandSubst', command };
  }
  return undefined;
}

function walk(node: Record<string, unknown>): void {
  for (const [key, child] of Object.entries(node)) {
    if (!isNode(child)) continue;
    const other = replaced(child);
    if (other) node[key] = other;
    else walk(child);
  }
}

/** Rewrites the tree it is given; the text that a function is kept by stays as it was typed. */
export const worldVariables: Plugin = {
  name: 'world-variables',
  transform({ ast }) {
    walk(ast as unknown as Record<string, unknown>);
    return { ast };
  },
};

/** @param random The next $RANDOM. @param seconds Since the shell began. */
export function variableCommands(random: () => number, seconds: () => number) {
  const answer = (value: () => number) => async () => ({ stdout: `${value()}\n`, stderr: '', exitCode: 0 });
  return [defineCommand(COMMANDS.RANDOM, answer(random)), defineCommand(COMMANDS.SECONDS, answer(seconds))];
}
