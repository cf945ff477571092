import { describe, expect, it } from 'vitest';
import { headless } from '../testing/headless.ts';

async function opened(stored: string | null = null) {
  const session = headless({ stored });
  await session.idle();
  const parties = () => session.ports.session.getState().parties;
  const settle = async () => {
    session.pass(1000);
    await session.idle();
  };
  return { ...session, parties, settle };
}

const ASK = 'curl -sS --cacert ~/example-ca.crt https://login.example.test/keys';

describe('the Parties tab', () => {
  it('begins with nobody outside the cluster', async () => {
    const { parties } = await opened();
    expect(parties()).toMatchObject({ list: [], selected: undefined, text: '', diagnostics: [] });
  });

  it('adds a provider that curl can reach at once, with its CA on the laptop', async () => {
    const { ports, parties, settle } = await opened();
    ports.addParty('oidc');
    await settle();
    expect(parties().list).toEqual([{ kind: 'oidc', name: 'login', origin: 'https://login.example.test', down: false }]);
    expect(parties().selected).toBe('login');
    ports.run(ASK, 'typed');
    await settle();
    expect(ports.session.getState().terminal.entries.at(-1)?.exitCode).toBe(0);
  });

  it('takes an edit that fits the schema, and undoes and redoes it', async () => {
    const { ports, parties, settle } = await opened();
    ports.addParty('oidc');
    await settle();
    const before = parties().text;
    ports.editParty(before.replace('jane@example.test', 'jane@elsewhere.test'));
    await settle();
    expect(parties().diagnostics).toEqual([]);
    expect(parties().text).toContain('jane@elsewhere.test');
    ports.undo();
    await settle();
    expect(parties().text).toBe(before);
    ports.redo();
    await settle();
    expect(parties().text).toContain('jane@elsewhere.test');
    ports.undo();
    ports.undo();
    await settle();
    expect(parties().list).toEqual([]);
  });

  it.each<[title: string, edit: (text: string) => string, line: number, message: RegExp]>([
    ['a wrong type', (text) => text.replace('"https://login.example.test"', '5'), 4, /^origin: /],
    ['an address that is none', (text) => text.replace('https://login.example.test', 'login'), 4, /^origin: "login" is no address/],
    ['a key nobody has', (text) => text.replace('login-key-1', 'mine'), 6, /^no key is called mine; there are login-key-1, login-key-2$/],
    ['another name', (text) => text.replace('"name": "login"', '"name": "x"'), 3, /^the name stays login/],
    ['text that is no JSON', (text) => text.replace('"oidc",', '"oidc'), 2, /./],
  ])('points at %s, and keeps the party as it was', async (_title, edit, line, message) => {
    const { ports, parties, settle } = await opened();
    ports.addParty('oidc');
    await settle();
    const broken = edit(parties().text);
    ports.editParty(broken);
    await settle();
    const [problem] = parties().diagnostics;
    expect(problem?.line).toBe(line);
    expect(problem?.message).toMatch(message);
    expect(parties().text).toBe(broken);
    expect(parties().list[0]?.origin).toBe('https://login.example.test');
  });

  it('makes a party unreachable, and reachable again', async () => {
    const { ports, settle } = await opened();
    ports.addParty('oidc');
    await settle();
    ports.switchParty('login', true);
    await settle();
    ports.run(ASK, 'typed');
    await settle();
    expect(
      ports.session
        .getState()
        .terminal.entries.at(-1)
        ?.output.map(({ text }) => text),
    ).toEqual(["curl: (7) Failed to connect to login.example.test port 443 after 0 ms: Couldn't connect to server\n"]);
    ports.switchParty('login', false);
    await settle();
    ports.run(ASK, 'typed');
    await settle();
    expect(ports.session.getState().terminal.entries.at(-1)?.exitCode).toBe(0);
  });

  it('rotates the key', async () => {
    const { ports, parties, settle } = await opened();
    ports.addParty('oidc');
    await settle();
    ports.rotateKey('login');
    await settle();
    expect(JSON.parse(parties().text)).toMatchObject({ keys: ['login-key-2'] });
  });

  it.each(['oidc', 'token-webhook', 'access-webhook'] as const)('sets the flags for a party of kind %s, and the server starts with them', async (kind) => {
    const { ports, parties, settle } = await opened();
    ports.addParty(kind);
    await settle();
    ports.configureFor(parties().selected ?? '');
    await settle();
    expect(ports.session.getState().tab).toBe('API server flags');
    expect(ports.session.getState().flags.stale).toBe(true);
    ports.restartServer();
    await settle();
    expect(ports.session.getState().server).toMatchObject({ status: 'running', failure: undefined });
  });

  it('asks a webhook in the version that was chosen', async () => {
    const { ports, parties, settle } = await opened();
    ports.addParty('access-webhook');
    await settle();
    ports.configureFor(parties().selected ?? '', 'v1beta1');
    await settle();
    expect(ports.session.getState().flags.rows.find(({ name }) => name === 'authorization-webhook-version')?.value).toBe('v1beta1');
    ports.restartServer();
    await settle();
    ports.run('curl -sk https://192.168.49.2:8443/api/v1/pods', 'typed');
    await settle();
    const bodies = ports.player.store
      .getState()
      .runs.flatMap(({ trace }) => trace.events.flatMap((e) => (e.kind === 'hop' && e.to === 'access' ? [e.message?.body] : [])));
    expect(bodies.length).toBeGreaterThan(0);
    for (const body of bodies) expect(JSON.parse(body ?? '')).toMatchObject({ apiVersion: 'authorization.k8s.io/v1beta1' });
  });

  it('adds a front proxy that speaks for people, which minikube believes as it is', async () => {
    const { ports, parties, settle } = await opened();
    ports.addParty('front-proxy');
    await settle();
    expect(parties().list).toEqual([{ kind: 'front-proxy', name: 'proxy', origin: 'https://192.168.49.2:9443', down: false }]);
    ports.run('curl -sS --cacert ~/.minikube/ca.crt -u jane:violet https://192.168.49.2:9443/api/v1/pods', 'typed');
    await settle();
    const said = ports.session.getState().terminal.entries.at(-1);
    expect(said?.output.map(({ text }) => text).join('')).toContain('User \\"jane\\" cannot list resource \\"pods\\"');
    ports.configureFor('proxy');
    await settle();
    expect(ports.session.getState().flags.stale).toBe(false);
    ports.switchParty('proxy', true);
    await settle();
    ports.run('curl -sS --cacert ~/.minikube/ca.crt -u jane:violet https://192.168.49.2:9443/api/v1/pods', 'typed');
    await settle();
    expect(ports.session.getState().terminal.entries.at(-1)?.exitCode).toBe(7);
  });

  it('keeps the parties between visits', async () => {
    const first = await opened();
    first.ports.addParty('token-webhook');
    await first.settle();
    const { parties } = await opened(first.stored());
    expect(parties().list.map(({ name }) => name)).toEqual(['tokens']);
  });

  it('takes nothing from storage that is no party', async () => {
    const { parties } = await opened(JSON.stringify({ version: 1, places: { lab: { edits: { parties: [{ kind: 'oidc', name: 5 }] } } } }));
    expect(parties().list).toEqual([]);
  });
});
