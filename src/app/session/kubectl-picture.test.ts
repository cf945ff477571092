import { describe, expect, it, vi } from 'vitest';
import { currentRun } from '../../player/player.ts';
import { fold, initialSnapshot } from '../../trace/fold.ts';
import { narration } from '../../view/words/narration.ts';
import { opened, player } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

describe('a request with a client certificate', () => {
  it('is not told that its front proxy is in error: nobody said that it has one', async () => {
    const session = await opened();
    await session.type('kubectl get pods');
    const run = currentRun(player(session))!;
    const { desks } = fold(run.trace, run.trace.events.length);
    expect(desks[0]).toMatchObject({ id: 'authn.front-proxy', standing: 'no-opinion', reason: 'not a front proxy’s certificate' });
    const asked = run.timeline.steps.find(({ stage }) => stage === 'authn.front-proxy')!;
    expect(narration(run.trace, run.timeline, asked.number, fold(run.trace, asked.events))).toBe(
      'Your certificate is not a front proxy’s, so the next desk is asked.',
    );
    // To the server it is an error, and the trace says so.
    const desk = run.trace.events.find((event) => event.kind === 'before' && event.stage === 'authn.front-proxy');
    const answer = run.trace.events.find((event) => event.kind === 'after' && desk?.kind === 'before' && event.id === desk.id);
    expect(answer).toMatchObject({ verdict: 'error' });
  });

  it('is told that headers of a proxy are not believed when it sends them', async () => {
    const session = await opened();
    const minikube = '~/.minikube/profiles/minikube/client';
    await session.type(
      `curl -sS --cacert ~/.minikube/ca.crt --cert ${minikube}.crt --key ${minikube}.key -H 'X-Remote-User: ada' https://192.168.49.2:8443/api/v1/namespaces`,
    );
    const run = currentRun(player(session))!;
    expect(fold(run.trace, run.trace.events.length).desks[0]).toMatchObject({ standing: 'error', reason: 'signed by an unknown CA' });
  });

  it('shows its certificate on the letter from the start, and it is never struck through', async () => {
    const session = await opened();
    await session.type('kubectl get pods');
    const { trace } = currentRun(player(session))!;
    expect(initialSnapshot(trace).envelope.credential).toMatchObject({ kind: 'certificate', struck: false });
    expect(fold(trace, trace.events.length).envelope.credential).toMatchObject({ kind: 'certificate', struck: false });
  });
});
