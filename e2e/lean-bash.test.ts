// The bash that the page loads has another regular expression engine than the package; these lines were compared with GNU's tools and with the package as it is.
import { Bash, getCommandNames } from 'just-bash/browser';
import { describe, expect, it } from 'vitest';
import { Machine } from '../src/engine/machine.ts';
import { MachineFiles } from '../src/shell/bash-files.ts';

/** As the shell starts it: on a machine's files. */
function bash(): Bash {
  const machine = new Machine('laptop', { user: 'learner', home: '/home/learner', env: {}, files: { '/t/a/x.crt': '', '/t/a/y.key': '' } }, () => 0);
  return new Bash({ fs: new MachineFiles(machine, new Set(getCommandNames())), cwd: '/home/learner' });
}

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
  ['[[ =~ ]] fills BASH_REMATCH', `[[ v1.36.3 =~ ^v([0-9]+)\\.([0-9]+) ]] && echo "\${BASH_REMATCH[1]} \${BASH_REMATCH[2]}"`, '1 36\n'],
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
  ['--help says how a command is used', 'tr --help', 'Usage: tr [OPTION]... SET1 [SET2]\n'],
  ['parameter patterns', `p=/a/b/c.crt; echo "\${p##*/} \${p%.*}"`, 'c.crt /a/b/c\n'],
  ['sort, uniq and head', `printf 'b\\na\\nb\\n' | sort | uniq -c | sort -rn | head -1 | sed 's/^ *//'`, '2 b\n'],
];

describe('the bash of the page', () => {
  it.each(LINES)('%s', async (_, line, output) => {
    const { stdout, stderr } = await bash().exec(line);
    expect({ stdout, stderr }).toEqual({ stdout: output, stderr: '' });
  });

  it.each(['file', 'rg', 'gzip', 'html-to-markdown', 'tree', 'split', 'od', 'find', 'comm', 'pushd', 'mapfile', 'getopts', 'hash'])(
    '%s is not on this machine',
    async (name) => {
      const { exitCode, stderr } = await bash().exec(name);
      expect({ exitCode, stderr }).toEqual({ exitCode: 127, stderr: `bash: ${name}: command not found\n` });
    },
  );

  it('a pattern that is none is an error, not an end', async () => {
    const { exitCode } = await bash().exec(`echo a | grep -E '('; echo after`);
    expect(exitCode).toBe(0);
  });
});
