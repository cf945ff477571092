import { describe, expect, it, vi } from 'vitest';
import { as, BIND, CURL, NAMESPACES, opened } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

describe('a new visit', () => {
  it('finds the edits of the last one', async () => {
    const first = await opened();
    first.ports.editTokensCsv('token1,nadia,7,ops\n');
    await first.type(BIND);
    first.pass(1000);
    const second = await opened({ stored: first.stored() });
    expect(second.get().tokensCsv).toMatchObject({ text: 'token1,nadia,7,ops\n', stale: true });
    expect(second.get().rbac.text).toContain('name: admin');
    expect(await second.type(as('token1'))).toBe('200\n');
    second.ports.reset();
    await second.idle();
    expect(second.get().tokensCsv.text).toContain('arthur');
    expect(second.get().rbac.text).toBe('');
    second.pass(1000);
    const third = await opened({ stored: second.stored() });
    expect(third.get().tokensCsv.stale).toBe(false);
  });

  it('finds the server as it was started: with its file and its flags', async () => {
    const first = await opened();
    first.ports.editTokensCsv('token1,nadia,7,ops\n');
    first.ports.setFlag('anonymous-auth', 'false');
    await first.restart();
    first.pass(1000);
    const second = await opened({ stored: first.stored() });
    expect(second.get().tokensCsv.stale).toBe(false);
    expect(second.get().flags.rows.find(({ name }) => name === 'anonymous-auth')).toMatchObject({ value: 'false', changed: false });
    expect(await second.type(`${CURL} -o /dev/null -w '%{http_code}' ${NAMESPACES}`)).toBe('401');
  });

  it.each([
    ['no JSON', '{"version":99,"places":['],
    ['of another version', '{"version":99,"places":{}}'],
    ['of another shape', '{"version":1,"places":{"lab":{"edits":{"tokensCsv":7}}}}'],
    ['a list', '[]'],
  ])('starts afresh, with one line, when what was kept is %s', async (_name, stored) => {
    const session = await opened({ stored, query: '' });
    expect(session.get().page).toBe('start');
    expect(session.get().notices.map(({ text }) => text)).toEqual(['What this browser had kept of your last visit was damaged, so you start afresh.']);
  });

  it('says once that nothing is kept where storage is denied, and works', async () => {
    const session = await opened({ storage: 'denied' });
    expect(session.get().notices.map(({ text }) => text)).toEqual(['This browser keeps no data for this page: your changes last until you close it.']);
    expect(await session.type('echo works')).toBe('works\n');
  });

  it('works where storage is full', async () => {
    const session = await opened({ storage: 'full' });
    session.ports.editTokensCsv('a,b,1\n');
    session.pass(1000);
    await session.idle();
    expect(session.get().tokensCsv.text).toBe('a,b,1\n');
  });
});
