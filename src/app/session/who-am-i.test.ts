import { expect, it, vi } from 'vitest';
import { currentRun } from '../../player/player.ts';
import { fold } from '../../trace/fold.ts';
import { bearerOf, whoAmICommand } from '../../view/inspector/request-words.ts';
import { narration } from '../../view/words/narration.ts';
import { as, opened, player } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

it.each([
  ['a static token', as('token1'), 'arthur'],
  ['the token of a service account', `${as('$(kubectl create token default)')}`, 'system:serviceaccount:default:default'],
  ['the kubeconfig’s certificate', 'kubectl get pods', 'minikube-user'],
  ['that certificate and a token', 'kubectl get pods --token=token1', 'minikube-user'],
])('the check of who sent %s prints the same name', async (_, line, name) => {
  const session = await opened();
  await session.type(line);
  const { trace } = currentRun(player(session))!;
  const { desks, request, user } = fold(trace, trace.events.length);
  expect(user?.name).toBe(name);
  const desk = desks.find(({ standing }) => standing === 'recognised');
  const printed = await session.type(whoAmICommand(desk?.id, user!, bearerOf(request!.headers))!);
  expect(/^Username +(\S+)$/m.exec(printed)?.[1]).toBe(name);
});

it('a request in another’s name is told by what it wanted, not by what impersonation asked', async () => {
  const session = await opened();
  await session.type('kubectl get pods --as=nobody --as-group=system:masters');
  const run = currentRun(player(session))!;
  const { length } = run.timeline.steps;
  expect(narration(run.trace, run.timeline, length, fold(run.trace, run.trace.events.length))).toBe(
    'The reply goes straight back to your laptop: 200 OK, no pods.',
  );
});

it('a plugin that is not executable is refused in kubectl’s words', async () => {
  const session = await opened();
  const user = 'kubectl config set-credentials plug --exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never';
  await session.type(`${user} --exec-command=/home/learner/plugin.sh`);
  const credential = '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"token1"}}';
  await session.type(`cat > plugin.sh <<'EOF'\necho '${credential}'\nEOF`);
  const ask = 'kubectl --user=plug auth whoami';
  expect(await session.type(ask)).toBe('Unable to connect to the server: getting credentials: exec: fork/exec /home/learner/plugin.sh: permission denied\n');
  expect(await session.type(`chmod +x plugin.sh; ${ask}`)).toContain('arthur');
  await session.type(`${user} --exec-command=/home/learner`);
  expect(await session.type(ask)).toBe('Unable to connect to the server: getting credentials: exec: fork/exec /home/learner: permission denied\n');
});
