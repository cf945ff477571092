// Steps of a lesson that were lived elsewhere: what their solutions do to the world is done again, unseen.
import type { LessonStep } from '../../lessons/lesson.ts';
import type { Trace } from '../../trace/event.ts';
import type { Backend, Facts } from '../backend/backend.ts';

export async function replay(backend: Backend, now: Facts, steps: readonly LessonStep[], saw: (trace: Trace) => void): Promise<Facts> {
  let facts = now;
  const actions = steps.flatMap(({ solution }) => solution);
  for (const [i, action] of actions.entries()) {
    const { flags, filesRead } = facts.server;
    switch (action.do) {
      case 'run':
        ({ facts } = await backend.run(action.command, (event) => {
          if (event.type === 'run') saw(event.trace);
          if (event.type !== 'login') return;
          const next = actions[i + 1];
          void backend.answerLogin(next?.do === 'log-in' ? { do: 'log-in', login: next.login, password: '' } : { do: 'close' });
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
      case 'edit-party': {
        const party = facts.parties.find(({ name }) => name === action.name);
        if (party) ({ facts } = await backend.parties({ do: 'put', party: { ...party, ...action.fields } as typeof party }));
        break;
      }
      case 'log-in':
      case 'forge-token':
      case 'send-token':
        // Forged tokens change nothing in the world.
        break;
    }
  }
  return facts;
}
