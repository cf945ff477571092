import { describe, expect, it } from 'vitest';
import { certainlyComplete, pastedStatements } from './complete-line.ts';
import { cutOutput, lineCount } from './output-cut.ts';

describe('lines that certainly end', () => {
  it.each([
    'kubectl get ns',
    'curl -sS $API_SERVER_URL/api/v1/namespaces',
    'curl --cacert ${CACERT} -H "Authorization: Bearer token1" $URL',
    "echo 'it is'",
    'ls | wc -l',
  ])('%s', (line) => expect(certainlyComplete(line)).toBe(!line.includes('{')));
  it.each([
    ['a backslash at the end', 'curl \\'],
    ['a heredoc', 'kubectl apply -f - <<EOF'],
    ['an open quote', 'echo "a'],
    ['an open substitution', 'T=$(kubectl create token'],
    ['a pipe at the end', 'ls |'],
    ['a loop', 'for i in 1 2'],
    ['a loop after a semicolon', 'x=1; while true'],
    ['two lines', 'a\nb'],
  ])('%s is asked', (_, line) => expect(certainlyComplete(line)).toBe(false));
});

describe('a paste', () => {
  const heredoc = async (text: string): Promise<boolean> => text.includes('<<EOF') && !/\nEOF$/.test(text);
  it.each([
    ['one line without a newline waits', 'kubectl get ns', [], 'kubectl get ns'],
    ['one line with a newline runs', 'kubectl get ns\n', ['kubectl get ns'], ''],
    ['two statements run one after the other', 'a\r\nb\n', ['a', 'b'], ''],
    ['empty lines between statements are passed over', '\na\n\n\nb\n', ['a', 'b'], ''],
    ['a heredoc is one statement', 'cat <<EOF\nx\n\nEOF\nls\n', ['cat <<EOF\nx\n\nEOF', 'ls'], ''],
    ['an unfinished heredoc stays in the input', 'cat <<EOF\nx\n', [], 'cat <<EOF\nx\n'],
  ])('%s', async (_, text, run, rest) => expect(await pastedStatements(text, heredoc)).toEqual({ run, rest }));
});

describe('long outputs', () => {
  const lines = (n: number): string => Array.from({ length: n }, (_, i) => `line ${i + 1}`).join('\n');
  it('240 lines are shown whole', () => expect(cutOutput(lines(240)).hidden).toBe(0));
  it('of 1,000 lines the first 160 and the last 40', () => {
    const { head, hidden, tail } = cutOutput(lines(1000));
    expect(hidden).toBe(800);
    expect(head.endsWith('line 160')).toBe(true);
    expect(tail.startsWith('line 961')).toBe(true);
  });
  it('one endless line shows its beginning', () => {
    const { head, hidden } = cutOutput('x'.repeat(100_000));
    expect(hidden).toBe(1);
    expect(head.length).toBe(60_001);
  });
  it('counts lines as a person does', () => expect(['', 'a', 'a\n', 'a\nb'].map(lineCount)).toEqual([0, 1, 1, 2]));
});
