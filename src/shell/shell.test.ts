import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../engine/base-worlds/minikube.ts';
import { createWorld } from '../engine/create-world.ts';
import type { World, WorldSnapshot } from '../engine/world.ts';
import { type CommandResult, createShell, type Shell } from './shell.ts';

let world: World;
let fresh: WorldSnapshot;
let shell: Shell;
const withoutBash = () => Promise.reject(new Error('bash was loaded'));

// a large module, and a busy machine may take its time
beforeAll(async () => {
  await import('./bash.ts');
  world = await createWorld(minikubeWorld());
  fresh = world.snapshot();
}, 60_000);

beforeEach(() => {
  world.restore(fresh);
  shell = createShell({ world, machine: 'laptop' });
});

const text = (result: CommandResult, stream?: 'stdout' | 'stderr'): string =>
  result.output
    .filter((part) => !stream || part.stream === stream)
    .map((part) => part.text)
    .join('');
const out = async (line: string): Promise<string> => text(await shell.run(line));

describe('plain lines', () => {
  it('a fresh shell knows the address of the API server and its CA', async () => {
    const bare = await shell.run('curl -sS $API_SERVER_URL/api/v1/namespaces');
    expect([bare.exitCode, text(bare, 'stderr').split('\n')[0]]).toEqual([60, 'curl: (60) SSL certificate problem: unable to get local issuer certificate']);
    expect(await out('curl -sS --cacert ${CACERT} ${APISERVER}/healthz')).toBe('ok');
  });

  it('help names the variables that are set', async () => {
    expect(await out('help')).toContain('Variables that are set: $API_SERVER_URL, $APISERVER, $CACERT.\n');
  });

  it.each([
    ['variables last from line to line', ['X=a', 'echo "$X"'], 'a\n'],
    ['an exported variable reaches programs', ['export X=a', 'printenv X'], 'a\n'],
    ['a variable that is not exported does not', ['X=a', 'printenv X || echo none'], 'none\n'],
    ['an assignment before a command is for that command', ['X=b printenv X; echo "[$X]"'], 'b\n[]\n'],
    ['+= appends', ['X=a; X+=b; echo $X'], 'ab\n'],
    ['$? is the last exit code', ['false; echo $?', 'true; echo $?'], '1\n0\n'],
    ['&& stops at a failure, || goes on', ['false && echo a || echo b', 'true || echo c'], 'b\n'],
    ['cd changes the folder for the lines after it', ['mkdir -p a/b && cd a/b', 'pwd', 'cd -'], '/home/learner/a/b\n/home/learner\n'],
    ['a missing folder', ['cd nope'], 'bash: cd: nope: No such file or directory\n'],
    ['> writes, >> appends, < reads', ['echo one > f; echo two >> f; cat < f'], 'one\ntwo\n'],
    ['2> and 2>&1', ['cat nope 2> e; cat e; cat nope > both 2>&1; cat both'], 'cat: nope: No such file or directory\ncat: nope: No such file or directory\n'],
    ['/dev/null swallows', ['echo a > /dev/null; cat nope 2>/dev/null; echo $?'], '1\n'],
    ['<<< gives a line', ['cat <<< "a  b"'], 'a  b\n'],
    ['a folder that is not there cannot be written to', ['echo a > nope/f'], 'bash: nope/f: No such file or directory\n'],
    ['a substitution loses its last newlines only', ['X=$(printf "a\\n\\nb\\n\\n"); echo "$X."'], 'a\n\nb.\n'],
    ['a substitution is a shell of its own', ['X=1; Y=$(X=2; cd /; echo $X); echo $X $Y; pwd'], '1 2\n/home/learner\n'],
    ['an assignment has the exit code of its substitution', ['X=$(false); echo $?'], '1\n'],
    ['what is unset is empty', ['X=a; unset X; echo "[$X]"'], '[]\n'],
  ])('%s', async (_claim, lines, expected) => {
    shell = createShell({ world, machine: 'laptop', loadBash: withoutBash });
    let all = '';
    for (const line of lines) all += await out(line);
    expect(all).toBe(expected);
  });

  it('a here-document goes in as printed', async () => {
    await shell.run('cat > t.csv <<\'EOF\'\ntoken1,arthur,1,"admin,dev"\n$HOME\nEOF');
    expect(world.machine('laptop').read('/home/learner/t.csv')).toBe('token1,arthur,1,"admin,dev"\n$HOME\n');
  });

  it('an unquoted here-document expands', async () => {
    expect(await out('X=5\ncat <<EOF\na $X $(echo b) \\$X "q"\nEOF')).toBe('a 5 b $X "q"\n');
  });

  it('keeps standard output and error in their order', async () => {
    const { output } = await shell.run('echo a; cat nope; echo b');
    expect(output).toEqual([
      { stream: 'stdout', text: 'a\n' },
      { stream: 'stderr', text: 'cat: nope: No such file or directory\n' },
      { stream: 'stdout', text: 'b\n' },
    ]);
  });

  it.each([
    ["echo 'a", "bash: unexpected EOF while looking for matching `''\n", 2],
    ['echo $(a', "bash: unexpected EOF while looking for matching `)'\n", 2],
    ['echo a &&', 'bash: syntax error: unexpected end of file\n', 2],
    ['cat <<EOF\na', "bash: warning: here-document at line 1 delimited by end-of-file (wanted `EOF')\na\n", 0],
    ['echo a \\', 'a\n', 0],
  ])('unfinished text, run all the same: %j', async (line, expected, code) => {
    const result = await shell.run(line);
    expect([text(result), result.exitCode]).toEqual([expected, code]);
  });

  it('exit ends the line with its code', async () => {
    const result = await shell.run('echo a; exit 3; echo b');
    expect([result.exitCode, text(result)]).toEqual([3, 'a\n']);
  });
});

describe('through bash', () => {
  it.each([
    ['pipes', ['kubectl get ns -o name | sort | head -1'], 'namespace/default\n'],
    ['variables go in and come out', ['X=3; for i in 1 2; do X=$((X + i)); done; echo $X', 'echo $X'], '6\n6\n'],
    ['exported stays exported', ['export A=1; B=2; true | true', 'printenv A B'], '1\n'],
    ['export inside bash counts', ['export T=$(echo x | tr x y)', 'printenv T'], 'y\n'],
    ['the folder comes back', ['mkdir d; if cd d; then true; fi', 'pwd'], '/home/learner/d\n'],
    ['functions last', ['hi() { echo "hi $1"; }', 'hi there'], 'hi there\n'],
    ['files are the same', ['echo a | tee f > /dev/null; cat f', 'printf b > g; cat g | cat'], 'a\nb'],
    ['unknown commands', ['nosuch'], 'bash: nosuch: command not found\n'],
    ['a test', ['[ -f tokens.csv ] && echo yes; [[ -d .kube ]] && echo too'], 'yes\ntoo\n'],
    ['set -e', ['set -e; false; echo never'], ''],
    ['jq reads what kubectl says', ['kubectl get ns default -o json | jq -r .metadata.name'], 'default\n'],
    ['UTF-8 through pipes', ['echo "é→" | cat'], 'é→\n'],
    ['grep with several patterns', ['printf "a\\nb\\nc\\n" | grep -v -e a -e c'], 'b\n'],
    ['base64 without padding complains as the real one does', ['printf YQ | base64 -d; echo " $?"'], 'abase64: invalid input\n 1\n'],
    ['cut and base64 read a token', ['echo eyJhbGciOiJSUzI1NiJ9.x.y | cut -d. -f1 | base64 -d'], '{"alg":"RS256"}'],
    ['cat and ls answer in a pipe as they do alone', ['mkdir p; echo 1 > p/b; echo 2 > p/a; ls p | sort -r; cat -n p/a | cat - p/b'], 'b\na\n     1\t2\n1\n'],
    ['history in a pipe is the history of the line', ['echo one', 'history | tail -1'], 'one\n    2  history | tail -1\n'],
    ['help in a pipe names the programs of this machine', ['help | grep -c kubectl'], '1\n'],
    ['<( ) is a file to read', ['diff <(echo a) <(echo a) && echo same'], 'same\n'],
    [
      'commands that this machine does not have',
      ['gzip | cat; html-to-markdown'],
      'bash: gzip: command not found\nbash: html-to-markdown: command not found\n',
    ],
    ['$RANDOM differs from itself', ['A=$RANDOM; B=$RANDOM; [ $A != $B ] && echo differs'], 'differs\n'],
    ['sleep moves the clock and no one waits', ['date +%s | cat; sleep 90; date +%s; date -u +%FT%TZ | cat'], '1779098531\n1779098621\n2026-05-18T10:03:41Z\n'],
    ['a syntax error', ['if true; done'], "bash: syntax error near unexpected token `done'\n"],
  ])('%s', async (_claim, lines, expected) => {
    let all = '';
    for (const line of lines) all += await out(line);
    expect(all).toBe(expected);
  });

  it('an endless loop ends', async () => {
    expect((await shell.run('while true; do :; done')).exitCode).not.toBe(0);
  });
});

describe('runs', () => {
  it("each request is one; kubectl's discovery counts as background, once", async () => {
    const first = await shell.run('kubectl get namespaces');
    expect(first.runs.map((run) => [run.trace.title, run.background, run.program])).toEqual([
      ['GET /api', true, 'kubectl'],
      ['GET /apis', true, 'kubectl'],
      ['GET /api/v1/namespaces', false, 'kubectl'],
    ]);
    const second = await shell.run('kubectl get namespaces');
    expect(second.runs.map((run) => run.trace.title)).toEqual(['GET /api/v1/namespaces']);
  });

  it('are told as they come, like the output', async () => {
    const heard: string[] = [];
    await shell.run('echo a; curl -sk https://192.168.49.2:8443/healthz; echo b', {
      onOutput: (stream, part) => heard.push(`${stream} ${part}`),
      onRun: (run) => heard.push(run.trace.title),
    });
    expect(heard).toEqual(['stdout a\n', 'GET /healthz', 'stdout ok', 'stdout b\n']);
  });

  it('Ctrl-C ends a line between two requests', async () => {
    const controller = new AbortController();
    const result = await shell.run('curl -sk https://192.168.49.2:8443/healthz; echo never', { signal: controller.signal, onRun: () => controller.abort() });
    expect([result.exitCode, text(result, 'stdout')]).toEqual([130, '']);
  });

  it('Ctrl-C ends a loop in bash', async () => {
    const controller = new AbortController();
    const result = await shell.run('for i in 1 2 3; do curl -sk https://192.168.49.2:8443/healthz; done; echo never', {
      signal: controller.signal,
      onRun: () => controller.abort(),
    });
    expect([result.exitCode, result.runs.length]).toEqual([130, 1]);
  });

  /** As a key of the page does: a task of its own, which comes in only when whoever runs gives way. */
  const ctrlC = (): AbortSignal => {
    const controller = new AbortController();
    setTimeout(() => controller.abort());
    return controller.signal;
  };

  it('Ctrl-C ends a loop that only lets time pass', async () => {
    const result = await shell.run('while true; do sleep 1; done', { signal: ctrlC() });
    expect([result.exitCode, text(result, 'stderr')]).toEqual([130, '^C\n']);
  });

  it('Ctrl-C ends a sleep between two things that fall due', async () => {
    const world = await createWorld(minikubeWorld());
    const sleeper = createShell({ world, machine: 'laptop' });
    await sleeper.run('kubectl run web --image=nginx; sleep 60');
    const before = world.clock.now();
    const result = await sleeper.run('sleep 36500d', { signal: ctrlC() });
    expect([result.exitCode, world.clock.now() - before < 36_500 * 86_400_000]).toEqual([130, true]);
  });
});

describe('needsMore', () => {
  it.each([
    ["cat <<'EOF'\na", true],
    ["cat <<'EOF'\na\nEOF", false],
    ['echo "a', true],
    ['echo a \\\n', true],
    ['for i in 1 2; do', true],
    ['for i in 1 2; do\necho $i\ndone', false],
    ['if true; then', true],
    ['f() {', true],
    ['f() {\necho\n}', false],
    ['echo $(ls', true],
    ['kubectl get ns |', true],
    ['kubectl get ns | head', false],
    ['sleep 1 &', false],
    ['done', false],
    ['', false],
    ['# only a comment', false],
  ])('%j: %s', async (line, more) => {
    expect(await shell.needsMore(line)).toBe(more);
  });
});

describe('completion', () => {
  const complete = async (line: string) => (await shell.complete(line, line.length)).candidates;
  it.each([
    ['ku', ['kubectl', 'kubectl-oidc_login']],
    ['cat tok', ['tokens.csv']],
    ['cat ~/.minikube/pr', ['~/.minikube/profiles/']],
    ['curl --cacert ~/.minikube/c', ['~/.minikube/ca.crt']],
    ['echo $HOM', ['HOME']],
    ['kubectl cre', ['create']],
    ['kubectl create clusterroleb', ['clusterrolebinding']],
    ['kubectl get namesp', ['namespaces']],
    ['kubectl get ns kube-p', ['kube-public']],
    ['kubectl -n kube-p', ['kube-public']],
    ['kubectl get ns --out', ['--output', '--output-watch-events']],
    ['kubectl auth ', ['can-i', 'reconcile', 'whoami']],
    ['true; kubec', ['kubectl', 'kubectl-oidc_login']],
  ])('%s', async (line, candidates) => {
    expect(await complete(line)).toEqual(candidates);
  });

  it('says where the word begins', async () => {
    expect(await shell.complete('cat tok', 7)).toEqual({ from: 4, candidates: ['tokens.csv'] });
  });
});

describe('snapshots', () => {
  it('bring back variables, folder and functions; they can be cloned', async () => {
    await shell.run('export A=1; cd /tmp; f() { echo f; }');
    const saved = structuredClone(shell.snapshot());
    await shell.run('A=2; unset B; cd ~; f() { echo g; }');
    shell.restore(saved);
    expect([shell.cwd(), shell.prompt(), await out('echo $A; f')]).toEqual(['/tmp', 'learner@laptop:/tmp$ ', '1\nf\n']);
  });

  it('two shells of one machine share files, not variables', async () => {
    const other = createShell({ world, machine: 'laptop' });
    await shell.run('X=1; echo a > shared');
    expect(text(await other.run('echo "[$X]"; cat shared'))).toBe('[]\na\n');
  });
});
