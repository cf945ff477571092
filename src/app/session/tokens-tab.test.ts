import { describe, expect, it, vi } from 'vitest';
import { opened } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the list of tokens', () => {
  it('names each after the account that the server reads from it, and says what became of it here', async () => {
    const session = await opened();
    const labels = (): string[] => session.get().tokens.known.map(({ label }) => label);
    await session.type('kubectl create token default');
    expect(labels()).toEqual(['default in default']);
    session.ports.editTokenPayload(session.get().tokens.payload.text.replace(':default:default', ':default:admin'));
    session.ports.sendToken();
    await session.idle();
    expect(labels()[0]).toBe('default in default, changed');
    session.ports.signToken();
    await session.idle();
    session.ports.sendToken();
    await session.idle();
    expect(labels()).toEqual(['default in default, signed with sa', 'default in default, changed', 'default in default']);
    const user = session.ports.player.store
      .getState()
      .runs.at(-1)
      ?.trace.events.flatMap((event) => {
        if (event.kind !== 'after' || event.evidence?.type !== 'user') return [];
        return [event.evidence.user.name];
      });
    expect(user).toContain('system:serviceaccount:default:default');
  });

  it.each([
    ['a token of a provider by its subject', { sub: 'ada', exp: 1779102131 }, 'ada'],
    ['an old token by its subject, which must fit', { sub: 'system:serviceaccount:dev:old' }, 'old in dev'],
    ['one that says nothing', {}, 'a token without sub'],
  ])('names %s', async (_, payload, label) => {
    const session = await opened();
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    session.ports.pasteToken(`${part({ alg: 'RS256' })}.${part(payload)}.c2Vl`);
    session.ports.sendToken();
    await session.idle();
    expect(session.get().tokens.known.map((known) => known.label)).toEqual([label]);
  });
});
