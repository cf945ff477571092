import { describe, expect, it, vi } from 'vitest';
import { changedSince } from '../../view/use-failure.ts';
import { nobodyHome } from '../../view/words/unreached.ts';
import { headless } from '../testing/headless.ts';
import { as, BIND, CURL, NAMESPACES, opened, out, player } from '../testing/opened.ts';

// The first test of a file loads the engine, and several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

const binding = (name: string, user: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ${name}
subjects:
- kind: User
  name: ${user}
  apiGroup: rbac.authorization.k8s.io
roleRef:
  kind: ClusterRole
  name: view
  apiGroup: rbac.authorization.k8s.io
`;

describe('tokens.csv', () => {
  const WHO = `${CURL} -H "Authorization: Bearer token1" -H "Content-Type: application/json" -d '{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}' https://192.168.49.2:8443/apis/authentication.k8s.io/v1/selfsubjectreviews`;
  const NADIA = 'token1,nadia,7,ops\n';

  it('says "changed on disk, not yet read" until the server restarts', async () => {
    const session = await opened();
    expect(session.get().tokensCsv).toMatchObject({ stale: false, readAt: '2026-05-18T10:02:11Z' });
    session.ports.editTokensCsv(NADIA);
    await session.idle();
    expect(session.get().tokensCsv).toMatchObject({ text: NADIA, stale: true });
    expect(await session.type(WHO)).toContain('"username": "arthur"');
    await session.restart();
    expect(session.get().tokensCsv).toMatchObject({ text: NADIA, inMemory: NADIA, stale: false });
    expect(await session.type(WHO)).toContain('"username": "nadia"');
  });

  it('shows the error of the server’s own reader where it is, and the failed start', async () => {
    const session = await opened();
    session.ports.editTokensCsv('tok,"name"x,1\n');
    await session.idle();
    const error = 'parse error on line 1, column 10: extraneous or missing " in quoted-field';
    expect(session.get().tokensCsv.diagnostics).toEqual([{ severity: 'error', line: 1, column: 10, message: error }]);
    await session.restart();
    expect(session.get().server).toMatchObject({ status: 'stopped', failure: { file: '/etc/ca-certificates/tokens.csv', line: 1, column: 10 } });
    expect(session.get().server.failure?.error).toContain(error);
    session.ports.editTokensCsv(NADIA);
    await session.idle();
    expect(session.get().tokensCsv.stale).toBe(true);
    await session.restart();
    expect(session.get().server).toMatchObject({ status: 'running', failure: undefined });
  });

  it('discards what made a start fail, back to what the last server read', async () => {
    const session = await opened();
    const { text } = session.get().tokensCsv;
    session.ports.editTokensCsv('tok,"name"x,1\n');
    await session.restart();
    expect(session.get().server.status).toBe('stopped');
    expect(session.get().tokensCsv).toMatchObject({ inMemory: text, readAt: '2026-05-18T10:02:11Z', stale: true });
    session.ports.discardTokensCsv();
    await session.restart();
    expect(session.get().server.status).toBe('running');
    expect(session.get().tokensCsv).toMatchObject({ text, inMemory: text, stale: false });
  });

  it('says that what made a start fail is mended, and waits for the next start', async () => {
    const session = await opened();
    const failed = (): boolean => changedSince(session.get().server.failure!, session.get());
    session.ports.editTokensCsv('tok,"name"x,1\n');
    await session.restart();
    expect([failed(), session.get().tokensCsv.refused]).toEqual([false, 'tok,"name"x,1\n']);
    session.ports.undo();
    await session.idle();
    expect([failed(), session.get().tokensCsv.stale, session.get().tokensCsv.diagnostics]).toEqual([true, true, []]);
    await session.restart();
    expect(session.get().server).toMatchObject({ status: 'running', failure: undefined });
    expect(session.get().tokensCsv).toMatchObject({ stale: false, refused: undefined });
  });

  it('says the same of a flag', async () => {
    const session = await opened();
    session.ports.setFlag('secure-port', 'banana');
    await session.restart();
    expect(changedSince(session.get().server.failure!, session.get())).toBe(false);
    session.ports.setFlag('secure-port', '8443');
    expect(changedSince(session.get().server.failure!, session.get())).toBe(true);
  });

  it('remembers with every run what the file held when it was sent', async () => {
    const session = await opened();
    const { text } = session.get().tokensCsv;
    await session.type(as('token9'));
    session.ports.editTokensCsv(NADIA);
    await session.type(as('token1'));
    expect(player(session).runs.map(({ tokensOnDisk }) => tokensOnDisk)).toEqual([text, NADIA]);
  });

  it('shows named stages while it restarts', async () => {
    const session = await opened({ reducedMotion: false });
    const seen = new Set<string | undefined>();
    session.ports.session.subscribe(() => seen.add(session.get().server.doing));
    session.ports.restartServer();
    const over = session.idle();
    for (let i = 0; i < 20; i++) {
      await Promise.resolve().then(() => new Promise((resolve) => setImmediate(resolve)));
      session.pass(200);
    }
    await over;
    expect([...seen]).toEqual(expect.arrayContaining(['stopping kube-apiserver', 'reading its flags', 'reading tokens.csv', undefined]));
    expect(session.get().server).toMatchObject({ status: 'running', doing: undefined });
  });
});

describe('typing before the engine has loaded', () => {
  const slow = (query = '?lab=1') => {
    let load = (): void => {};
    const session = headless({ query, slowly: new Promise((resolve) => (load = resolve)) });
    return { ...session, get: session.ports.session.getState, load };
  };

  it('edits tokens.csv all the same, and Undo gives the file that was there', async () => {
    const session = slow();
    session.ports.editTokensCsv('token1,nadia,7\n');
    session.pass(1000);
    session.load();
    await session.idle();
    expect(session.get().tokensCsv).toMatchObject({ text: 'token1,nadia,7\n', stale: true });
    expect(session.get().tokensCsv.inMemory).toContain('arthur');
    session.ports.undo();
    await session.idle();
    expect(session.get().tokensCsv).toMatchObject({ text: session.get().tokensCsv.inMemory, stale: false });
  });

  it('writes RBAC all the same', async () => {
    const session = slow();
    session.ports.editRbac(binding('readers', 'arthur'));
    session.pass(1000);
    session.load();
    await session.idle();
    expect(session.get().rbac).toMatchObject({ text: binding('readers', 'arthur'), status: 'in-force' });
    session.ports.run('kubectl get clusterrolebinding readers -o name', 'typed');
    await session.idle();
    expect(out(session)).toBe('clusterrolebinding.rbac.authorization.k8s.io/readers\n');
  });

  it('takes away none of the documents that a lesson brings', async () => {
    const session = slow('?lesson=the-near-miss');
    await vi.waitFor(() => expect(session.get().lesson).toBeDefined());
    session.ports.editRbac('# mine\n');
    session.pass(1000);
    session.load();
    await session.idle();
    expect(session.get().rbac.text).toContain('kind: RoleBinding');
  });
});

describe('undo and redo', () => {
  it('take edits back and give them again, never commands', async () => {
    const session = await opened();
    const original = session.get().tokensCsv.text;
    session.ports.editTokensCsv('a,b,1\n');
    session.pass(2000);
    await session.type(BIND);
    session.ports.editTokensCsv('c,d,2\n');
    session.pass(2000);
    session.ports.undo();
    await session.idle();
    expect(session.get().tokensCsv.text).toBe('a,b,1\n');
    session.ports.undo();
    await session.idle();
    expect(session.get().tokensCsv.text).toBe(original);
    expect(session.get().canUndo).toBeUndefined();
    expect(await session.type('kubectl get clusterrolebinding admin -o name')).toContain('clusterrolebinding.rbac.authorization.k8s.io/admin');
    session.ports.redo();
    session.ports.redo();
    await session.idle();
    expect(session.get().tokensCsv.text).toBe('c,d,2\n');
    expect(session.get().canRedo).toBeUndefined();
    expect(await session.type('cat ~/tokens.csv')).toContain('arthur');
  });

  it('count what is typed in one go as one edit', async () => {
    const session = await opened();
    const original = session.get().tokensCsv.text;
    for (const text of ['t', 'to', 'tok']) session.ports.editTokensCsv(text);
    session.ports.undo();
    expect(session.get().tokensCsv.text).toBe(original);
    session.ports.redo();
    expect(session.get().tokensCsv.text).toBe('tok');
  });

  it('of the first audit policy leave no file behind', async () => {
    const session = await opened();
    expect(session.get().audit.text).toBeUndefined();
    session.ports.editAuditPolicy('kind: Policy\n');
    await session.idle();
    expect(session.get().audit.text).toBe('kind: Policy\n');
    session.pass(2000);
    session.ports.undo();
    await session.idle();
    expect(session.get().audit.text).toBeUndefined();
    session.ports.redo();
    await session.idle();
    expect(session.get().audit.text).toBe('kind: Policy\n');
  });

  it('reach flags, RBAC and tokens', async () => {
    const session = await opened();
    session.ports.setFlag('anonymous-auth', 'false');
    session.ports.editRbac('# mine\n');
    session.ports.pasteToken('a.b.c');
    expect(session.get().canUndo).toBe('paste of a token');
    session.ports.undo();
    expect(session.get().tokens.token).toBe('');
    session.ports.undo();
    expect(session.get().rbac.text).toBe('');
    session.ports.undo();
    expect(session.get().flags.stale).toBe(false);
  });
});

describe('RBAC as text', () => {
  it('is applied 300 ms after typing, by requests that show but leave the playhead alone', async () => {
    const session = await opened();
    await session.type(as('token1'));
    session.ports.player.last();
    session.ports.player.back();
    session.ports.player.next();
    session.ports.player.seek(3);
    session.ports.player.next();
    session.ports.player.last();
    const { selected } = player(session);
    session.ports.editRbac(binding('readers', 'arthur'));
    expect(session.get().rbac.status).toBe('waiting');
    session.pass(299);
    expect(session.get().rbac.status).toBe('waiting');
    session.pass(1);
    await session.idle();
    expect(session.get().rbac).toMatchObject({ status: 'in-force', diagnostics: [] });
    const runs = player(session).runs.filter(({ program }) => program === 'rbac editor');
    expect(runs.map(({ trace }) => trace.title)).toEqual(['POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings']);
    expect([selected, ...runs.map(({ id }) => id)]).toContain(player(session).selected);
    expect(await session.type(as('token1'))).toBe('200\n');
  });

  it('leaves the playhead where it is while something plays', async () => {
    const session = await opened({ reducedMotion: false });
    await session.type(as('token1'));
    const { selected } = player(session);
    session.ports.editRbac(binding('readers', 'arthur'));
    await session.idle();
    expect(player(session)).toMatchObject({ selected, playing: true });
  });

  it('says every error of the text with line and column, and keeps the last good state in force', async () => {
    const session = await opened();
    session.ports.editRbac(binding('readers', 'arthur'));
    await session.idle();
    session.ports.editRbac(`${binding('readers', 'arthur')}---\nkind: [\n---\nkind: Secret\n`);
    await session.idle();
    const { status, diagnostics } = session.get().rbac;
    expect(status).toBe('refused');
    expect(diagnostics.length).toBeGreaterThanOrEqual(2);
    expect(diagnostics.map(({ line }) => line)).toEqual(expect.arrayContaining([16]));
    expect(await session.type(as('token1'))).toBe('200\n');
  });

  it('puts the server’s refusal at the document it refused', async () => {
    const session = await opened();
    const text = `${binding('readers', 'arthur')}---\n${binding('others', 'daniele').replace('name: view', 'name: ""')}`;
    session.ports.editRbac(text);
    await session.idle();
    expect(session.get().rbac.status).toBe('refused');
    expect(session.get().rbac.text).toBe(text);
    expect(session.get().rbac.diagnostics).toEqual([
      { severity: 'error', line: 14, column: 1, message: 'ClusterRoleBinding.rbac.authorization.k8s.io "others" is invalid: roleRef.name: Required value' },
    ]);
    expect(await session.type(as('token1'))).toBe('200\n');
  });

  it('counts before a command that is typed right after', async () => {
    const session = await opened();
    session.ports.editRbac(binding('readers', 'arthur'));
    expect(await session.type(as('token1'))).toBe('200\n');
    session.ports.editRbac('');
    expect(await session.type(as('token1'))).toBe('403\n');
  });

  it('deletes the object of a document that was taken out', async () => {
    const session = await opened();
    session.ports.editRbac(`${binding('a', 'arthur')}---\n${binding('b', 'daniele')}`);
    await session.idle();
    session.ports.editRbac(binding('b', 'daniele'));
    await session.idle();
    expect(await session.type(as('token1'))).toBe('403\n');
    expect(await session.type(as('token2'))).toBe('200\n');
  });

  it('follows what commands do to the learner’s own objects, and keeps what a person wrote around them', async () => {
    const session = await opened();
    expect(session.get().rbac.text).toBe('');
    const mine = `# the readers of this cluster\n${binding('readers', 'arthur')}`;
    session.ports.editRbac(mine);
    await session.idle();
    await session.type('kubectl create clusterrolebinding ops --clusterrole=edit --group=ops');
    expect(session.get().rbac.text).toBe(`${mine}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ops
subjects:
  - kind: Group
    apiGroup: rbac.authorization.k8s.io
    name: ops
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
`);
    await session.type('kubectl delete clusterrolebinding ops');
    expect(session.get().rbac.text.trim()).toBe(mine.trim());
    await session.type('kubectl delete clusterrolebinding readers');
    expect(session.get().rbac.text).toBe('');
  });
});

describe('flags', () => {
  it('wait for a restart, in rows and in the command line alike', async () => {
    const session = await opened();
    session.ports.setFlag('anonymous-auth', 'false');
    expect(session.get().flags.stale).toBe(true);
    expect(session.get().flags.commandLine).toContain('--anonymous-auth=false');
    session.ports.editFlags(session.get().flags.commandLine.replace('--anonymous-auth=false', '--anonymous-auth=true'));
    await session.idle();
    expect(session.get().flags.rows.find(({ name }) => name === 'anonymous-auth')).toMatchObject({ value: 'true', changed: true });
    session.ports.setFlag('anonymous-auth', 'false');
    await session.restart();
    expect(session.get().flags.stale).toBe(false);
    expect(await session.type(`${CURL} -o /dev/null -w '%{http_code}' ${NAMESPACES}`)).toBe('401');
  });

  it('moves the server when its port goes back to the default, and leaves kubectl at the old door', async () => {
    const session = await opened();
    const port = () => session.get().flags.rows.find(({ name }) => name === 'secure-port');
    expect(port()).toMatchObject({ value: '8443', isDefault: false, default: '6443' });
    session.ports.setFlag('secure-port', undefined);
    expect(port()).toMatchObject({ value: '6443', isDefault: true, changed: true });
    await session.restart();
    expect(session.get().server.status).toBe('running');
    expect(port()).toMatchObject({ value: '6443', isDefault: true, changed: false });
    expect(await session.type('kubectl get ns')).toContain('The connection to the server 192.168.49.2:8443 was refused');
    expect(await session.type(`${CURL} -o /dev/null -w '%{http_code}' ${NAMESPACES.replace('8443', '6443')}`)).toBe('403');
    session.ports.setFlag('secure-port', '8443');
    await session.restart();
    expect(await session.type('kubectl get ns')).toContain('kube-system');
  });

  it('a value the server refuses stands at its row', async () => {
    const session = await opened();
    session.ports.setFlag('anonymous-auth', 'maybe');
    await session.restart();
    expect(session.get().server.status).toBe('stopped');
    expect(session.get().flags.rows.find(({ name }) => name === 'anonymous-auth')?.error).toContain('invalid argument "maybe" for "--anonymous-auth" flag');
    session.ports.setFlag('anonymous-auth', undefined);
    await session.restart();
    expect(session.get().server.status).toBe('running');
  });
});

describe('a start that fails', () => {
  it('puts the answer of the server before it away, and keeps it in the list', async () => {
    const session = await opened();
    await session.type(as('token1'));
    expect(player(session).selected).toBeDefined();
    session.ports.setFlag('secure-port', 'banana');
    await session.restart();
    expect(session.get().server.status).toBe('stopped');
    expect(player(session)).toMatchObject({ selected: undefined, step: 0, playing: false });
    expect(player(session).runs).toHaveLength(1);
    expect(session.get().tokensCsv.stale).toBe(false);
  });

  it('leaves the next request before the door: connection refused', async () => {
    const session = await opened();
    session.ports.setFlag('secure-port', 'banana');
    await session.restart();
    expect(await session.type('kubectl get pods')).toContain(
      'The connection to the server 192.168.49.2:8443 was refused - did you specify the right host or port?\n',
    );
    const [run] = player(session).runs;
    expect(run && nobodyHome(run.trace)).toBe(true);
  });
});
