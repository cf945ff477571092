import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minikubeWorld, TOKEN_FILE } from '../../engine/base-worlds/minikube.ts';
import { createWorld } from '../../engine/create-world.ts';
import type { World, WorldSnapshot } from '../../engine/world.ts';
import { createShell, type Shell } from '../shell.ts';
import { formatDate, readDate } from './small/date.ts';

let world: World;
let fresh: WorldSnapshot;
let shell: Shell;
beforeAll(async () => {
  world = await createWorld(minikubeWorld());
  fresh = world.snapshot();
}, 60_000);
beforeEach(() => {
  world.restore(fresh);
  shell = createShell({ world, machine: 'laptop', loadBash: () => Promise.reject(new Error('bash was loaded')) });
});

const run = async (line: string): Promise<[number, string]> => {
  const { exitCode, output } = await shell.run(line);
  return [exitCode, output.map((part) => part.text).join('')];
};

describe('minikube', () => {
  it('copies ~/.minikube/files to the node and restarts the API server with the flag', async () => {
    await run(
      "mkdir -p ~/.minikube/files/etc/x; echo 'abc,jane,7' > ~/.minikube/files/etc/x/t.csv; minikube start --extra-config=apiserver.token-auth-file=/etc/x/t.csv",
    );
    expect([world.machine('minikube').read('/etc/x/t.csv'), world.server().flags['token-auth-file']]).toEqual(['abc,jane,7\n', '/etc/x/t.csv']);
    expect((await run("curl -sk -H 'Authorization: Bearer abc' https://192.168.49.2:8443/api/v1/nodes"))[1]).toContain('User \\"jane\\" cannot list');
  });

  it('prints why the server does not start, with file and line', async () => {
    await run('kubectl get ns'); // the discovery cache is warm from here on
    world.machine('minikube').write(TOKEN_FILE, 'token1,arthur,1\nx"y,b,c\n');
    const [code, text] = await run('minikube start');
    expect([code, text.split('\n').slice(-3)]).toEqual([
      105,
      ['kube-apiserver: "command failed" err="parse error on line 2, column 2: bare \\" in non-quoted-field"', `  ${TOKEN_FILE}, line 2, column 2`, ''],
    ]);
    expect((await run('minikube status'))[1]).toBe(
      'minikube\ntype: Control Plane\nhost: Running\nkubelet: Running\napiserver: Stopped\nkubeconfig: Configured\n\n',
    );
    expect(await run('kubectl get pods')).toEqual([
      1,
      'The connection to the server 192.168.49.2:8443 was refused - did you specify the right host or port?\n',
    ]);
  });

  it.each([
    ['minikube ip', [0, '192.168.49.2\n']],
    [
      'minikube ssh',
      [
        1,
        'minikube: this simulator does not model minikube ssh. Nearest: the files of the node stand in the workbench, and ~/.minikube/files/… is copied to it by minikube start\n',
      ],
    ],
    ['minikube start --extra-config=x', [1, 'invalid argument "x" for "--extra-config" flag: invalid value: must contain at least one period: "x"\n']],
    ['minikube start --nope', [1, "Error: unknown flag: --nope\nSee 'minikube start --help' for usage.\n"]],
    ['minikube frob', [1, 'Error: unknown command "frob" for "minikube"\nRun \'minikube --help\' for usage.\n']],
    ['restart kube-apiserver', [0, 'kube-apiserver restarted\n']],
    ['restart etcd', [1, 'restart: there is no etcd here to restart. Try: restart kube-apiserver\n']],
  ])('%s', async (line, expected) => {
    expect(await run(line)).toEqual(expected);
  });
});

describe('small programs', () => {
  it.each([
    ['ls; ls -a ~/.kube', [0, 'tokens.csv\n.\n..\nconfig\n']],
    ['ls nope', [2, "ls: cannot access 'nope': No such file or directory\n"]],
    ['mkdir a/b', [1, 'mkdir: cannot create directory ‘a/b’: No such file or directory\n']],
    ['mkdir -p a/b; touch a/b/c; cp -r a z; mv z/b y; ls y; rm -r a z y; ls', [0, 'c\ntokens.csv\n']],
    ['rm a', [1, "rm: cannot remove 'a': No such file or directory\n"]],
    ['cp tokens.csv', [1, "cp: missing destination file operand after 'tokens.csv'\nTry 'cp --help' for more information.\n"]],
    ['cat -n tokens.csv | true; echo -n a; echo -e "b\\tc"', undefined],
    ['printf "%s=%d|%5s|%-3s|%%\\n" a 1 x y b 2 z w', [0, 'a=1|    x|y  |%\nb=2|    z|w  |%\n']],
    ["printf 'aé' > f; base64 f; base64 -w0 f; echo; printf YcOp > g; base64 -d g", [0, 'YcOp\nYcOp\naé']],
    ['X=1 env X=2 printenv X', [0, '2\n']],
    ['whoami; pwd', [0, 'learner\n/home/learner\n']],
    ['sleep x', [1, "sleep: invalid time interval ‘x’\nTry 'sleep --help' for more information.\n"]],
    ['date; sleep 1m; date -u +%s', [0, 'Mon May 18 10:02:11 UTC 2026\n1779098591\n']],
    ['nano x', [1, "nano: this terminal has no full-screen editor. Open /home/learner/x in the workbench, or write it with: cat > x <<'EOF'\n"]],
    ['echo a; history', [0, 'a\n    1  echo a; history\n']],
  ])('%s', async (line, expected) => {
    if (expected) expect(await run(line)).toEqual(expected);
    else await expect(run(line)).rejects.toThrow('bash was loaded');
  });
});

describe('date', () => {
  const now = Date.parse('2026-05-18T10:02:11Z');
  it.each([
    ['+10 minutes', '2026-05-18T10:12:11Z'],
    ['2 hours ago', '2026-05-18T08:02:11Z'],
    ['tomorrow', '2026-05-19T10:02:11Z'],
    ['@0', '1970-01-01T00:00:00Z'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02 + 1 day', '2026-01-03T00:00:00Z'],
    ['2026-01-02T00:00:00+02:00', '2026-01-01T22:00:00Z'],
  ])('-d %j', (text, expected) => {
    expect(formatDate('%FT%TZ', readDate(text, now) ?? 0)).toBe(expected);
  });

  it('says when it does not understand', () => {
    expect(readDate('half past never', now)).toBeUndefined();
  });
});

describe('jwt', () => {
  it('shows header, payload and human times', async () => {
    const part = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, '');
    expect(await run(`jwt ${part({ alg: 'RS256' })}.${part({ sub: 'x', exp: 1_779_099_131 })}.c2ln`)).toEqual([
      0,
      'Header\n{\n  "alg": "RS256"\n}\nPayload\n{\n  "sub": "x",\n  "exp": 1779099131  # 2026-05-18T10:12:11Z\n}\nSignature\nc2ln\n',
    ]);
  });

  it('decodes as far as it goes and names the part that fails', async () => {
    expect(await run('jwt e30.a*b')).toEqual([
      1,
      'Header\n{}\nPayload: character "*" at 1 is not of the base64url alphabet\na token has three parts between dots, this has 2\n',
    ]);
  });
});
