import { describe, expect, test } from 'vitest';
import { type Answered, ask, kubeconfig, webhookWorld } from '../webhooks/testing/webhook-world.ts';

const PATH = '$DIR/authz.json';
const HOOK = '$DIR/hook';
const type = (name: string, more: Record<string, unknown> = {}) => ({ type: name, name: name.toLowerCase(), ...more });
const config = (...authorizers: object[]) => JSON.stringify({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthorizationConfiguration', authorizers });
const webhook = (kubeConfigFile: string, expression = 'true') => ({
  type: 'Webhook',
  name: 'hook',
  webhook: {
    timeout: '3s',
    authorizedTTL: '5m',
    unauthorizedTTL: '30s',
    subjectAccessReviewVersion: 'v1',
    matchConditionSubjectAccessReviewVersion: 'v1',
    failurePolicy: 'NoOpinion',
    connectionInfo: { type: 'KubeConfigFile', kubeConfigFile },
    matchConditions: [{ expression }],
  },
});
const FIRST = config(type('Node'), type('RBAC'));

async function started(text = FIRST) {
  const world = await webhookWorld({
    flags: { 'authorization-config': 'authz.json', 'token-auth-file': 'tokens.csv' },
    files: { 'authz.json': text, 'tokens.csv': 'token1,arthur,1\n', hook: kubeconfig('https://127.0.0.1:26503/authorize'), empty: '{}' },
    parties: [
      {
        kind: 'access-webhook',
        name: 'access',
        origin: 'https://127.0.0.1:26503',
        certificate: 'services',
        rules: [{ match: { user: 'arthur' }, answer: { status: { allowed: true } } }],
      },
    ],
  });
  const node = world.machine('node');
  const before = world.server().log.length;
  return {
    world,
    write: (next: string) => node.write(PATH, next),
    remove: () => node.remove(PATH),
    pods: () => ask(world, '/api/v1/namespaces/default/pods', { token: 'token1' }),
    /** What it has written since the start, without heads. */
    said: () =>
      world
        .server()
        .log.slice(before)
        .map((line) => line.replace(/^([EI])\d{4} \S+ +1 /, '$1 ')),
  };
}

const asked = ({ trace }: Answered): string[] => trace.events.flatMap((e) => (e.kind === 'before' && e.stage.startsWith('authz.') ? [e.stage] : []));

const FOUND = 'I reload.go:224] "found new authorization config data"';
const READ = 'I reload.go:237] "found new authorization config"';
const DONE = 'I reload.go:252] "reloaded authz config"';
const refused = (line: number, error: string) => `E reload.go:${line}] "reloading authorization config" err=${JSON.stringify(error)}`;

describe('--authorization-config that changes while the server runs', () => {
  test('is in force at once, desks and all, and the log says so', async () => {
    const { write, pods, said, world } = await started();
    expect((await pods()).status).toBe(403);
    write(config(type('RBAC'), type('Node'), type('AlwaysDeny')));
    const denied = await pods();
    expect(denied.json.message).toBe(
      'pods is forbidden: User "arthur" cannot list resource "pods" in API group "" in the namespace "default": Everything is forbidden.',
    );
    expect(asked(denied)).toEqual(['authz.system-masters', 'authz.rbac', 'authz.node', 'authz.always-deny']);
    expect(denied.trace.machine.states.filter((s) => s.parent === 'authorization').map((s) => s.id)).toEqual(asked(denied));
    write(config(type('Node'), type('RBAC'), type('AlwaysAllow')));
    expect((await pods()).status).toBe(200);
    expect(said()).toEqual([FOUND, READ, DONE, FOUND, READ, DONE]);
    expect(world.server().filesRead[PATH]).toContain('AlwaysAllow');
  });

  // The words of the real server, asked with these texts.
  test.each<[claim: string, text: string, lines: string[]]>([
    ['says the same in other bytes', `${FIRST}\n`, [FOUND]],
    [
      'is cut off',
      '{"a":',
      [FOUND, refused(229, "failed to load AuthorizationConfiguration from file: couldn't get version/kind; json parse error: unexpected end of JSON input")],
    ],
    [
      'is YAML with a tab',
      'a:\n\t- b',
      [FOUND, refused(229, 'failed to load AuthorizationConfiguration from file: yaml: line 2: found character that cannot start any token')],
    ],
    ['is empty', '', [FOUND, refused(229, 'authorizers: Required value: at least one authorization mode must be defined')]],
    ['drops a type of the start', config(type('RBAC')), [FOUND, refused(229, 'missing required types: [Node]')]],
    ['drops all of them', config(type('AlwaysDeny')), [FOUND, refused(229, 'missing required types: [Node RBAC]')]],
    [
      'has two faults of names and types',
      config({ type: 'Node', name: 'foo' }),
      [FOUND, refused(229, '[expected name node for authorizer Node instead of foo, missing required types: [RBAC]]')],
    ],
    [
      'brings in a type that needs more than a reload',
      config(type('Node'), type('RBAC'), type('ABAC')),
      [FOUND, READ, refused(242, 'authorizer type ABAC is not allowed if it was not enabled at initial server startup')],
    ],
    [
      'names a kubeconfig that is not there',
      config(type('Node'), type('RBAC'), webhook('/nowhere')),
      [
        FOUND,
        refused(229, 'authorizers[2].connectionInfo.kubeConfigFile: Invalid value: "/nowhere": error loading file: stat /nowhere: no such file or directory'),
      ],
    ],
    [
      'names a kubeconfig that names nothing',
      config(type('Node'), type('RBAC'), webhook('$DIR/empty')),
      [FOUND, READ, refused(242, 'invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable')],
    ],
  ])('and %s leaves the old one in force', async (_claim, text, lines) => {
    const { write, pods, said, world } = await started();
    write(text);
    expect(asked(await pods())).toEqual(['authz.system-masters', 'authz.node', 'authz.rbac']);
    expect(said()).toEqual(lines);
    if (text.trim() !== FIRST) expect(world.server().filesRead[PATH]).toBe(FIRST);
  });

  test('is looked at once, and once more when it comes back from a fault', async () => {
    const { write, pods, said } = await started();
    write('');
    write('');
    await pods();
    expect(said()).toHaveLength(2);
    write(FIRST);
    await pods();
    expect(said().slice(2)).toEqual([FOUND]);
  });

  test('and is removed leaves the old one in force, until it is written anew', async () => {
    const { write, remove, pods, said } = await started();
    remove();
    expect((await pods()).status).toBe(403);
    const missing = refused(216, `open ${PATH}: no such file or directory`);
    expect(said()).toEqual([missing, 'E reload.go:205] "watching authorization config file" err="no such file or directory"', missing]);
    write(config(type('Node'), type('RBAC'), type('AlwaysAllow')));
    expect((await pods()).status).toBe(200);
  });

  test('brings in a webhook, whose answers a snapshot keeps, and a snapshot from before has none of it', async () => {
    const { write, pods, world, said } = await started();
    const before = world.snapshot();
    write(config(type('Node'), type('RBAC'), webhook(HOOK)));
    expect((await pods()).status).toBe(200);
    const after = world.snapshot();
    world.restore(before);
    expect(asked(await pods())).toEqual(['authz.system-masters', 'authz.node', 'authz.rbac']);
    write(config(type('Node'), type('RBAC'), webhook(HOOK)));
    expect((await pods()).status).toBe(200);
    world.restore(after);
    const again = await pods();
    expect(again.status).toBe(200);
    expect(again.trace.events.some((e) => e.kind === 'note' && e.text === 'answered 0 s ago: the webhook is not asked again')).toBe(true);
    expect(said()).toEqual([FOUND, READ, DONE]);
  });

  test('differs from the one before in a match condition alone', async () => {
    const { write, pods } = await started(config(type('Node'), type('RBAC'), webhook(HOOK)));
    expect((await pods()).status).toBe(200);
    write(config(type('Node'), type('RBAC'), webhook(HOOK, "request.user != 'arthur'")));
    expect((await pods()).status).toBe(403);
  });
});

test('AlwaysAllow in the file does not shut out whoever shows nothing', async () => {
  const { world } = await started(config(type('AlwaysAllow')));
  expect((await ask(world, '/version')).status).toBe(200);
});
