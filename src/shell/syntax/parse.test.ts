import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Machine } from '../../engine/machine.ts';
import { expandToFields } from '../expand.ts';
import type { Statement, Word } from './ast.ts';
import { parse } from './parse.ts';

const statements = (text: string): Statement[] => {
  const parsed = parse(text);
  if (parsed.kind === 'incomplete') throw new Error(`open: ${parsed.open}`);
  return parsed.statements;
};

const machine = new Machine(
  'laptop',
  { user: 'learner', home: '/home/learner', env: {}, files: { '/home/learner/a.txt': '', '/home/learner/b.txt': '', '/home/learner/.hidden': '' } },
  () => 0,
);
const context = {
  machine,
  cwd: '/home/learner',
  variable: (name: string) => ({ X: 'one two', EMPTY: '', HOME: '/home/learner', STAR: '*' })[name] ?? '',
  substitute: async (source: string) => `<${source}>`,
};
const fields = async (text: string): Promise<string[]> => {
  const [statement] = statements(text);
  if (statement?.kind !== 'list') throw new Error('not plain');
  const words: readonly Word[] = statement.items[0]?.command.words ?? [];
  return (await Promise.all(words.map((word) => expandToFields(word, context)))).flat();
};

describe('words', () => {
  it.each([
    ['blanks separate words', 'echo  a\tb', ['echo', 'a', 'b']],
    ['single quotes keep everything', `echo 'a $X "b" \\'`, ['echo', 'a $X "b" \\']],
    ['double quotes keep blanks and expand', 'echo "a  $X"', ['echo', 'a  one two']],
    ['an unquoted variable is split into fields', 'echo $X', ['echo', 'one', 'two']],
    ['a split variable joins the text around it', 'echo a${X}b', ['echo', 'aone', 'twob']],
    ['an empty variable is no argument', 'echo $EMPTY', ['echo']],
    ['an empty quoted word is one', `echo "" ''`, ['echo', '', '']],
    ['a backslash keeps the next character', 'echo a\\ b \\$X', ['echo', 'a b', '$X']],
    ['a backslash at the end of a line joins the lines', 'echo a \\\n  b', ['echo', 'a', 'b']],
    ['a backslash in double quotes keeps only what it must', 'echo "a\\nb\\"c\\\\"', ['echo', 'a\\nb"c\\']],
    ['~ is the home folder at the start of a word', 'echo ~/x a~', ['echo', '/home/learner/x', 'a~']],
    ['a comment ends the line', 'echo a # b', ['echo', 'a']],
    ['# inside a word is no comment', 'echo a#b', ['echo', 'a#b']],
    ['a substitution in double quotes is one word', 'echo "$(a  b)"', ['echo', '<a  b>']],
    ['a substitution may hold quotes and parentheses', `echo "$(a ')' "b)")"`, ['echo', `<a ')' "b)">`]],
    ['a lone dollar is a dollar', 'echo $ "$" a$', ['echo', '$', '$', 'a$']],
    ['a pattern names files in order, not hidden ones', 'ls *.txt', ['ls', 'a.txt', 'b.txt']],
    ['a pattern that names nothing stays as it is', 'curl https://host/api?limit=1', ['curl', 'https://host/api?limit=1']],
    ['a quoted pattern is text', 'echo "*" \\*', ['echo', '*', '*']],
    ['JSON in single quotes needs no bash', `kubectl patch -p '{"a":[1,2]}'`, ['kubectl', 'patch', '-p', '{"a":[1,2]}']],
    ['a template with braces in single quotes is text', `kubectl get -o jsonpath='{.a[0].b}'`, ['kubectl', 'get', '-o', 'jsonpath={.a[0].b}']],
  ])('%s', async (_claim, text, expected) => {
    expect(await fields(text)).toEqual(expected);
  });

  it('any text in single quotes is passed on unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), async (words) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
        expect(await fields(`x ${quoted}`)).toEqual(['x', ...words]);
      }),
    );
  });

  it('any text of a single word, each character escaped, is passed on unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }).filter((word) => !word.includes('\n')),
        async (word) => {
          expect(await fields(`x ${[...word].map((c) => `\\${c}`).join('')}`)).toEqual(['x', word]);
        },
      ),
    );
  });
});

describe('statements', () => {
  it('newlines and semicolons separate statements', () => {
    expect(statements('a\nb; c\n\n  d').map((s) => s.source.trim())).toEqual(['a', 'b;', 'c', 'd']);
  });

  it('&& and || join commands of one list', () => {
    const [list] = statements('a && b || c');
    expect(list?.kind === 'list' && list.items.map((item) => item.joiner)).toEqual(['', '&&', '||']);
  });

  it('assignments before a command belong to it', () => {
    const [list] = statements('A=1 B="x y" cmd C=2');
    const command = list?.kind === 'list' ? list.items[0]?.command : undefined;
    expect(command?.assignments.map((a) => a.name)).toEqual(['A', 'B']);
    expect(command?.words).toHaveLength(2);
  });

  it.each([
    ['a quoted here-document is text', "cat <<'EOF'\n$X\nEOF\n", [{ kind: 'text', text: '$X\n', quoted: true }]],
    [
      'an unquoted here-document expands',
      'cat <<EOF\n$X!\nEOF',
      [
        { kind: 'variable', name: 'X', quoted: true },
        { kind: 'text', text: '!\n', quoted: true },
      ],
    ],
    ['<<- drops leading tabs', 'cat <<-EOF\n\t\ta\n\tEOF\n', [{ kind: 'text', text: 'a\n', quoted: true }]],
    ['quotes in an unquoted here-document are text', 'cat <<EOF\n"a" \'b\'\nEOF\n', [{ kind: 'text', text: `"a" 'b'\n`, quoted: true }]],
  ])('%s', (_claim, text, target) => {
    const [list] = statements(text);
    const command = list?.kind === 'list' ? list.items[0]?.command : undefined;
    expect(command?.redirections[0]).toEqual({ fd: 0, kind: '<<', target });
  });

  it('what follows a here-document is the next statement', () => {
    expect(statements("cat > f <<'EOF'\nx; y\nEOF\n\necho done").map((s) => s.kind)).toEqual(['list', 'list']);
  });

  it.each([
    ['a pipe', 'a | b'],
    ['a loop', 'for i in 1 2; do echo $i; done'],
    ['a condition', 'if true; then echo a; fi'],
    ['a function', 'f() { echo; }'],
    ['a subshell', '(cd /; ls)'],
    ['arithmetic', 'echo $((1 + 2))'],
    ['a trimmed variable', 'echo ${X%.*}'],
    ['backquotes', 'echo `date`'],
    ['braces', 'echo {a,b}'],
    ['background', 'sleep 1 &'],
    ['an array', 'A=(1 2)'],
    ['process substitution', 'diff <(a) <(b)'],
    ['set, which changes all that follows', 'set -e\nfalse\necho never'],
  ])('%s is left to bash', (_what, text) => {
    expect(statements(text)).toEqual([{ kind: 'bash', source: text }]);
  });

  it('a compound takes the rest of the text along, not what stands before it', () => {
    expect(statements('echo a\nif true\nthen b\nfi\nc').map((s) => s.source)).toEqual(['echo a\n', 'if true\nthen b\nfi\nc']);
  });
});

describe('unfinished text', () => {
  it.each([
    ["echo 'a", "'"],
    ['echo "a', '"'],
    ['echo "a $(b "c', '"'],
    ['echo $(a', '$('],
    ['cat <<EOF\na', '<<EOF'],
    ["kubectl apply -f - <<'EOF'", '<<EOF'],
    ['echo a \\\n', '\\'],
    ['echo a &&', '&&'],
    ['a |', '&&'],
  ])('%j is still open', (text, open) => {
    expect(parse(text)).toEqual({ kind: 'incomplete', open });
  });

  it('no text makes the parser throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`ab $'"\\\`(){}<>|&;#\n=*~-`) }), (text) => {
        expect(['complete', 'incomplete']).toContain(parse(text).kind);
      }),
      { numRuns: 2000 },
    );
  });
});
