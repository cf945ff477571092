import { describe, expect, it } from 'vitest';
import { STORIES, tell } from '../../../e2e/harness/traces.ts';
import type { Trace } from '../../trace/event.ts';
import { fold } from '../../trace/fold.ts';
import { timeline } from '../../trace/timeline.ts';
import { sceneOf } from '../stage/scene.ts';
import { narration } from './narration.ts';
import { clientSays } from './reply-words.ts';
import { nobodyHome, tlsRefusal, unreached } from './unreached.ts';

const met = (refusedByTls: string): Trace => tell({ ...STORIES['tls-refused']!, refusedByTls });
/** What a trace tells whose server did not run: its machine is the one gate that every client knows. */
const down = (): Trace => {
  const trace = met('connection refused');
  return { ...trace, machine: { ...trace.machine, states: trace.machine.states.filter(({ room }) => room === 'tls') } };
};
const sentences = (trace: Trace): string[] => {
  const line = timeline(trace);
  return line.steps.map((step) => narration(trace, line, step.number, fold(trace, step.events)));
};

describe('a request that met nobody', () => {
  it.each([
    ['connection refused', 'connection refused'],
    ['no such host: kube', 'no such host'],
    ['signed by an unknown CA', undefined],
  ])('%s is %s', (reason, said) => {
    expect(unreached(met(reason))).toBe(said);
    expect(tlsRefusal(met(reason))).toBe(reason);
  });

  it('is none where TLS passed', () => {
    const answered = tell(STORIES['anonymous-403']!);
    expect([unreached(answered), tlsRefusal(answered), nobodyHome(answered)]).toEqual([undefined, undefined, false]);
  });

  it('speaks of the refused connection and never of a certificate', () => {
    const said = sentences(down());
    expect(said).toEqual([
      'You want to send GET /api/v1/namespaces to kube-apiserver, and call it first.',
      'Your laptop calls kube-apiserver: the request goes out once somebody answers.',
      'Nobody answers at kube-apiserver, so nothing is sent: connection refused.',
      'You get no answer from kube-apiserver: connection refused.',
    ]);
    expect(clientSays(down(), 'connection refused', 'kubectl')).toBe('No answer: kubectl is unable to connect, connection refused');
    expect(clientSays(down(), 'connection refused', 'curl')).toBe('No answer: curl error 7');
    expect(clientSays(met('no such host: kube'), 'no such host: kube', 'curl')).toBe('No answer: curl error 6');
  });

  it('leaves the whole house standing with the envelope before it', () => {
    const trace = down();
    const { steps } = timeline(trace);
    const scenes = steps.map((step) => sceneOf(trace, step, fold(trace, step.events)));
    expect(scenes.map(({ where }) => where)).toEqual(['caller', 'door', 'door', 'door']);
    expect(scenes.at(-1)!.gates.map(({ title, standing }) => `${title}, ${standing}`)).toEqual([
      'TLS, not-reached',
      'Authentication, not-reached',
      'Impersonation, not-reached',
      'Authorization, not-reached',
      'Admission, not-reached',
      'etcd, not-reached',
    ]);
    expect(scenes.at(-1)!.desks).toHaveLength(8);
    expect(nobodyHome(trace)).toBe(true);
  });

  it('says that nothing was sent where the client does not trust the server', () => {
    expect(sentences(tell(STORIES['tls-refused']!)).slice(0, 2)).toEqual([
      'You want to send GET /api/v1/namespaces to kube-apiserver, and call it first.',
      'The client asks kube-apiserver for its certificate before it sends a word.',
    ]);
  });
});
