import { describe, expect, it, vi } from 'vitest';
import { currentRun } from '../../player/player.ts';
import { type Headless, headless, type HeadlessOptions } from '../testing/headless.ts';

// The first test of a worker loads the engine; several people may share the machine.
vi.setConfig({ testTimeout: 60_000 });

const CURL = 'curl -sS --cacert ~/.minikube/ca.crt';
const NAMESPACES = 'https://192.168.49.2:8443/api/v1/namespaces';
const as = (token: string): string => `${CURL} -o /dev/null -w '%{http_code}\\n' -H "Authorization: Bearer ${token}" ${NAMESPACES}`;
const BIND = 'kubectl create clusterrolebinding admin --clusterrole=cluster-admin --user=arthur';

async function opened(options?: HeadlessOptions) {
  const session = headless(options);
  await session.idle();
  const get = session.ports.session.get;
  const type = async (line: string): Promise<string> => {
    session.ports.run(line, 'typed');
    await session.idle();
    return out(session);
  };
  const restart = async (): Promise<void> => {
    session.ports.restartServer();
    await session.idle();
  };
  return { ...session, get, type, restart };
}

/** What the last command printed. */
function out({ ports }: Pick<Headless, 'ports'>): string {
  return (
    ports.session
      .get()
      .terminal.entries.at(-1)
      ?.output.map(({ text }) => text)
      .join('') ?? ''
  );
}

const player = ({ ports }: Pick<Headless, 'ports'>) => ports.player.store.getState();

describe('the terminal', () => {
  it('keeps a line typed before the engine has loaded, and runs it then', async () => {
    let load = (): void => {};
    const session = headless({ slowly: new Promise((resolve) => (load = resolve)) });
    session.ports.run('echo early', 'typed');
    session.ports.run('echo late', 'typed');
    const entries = () => session.ports.session.get().terminal.entries.map(({ line, exitCode }) => [line, exitCode]);
    expect(session.ports.session.get().engine).toBe('loading');
    expect(entries()).toEqual([['echo early', undefined], ['echo late', undefined]]);
    load();
    await session.idle();
    expect(session.ports.session.get().engine).toBe('ready');
    expect(entries()).toEqual([['echo early', 0], ['echo late', 0]]);
    expect(session.ports.session.get().terminal.busy).toBe(false);
  });

  it('prints a command typed by hand at once, while the stage plays from step 1', async () => {
    const session = await opened({ reducedMotion: false });
    expect(await session.type(as('token1'))).toBe('403\n');
    expect(player(session)).toMatchObject({ step: 1, playing: true });
  });

  it('ends the playing with the next command, and selects its run', async () => {
    const session = await opened({ reducedMotion: false });
    await session.type(as('token1'));
    const first = player(session).selected;
    await session.type('echo hello');
    expect(player(session)).toMatchObject({ selected: first, step: 1, playing: false });
    await session.type(as('token2'));
    expect(player(session).selected).not.toBe(first);
    expect(player(session)).toMatchObject({ step: 1, playing: true });
  });

  it('folds the discovery requests of kubectl away and selects what was asked for', async () => {
    const session = await opened();
    await session.type('kubectl get namespaces');
    const { runs } = player(session);
    expect(runs.filter(({ background }) => background).length).toBeGreaterThan(0);
    expect(currentRun(player(session))?.trace.title).toContain('/api/v1/namespaces');
    expect(new Set(runs.map(({ command }) => command)).size).toBe(1);
  });

  it('shows the reply at once when Last step is pressed before the run came in', async () => {
    const session = await opened({ reducedMotion: false });
    session.ports.run(as('token1'), 'typed');
    session.ports.player.last();
    await session.idle();
    const run = currentRun(player(session));
    expect(player(session)).toMatchObject({ step: run?.timeline.steps.length, playing: false });
  });

  it('empties on clear', async () => {
    const session = await opened();
    await session.type('echo one');
    await session.type('clear');
    expect(session.get().terminal.entries.map(({ line }) => line)).toEqual(['clear']);
  });

  it('sends the selected run again', async () => {
    const session = await opened();
    await session.type(as('token1'));
    session.ports.sendAgain();
    await session.idle();
    expect(session.get().terminal.entries.map(({ line }) => line)).toEqual([as('token1'), as('token1')]);
  });
});

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

describe('acting in the past', () => {
  it('goes back to before that run and keeps its future as older runs', async () => {
    const session = await opened();
    await session.type(BIND);
    await session.type(as('token1'));
    expect(out(session)).toBe('200\n');
    const bind = player(session).runs.find(({ background, program }) => program === 'kubectl' && !background);
    session.ports.player.select(bind?.id ?? '');
    session.ports.player.seek(3);
    expect(await session.type(as('token1'))).toBe('403\n');
    expect(player(session).runs.map(({ older }) => older).slice(0, -1)).not.toContain(false);
    expect(player(session).runs.at(-1)?.older).toBe(false);
    expect(session.get().rbac.text).toBe('');
  });

  it('forks for an edit and for a restart, too', async () => {
    const session = await opened();
    await session.type(BIND);
    session.ports.player.last();
    session.ports.player.back();
    session.ports.editTokensCsv('token1,nadia,1\n');
    await session.restart();
    expect(await session.type('kubectl get clusterrolebinding admin')).toContain('not found');
    expect(session.get().tokensCsv.text).toBe('token1,nadia,1\n');
  });

  it.each([
    ['when nobody went back', () => {}],
    ['when the playhead stands at the end of an older run', ({ ports }: Headless) => ports.player.select('run-1')],
  ])('stays in the present %s', async (_name, move) => {
    const session = await opened();
    await session.type(BIND);
    move(session);
    expect(await session.type(as('token1'))).toBe('200\n');
    expect(player(session).runs.some(({ older }) => older)).toBe(false);
  });

  it('still explains a run of a future that was left', async () => {
    const session = await opened();
    await session.type(as('token1'));
    const { id } = player(session).runs[0] ?? { id: '' };
    const before = await session.ports.nearMisses(id);
    expect(before.length).toBeGreaterThan(0);
    session.ports.player.last();
    session.ports.player.back();
    await session.type(BIND);
    expect(await session.ports.nearMisses(id)).toEqual(before);
  });
});

describe('near misses', () => {
  it('are repaired by their fix, and the refused request is sent again', async () => {
    const session = await opened();
    await session.type(as('token1'));
    const { id } = player(session).runs[0] ?? { id: '' };
    session.ports.applyFix(id, 0);
    await session.idle();
    expect(out(session)).toBe('200\n');
    expect(session.get().rbac.text === '' || session.get().rbac.text.includes('arthur')).toBe(true);
  });
});

describe('a prediction', () => {
  const open = (options: HeadlessOptions = {}) => opened({ query: '?lesson=static-tokens', reducedMotion: false, ...options });
  const row = (session: Headless): string => session.ports.session.get().lesson?.lesson.steps[0]?.runs?.[0]?.command ?? '';
  const entry = (session: Headless) => session.ports.session.get().terminal.entries.at(-1);

  it('holds output back until the playhead is at the reply', async () => {
    const session = await open();
    session.ports.run(row(session), 'row');
    await session.idle();
    expect(entry(session)).toMatchObject({ heldBack: true, exitCode: 0 });
    expect(session.get().lesson).toMatchObject({ prediction: { chosen: undefined, answered: false }, done: [false, false, false, false] });
    session.ports.player.last();
    await session.idle();
    expect(entry(session)?.heldBack).toBe(false);
    expect(session.get().lesson).toMatchObject({ prediction: { chosen: undefined, answered: true }, done: [true, false, false, false] });
  });

  it('waits before its gate while nobody has chosen, and walks on when somebody has', async () => {
    const session = await open();
    session.ports.run(row(session), 'row');
    await session.idle();
    session.pass(60_000);
    const waiting = player(session);
    expect(waiting.playing).toBe(false);
    const steps = currentRun(waiting)?.timeline.steps ?? [];
    expect(steps[waiting.step - 1]?.stage).not.toBe('reply');
    expect([steps[waiting.step - 1]?.stage, steps[waiting.step]?.stage]).toContain('authorization');
    session.ports.predict(0);
    expect(player(session).playing).toBe(true);
    session.pass(60_000);
    expect(session.get().lesson?.prediction).toEqual({ chosen: 0, answered: true });
    session.ports.predict(2);
    expect(session.get().lesson?.prediction?.chosen).toBe(0);
  });

  it('does not hold a command that it is not about', async () => {
    const session = await open();
    await session.type('kubectl auth whoami');
    expect(entry(session)?.heldBack).toBe(false);
    expect(session.get().lesson?.prediction?.answered).toBe(false);
  });

  it('lets go when the next command is typed', async () => {
    const session = await open();
    session.ports.run(row(session), 'typed');
    await session.idle();
    await session.type('echo next');
    expect(session.get().terminal.entries.map(({ heldBack }) => heldBack)).toEqual([false, false]);
    expect(session.get().lesson?.prediction?.answered).toBe(true);
  });
});

describe('a lesson', () => {
  it('types its solution and waits for Enter', async () => {
    const session = await opened({ query: '?lesson=static-tokens&step=3' });
    session.ports.showSolution();
    expect(session.get().tab).toBe('tokens.csv');
    expect(session.get().tokensCsv.text).toContain('token4,nadia,4,ops');
    session.ports.showSolution();
    expect(session.get().tab).toBe('Terminal');
    expect(session.get().terminal.draft).toContain('Bearer token4');
    expect(session.get().terminal.entries).toEqual([]);
  });

  it('writes lesson and step into the address', async () => {
    const session = await opened({ query: '?lesson=static-tokens' });
    session.ports.lessonStep(2);
    expect(session.query()).toBe('?lesson=static-tokens&step=3');
    session.ports.openStart();
    expect(session.query()).toBe('');
    session.ports.openLab();
    expect(session.query()).toBe('?lab=1');
  });
});

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

describe('Reset', () => {
  it('goes back to the start, and Undo brings everything back', async () => {
    const session = await opened();
    await session.type(BIND);
    session.ports.editTokensCsv('token1,nadia,7\n');
    await session.idle();
    session.ports.reset();
    await session.idle();
    expect(player(session).runs).toEqual([]);
    expect(session.get().terminal.entries).toEqual([]);
    expect(session.get().tokensCsv.text).toContain('arthur');
    expect(session.get().canUndo).toBe('Reset');
    session.ports.undo();
    await session.idle();
    expect(player(session).runs.length).toBeGreaterThan(0);
    expect(session.get().tokensCsv).toMatchObject({ text: 'token1,nadia,7\n', stale: true });
    expect(session.get().rbac.text).toContain('name: admin');
    expect(await session.type(as('token1'))).toBe('200\n');
    session.ports.redo();
    await session.idle();
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
