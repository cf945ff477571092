import { describe, expect, it } from 'vitest';
import { STORIES, tell } from '../../../e2e/harness/traces.ts';
import { fold } from '../../trace/fold.ts';
import { timeline } from '../../trace/timeline.ts';
import { placeText, stepText } from '../words/place-words.ts';
import { type Scene, sceneOf } from './scene.ts';

function scenes(name: string): { scene: Scene; text: string }[] {
  const trace = tell(STORIES[name]!);
  const { steps } = timeline(trace);
  return steps.map((step) => {
    const snapshot = fold(trace, step.events);
    return { scene: sceneOf(trace, step, snapshot), text: stepText(trace, step, steps.length, snapshot) };
  });
}

describe('a scene', () => {
  it('leads the envelope from the laptop through every room to storage', () => {
    expect(scenes('token1-200').map(({ scene }) => scene.where)).toEqual(['caller', 'door', 0, 1, 1, 1, 1, 1, 2, 3, 3, 4, 5, 5]);
  });

  it('hands out the badge at the desk that knows the token, before the gate speaks', () => {
    const badges = scenes('token1-200').map(({ scene }) => scene.badge?.name);
    expect(badges.indexOf('arthur')).toBe(6);
    expect(badges[5]).toBeUndefined();
  });

  it('opens the stack and shuts the gate when nobody knows the token', () => {
    const last = scenes('token9-401').at(-1)!.scene;
    expect(last).toMatchObject({ open: true, stopped: true, where: 1, reached: 1, stamp: { standing: 'error', word: 'Unknown' } });
  });

  it('stamps a refusal and leaves the rooms behind it pale', () => {
    const last = scenes('anonymous-403').at(-1)!.scene;
    expect(last).toMatchObject({ stopped: true, where: 3, reached: 3, stamp: { standing: 'denied', word: 'Denied' }, badge: { name: 'system:anonymous' } });
  });

  it('keeps the stamp of the authorizer when a later gate refuses', () => {
    const trace = tell(STORIES['token1-200']!);
    const { steps } = timeline(trace);
    const snapshot = fold(trace, trace.events.length);
    const gates = snapshot.gates.map((gate) => (gate.id === 'storage' ? { ...gate, standing: 'not-found' as const } : gate));
    expect(sceneOf(trace, steps.at(-1)!, { ...snapshot, gates })).toMatchObject({ stopped: true, where: 5, stamp: { standing: 'allowed', word: 'Allowed' } });
  });

  it('stops at the first gate when the client does not trust the server', () => {
    expect(scenes('tls-refused').at(-1)!.scene).toMatchObject({ stopped: true, where: 0, stamp: { standing: 'refused', word: 'Not sent' } });
  });
});

describe('the words for readers', () => {
  const last = scenes('token1-200').at(-1)!.scene;
  const refused = scenes('anonymous-403').at(-1)!.scene;

  it.each([
    [last.gates[0]!, 'TLS, passed: signed by minikubeCA'],
    [last.gates[1]!, 'Authentication, recognised: static token file, arthur'],
    [last.gates[2]!, 'Impersonation, skipped: no one else named'],
    [last.gates[5]!, 'etcd, passed: read'],
    [last.desks[1]!, 'X.509 client certificate, no opinion: no certificate sent'],
    [last.desks[2]!, 'Static token file, recognised: arthur, line 1'],
    [last.desks[7]!, 'Anonymous, not asked'],
    [refused.desks[6]!, 'Webhook, skipped: not configured'],
    [refused.gates[4]!, 'Admission, not reached'],
    [scenes('token9-401').at(-1)!.scene.desks[7]!, 'Anonymous, not asked: an error came first'],
    [{ ...last.desks[3]!, configured: false }, 'Service account tokens, skipped: no https, no cryptography'],
  ])('%#: %s', (place, text) => {
    expect(placeText(place)).toBe(text);
  });

  it('tell where the playhead stands', () => {
    expect(scenes('token1-200').map(({ text }) => text)).toEqual([
      'Step 1 of 14, laptop',
      'Step 2 of 14, network',
      'Step 3 of 14, TLS, passed',
      'Step 4 of 14, authentication, asking',
      'Step 5 of 14, front proxy headers, no opinion',
      'Step 6 of 14, X.509 client certificate, no opinion',
      'Step 7 of 14, static token file, recognised',
      'Step 8 of 14, authentication, recognised',
      'Step 9 of 14, impersonation, skipped',
      'Step 10 of 14, authorization, asking',
      'Step 11 of 14, authorization, allowed',
      'Step 12 of 14, admission, skipped',
      'Step 13 of 14, etcd, passed',
      'Step 14 of 14, reply, 200 OK',
    ]);
    expect(scenes('service-account-403')[7]!.text).toBe('Step 8 of 13, service account tokens, recognised');
    expect(scenes('tls-refused').at(-1)!.text).toBe('Step 4 of 4, reply, none');
  });
});
