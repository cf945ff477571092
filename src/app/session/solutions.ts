// A lesson's solution in the learner's own means: shown in the terminal or the editor, the last key left to the learner.
import type { Action } from '../../lessons/lesson.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Json } from '../../trace/json.ts';
import type { Context } from './context.ts';
import { sendCommand } from './tokens-tab.ts';

type Means = Pick<Ports, 'editTokensCsv' | 'editRbac' | 'setFlag' | 'selectToken' | 'editTokenHeader' | 'editTokenPayload' | 'selectKey' | 'signToken'> & {
  changeParty(name: string, fields: Record<string, Json>): void;
};

const TAB = {
  'edit-file': 'tokens.csv',
  'edit-rbac': 'RBAC',
  'set-flag': 'API server flags',
  'forge-token': 'Tokens',
  'edit-party': 'Parties',
} as const;

export interface Solutions {
  show(action: Action): void;
  /** Actions that are edits; others do nothing here. */
  edit(action: Action): void;
}

export function createSolutions({ state }: Context, means: () => Means): Solutions {
  const draft = (line: string): void => state.setState({ tab: 'Terminal', terminal: { ...state.getState().terminal, draft: line } });
  const lay = (text: string, fields: Record<string, Json>): string => JSON.stringify({ ...(JSON.parse(text || '{}') as object), ...fields }, null, 2);

  const edit = (action: Action): void => {
    const to = means();
    if (action.do === 'edit-file') to.editTokensCsv(action.text);
    else if (action.do === 'edit-rbac') to.editRbac(action.text);
    else if (action.do === 'set-flag') to.setFlag(action.name, action.value ?? undefined);
    else if (action.do === 'edit-party') to.changeParty(action.name, action.fields);
    else if (action.do === 'forge-token') {
      const newest = state.getState().tokens.known[0];
      if (newest) to.selectToken(newest.id);
      if (action.header) to.editTokenHeader(lay(state.getState().tokens.header.text, action.header));
      if (action.payload) to.editTokenPayload(lay(state.getState().tokens.payload.text, action.payload));
      if (action.key === null) return;
      to.selectKey(action.key);
      to.signToken();
    }
  };

  return {
    edit,
    show(action) {
      if (action.do === 'run') draft(action.command);
      else if (action.do === 'restart') draft('restart kube-apiserver');
      else if (action.do === 'send-token') draft(sendCommand(state.getState().tokens.token));
      else if (action.do === 'log-in') {
        const { login } = state.getState();
        if (login) state.setState({ login: { ...login, suggested: action.login } });
      } else {
        state.setState({ tab: TAB[action.do] });
        edit(action);
      }
    },
  };
}
