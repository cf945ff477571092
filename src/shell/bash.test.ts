// What learners type into pipes, compared with GNU's tools and bash 5.2: the tools are just-bash's, the files, the clock and `help` are the machine's.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minikubeWorld } from '../engine/base-worlds/minikube.ts';
import { createWorld } from '../engine/create-world.ts';
import type { World, WorldSnapshot } from '../engine/world.ts';
import { createShell, type Shell } from './shell.ts';

let world: World;
let fresh: WorldSnapshot;
let shell: Shell;

beforeAll(async () => {
  await import('./bash.ts');
  world = await createWorld(minikubeWorld());
  fresh = world.snapshot();
}, 60_000);

beforeEach(() => {
  world.restore(fresh);
  shell = createShell({ world, machine: 'laptop' });
});

/** Both streams as a terminal shows them. */
const shown = async (line: string): Promise<string> => (await shell.run(line)).output.map(({ text }) => text).join('');

const LINES: [claim: string, line: string, output: string][] = [
  ['grep finds bracket classes', `printf 'a1\\n22\\n' | grep -E '^[[:alpha:]][[:digit:]]$'`, 'a1\n'],
  ['grep -o prints every match', `echo 'a1b22c333' | grep -oE '[0-9]+'`, '1\n22\n333\n'],
  ['grep -i knows no case', `printf 'X-Remote-User: jane\\n' | grep -i '^x-remote'`, 'X-Remote-User: jane\n'],
  ['grep -v and -c count what is left', `printf 'a\\nb\\na\\n' | grep -vc a`, '1\n'],
  ['grep with basic groups', `echo abab | grep -o '\\(ab\\)\\{2\\}'`, 'abab\n'],
  ['grep -F takes no pattern', `printf 'a.b\\naxb\\n' | grep -F a.b`, 'a.b\n'],
  ['grep -w wants whole words', `printf 'pod\\npods\\n' | grep -w pod`, 'pod\n'],
  ['grep without a match fails', `echo a | grep -q b; echo $?`, '1\n'],
  ['sed swaps groups', `echo 'ab-cd' | sed -E 's/(ab)-(cd)/\\2-\\1/'`, 'cd-ab\n'],
  ['sed puts the match back', `echo 'token1' | sed 's/[0-9]/<&>/g'`, 'token<1>\n'],
  ['sed replaces an empty match between letters', `echo abc | sed 's/x*/-/g'`, '-a-b-c-\n'],
  ['sed -n prints a range', `printf '1\\n2\\n3\\n' | sed -n '2,3p'`, '2\n3\n'],
  ['sed deletes by pattern', `printf 'a: 1\\nb: 2\\n' | sed '/^a:/d'`, 'b: 2\n'],
  ['[[ =~ ]] fills BASH_REMATCH', `[[ v1.23.4 =~ ^v([0-9]+)\\.([0-9]+) ]] && echo "\${BASH_REMATCH[1]} \${BASH_REMATCH[2]}"`, '1 23\n'],
  ['awk splits by a pattern', `echo 'a1b22c' | awk -F'[0-9]+' '{print $1 $2 $3}'`, 'abc\n'],
  ['awk counts with gsub', `echo 'a,b,c' | awk '{n=gsub(/,/,";"); print n, $0}'`, '2 a;b;c\n'],
  ['tr knows classes', `echo aB | tr '[:lower:]' '[:upper:]'`, 'AB\n'],
  ['jq tests', `echo '"system:node:a"' | jq 'test("^system:")'`, 'true\n'],
  ['jq captures by name', `echo '"system:serviceaccount:ns:bot"' | jq -c 'capture("serviceaccount:(?<ns>[^:]+):(?<name>.+)")'`, '{"ns":"ns","name":"bot"}\n'],
  ['jq substitutes', `echo '"a-b-c"' | jq -r 'gsub("-";"_")'`, 'a_b_c\n'],
  ['jq scans', `echo '"a1b22"' | jq -c '[scan("[0-9]+")]'`, '["1","22"]\n'],
  ['<( ) is a file to read', 'sort <(echo b) <(echo a)', 'a\nb\n'],
  ['>( ) is a file to write', 'echo a | tee >(tr a b) >/dev/null; wait', 'b\n'],
  ['diff compares two answers', `diff <(printf 'a\\nb\\n') <(printf 'a\\nc\\n') | tail -2`, '-b\n+c\n'],
  ['--help says how a command is used', 'tr --help | grep Usage', 'Usage: tr [OPTION]... SET1 [SET2]\n'],
  ['parameter patterns', `p=/a/b/c.crt; echo "\${p##*/} \${p%.*}" | cat`, 'c.crt /a/b/c\n'],
  ['sort, uniq and head', `printf 'b\\na\\nb\\n' | sort | uniq -c | sort -rn | head -1 | sed 's/^ *//'`, '2 b\n'],
  ['tac turns lines round, rev letters', `printf 'ab\\ncd\\n' | tac | rev`, 'dc\nba\n'],
  [
    'sha256sum and md5sum',
    `printf abc | sha256sum; printf abc | md5sum`,
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -\n900150983cd24fb0d6963f7d28e17f72  -\n',
  ],
  ['stat knows the size and the mode', 'printf abc > f; chmod 640 f; stat -c "%n %s %a" f', 'f 3 640\n'],
  ['there are no symbolic links to read', 'readlink tokens.csv; echo $?', '1\n'],
  ['find goes by name', `find ~ -name 'tok*'`, '/home/learner/tokens.csv\n'],
  ['find knows no days, and says so', 'find . -mtime -1', 'find: this simulator does not model -mtime. Nearest: find -newer FILE\n'],
  ['column lines up', `printf 'a bb\\nccc d\\n' | column -t`, 'a    bb\nccc  d\n'],
  ['expr counts', 'expr 2 + 3', '5\n'],
  ['comm compares what is sorted', `comm -12 <(printf 'a\\nb\\n') <(printf 'b\\nc\\n')`, 'b\n'],
  ['paste joins lines', `printf 'a\\nb\\n' | paste -sd, -`, 'a,b\n'],
  ['fold breaks lines', 'echo abcd | fold -w2', 'ab\ncd\n'],
  ['getopts reads options', 'set -- -n x; while getopts n: o; do echo "$o $OPTARG"; done', 'n x\n'],
  ['pushd and popd go there and back', '{ pushd /tmp; pwd; popd; } > f; tail -2 f', '/tmp\n~\n'],
  ['mapfile reads lines into an array', `{ mapfile -t a < <(printf 'x\\ny\\n'); echo "\${a[1]}"; }`, 'y\n'],
  ['$RANDOM comes from the seed of the world', 'for i in 1 2; do echo "$RANDOM" $((RANDOM % 6)); done', '12598 5\n32155 5\n'],
  [
    '$SECONDS goes with the clock of the world',
    'for i in 1 2; do sleep 90; echo "${SECONDS}s"; done; (( SECONDS == 180 )) && echo right',
    '90s\n180s\nright\n',
  ],
  ['help is the help of this machine, in a function too', 'f() { help; }; f | head -1', 'Programs of this machine:\n'],
];

describe('the tools in pipes', () => {
  it.each(LINES)('%s', async (_, line, output) => {
    expect(await shown(line)).toBe(output);
  });

  it.each(['gzip', 'gunzip', 'zcat', 'html-to-markdown'])('%s needs what a worker has not got, and is not on this machine', async (name) => {
    expect(await shown(`${name}; echo $?; [ -e /usr/bin/${name} ] || echo absent`)).toBe(`bash: ${name}: command not found\n127\nabsent\n`);
  });

  it('a pattern that is none is an error, not an end', async () => {
    expect(await shown(`echo a | grep -E '('; echo after`)).toMatch(/after\n$/);
  });
});
