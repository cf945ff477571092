// The login window: a command waits until it is answered.
import type { LoginPorts } from '../../ports/login.ts';
import type { Context } from './context.ts';

export const createLogin = ({ state, backendNow }: Context): LoginPorts => ({
  answerLogin(answer) {
    if (!state.getState().login) return;
    state.setState({ login: undefined });
    void backendNow()?.answerLogin(answer);
  },
});
