// The solution, part by part: each says what it did and what is left to do, and the last key is the learner's.
import type { ReactNode } from 'react';
import type { Action, LessonStep } from '../../lessons/lesson.ts';
import { usePorts, useReveal, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { PLAYBACK } from '../ui/keep-focus.ts';
import { Prose } from './prose.tsx';

/** Hints and the parts of a solution. */
export const HELP_LIST = 'mb-2.5 list-decimal pl-4.5 text-13 leading-5 text-ink-2';

/** What a part of a solution did, in a sentence. */
export function solutionWords(action: Action): string {
  switch (action.do) {
    case 'run':
      return 'The command stands in the terminal. Enter runs it.';
    case 'restart':
      return 'The restart stands in the terminal. Enter runs it, and the server reads its flags and files again.';
    case 'send-token':
      return 'A request with the token stands in the terminal. Enter sends it.';
    case 'edit-file':
      return '`tokens.csv` now holds what it should, on the node’s disk.';
    case 'edit-rbac':
      return 'The RBAC tab now holds the rule and who it is for.';
    case 'set-flag':
      return action.value === null ? `The flag \`--${action.name}\` is taken away.` : `The flag \`--${action.name}\` is set.`;
    case 'forge-token':
      return 'The Tokens tab now holds the changed token.';
    case 'edit-party':
      return `The Parties tab now holds the changed \`${action.name}\`.`;
    case 'log-in':
      return `The login window is filled in for \`${action.login}\`. Log in there.`;
  }
}

/** The first line in which two texts differ, from 1. */
export function firstChange(before: string, after: string): number {
  const old = before.split('\n');
  const lines = after.split('\n');
  const at = lines.findIndex((line, i) => line !== old[i]);
  return Math.min(lines.length, at < 0 ? 1 : at + 1);
}

/** `children`: the buttons before its own. */
export function Solution({ step, shown, children }: { step: LessonStep; shown: number; children: ReactNode }) {
  const ports = usePorts();
  const { reveal } = useReveal();
  const draft = useSession((s) => s.terminal.draft);
  const parts = step.solution.length;
  const last = step.solution[shown - 1];
  const typed = last && (last.do === 'run' || last.do === 'restart' || last.do === 'send-token') ? draft : undefined;
  const show = (): void => {
    const action = step.solution[shown % Math.max(1, parts)];
    const line = action?.do === 'edit-file' ? firstChange(ports.session.getState().tokensCsv.text, action.text) : undefined;
    ports.showSolution();
    if (line !== undefined) reveal('tokens.csv', line);
  };
  return (
    <>
      <div role="status" aria-label="Solution">
        {shown > 0 && (
          <ol className={HELP_LIST}>
            {step.solution.slice(0, shown).map((action, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one step never change
              <li key={i}>
                <Prose text={solutionWords(action)} />
              </li>
            ))}
          </ol>
        )}
      </div>
      <div className="flex flex-wrap gap-1.5">
        {children}
        {typed !== undefined && (
          <Button look="ink" title={typed} data-heir={PLAYBACK} onClick={() => ports.run(typed, 'row')}>
            Run it
          </Button>
        )}
        {parts > 0 && (
          <Button look={shown > 0 && shown < parts && typed === undefined ? 'ink' : 'plain'} onClick={show}>
            {shown === 0 ? 'Show the solution' : shown < parts ? `Part ${shown + 1} of ${parts}` : 'Show it again'}
          </Button>
        )}
      </div>
    </>
  );
}
