// Steps of a lesson that were lived elsewhere: what their solutions do to the world is done again, unseen.
import type { LessonStep } from '../../lessons/lesson.ts';
import type { Trace } from '../../trace/event.ts';
import type { Backend, Facts } from '../backend/backend.ts';

export async function replay(backend: Backend, now: Facts, steps: readonly LessonStep[], saw: (trace: Trace) => void): Promise<Facts> {
  let facts = now;
  for (const action of steps.flatMap(({ solution }) => solution)) {
    const { flags, filesRead } = facts.server;
    switch (action.do) {
      case 'run':
        ({ facts } = await backend.run(action.command, (event) => {
          if (event.type === 'run') saw(event.trace);
        }));
        break;
      case 'edit-file':
        facts = await backend.lay({ tokensCsv: action.text, tokensRead: filesRead[action.path] ?? action.text });
        break;
      case 'edit-rbac':
        ({ facts } = await backend.applyRbac(action.text));
        break;
      case 'set-flag': {
        const { [action.name]: _before, ...others } = flags;
        facts = await backend.restart(action.value === null ? others : { ...others, [action.name]: action.value });
        break;
      }
      case 'restart':
        facts = await backend.restart();
        break;
      case 'forge-token':
      case 'send-token':
        // Forged tokens change nothing in the world.
        break;
    }
  }
  return facts;
}
