import { describe, expect, it } from 'vitest';
import type { TerminalEntry } from '../../ports/terminal.ts';
import { announcement } from './announcement.ts';

const entry = (line: string, text: string, more: Partial<TerminalEntry> = {}): TerminalEntry => ({
  id: 1,
  prompt: '$ ',
  line,
  output: text === '' ? [] : [{ stream: 'stdout', text }],
  exitCode: 0,
  heldBack: false,
  ...more,
});
const status = JSON.stringify(
  { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'namespaces is forbidden: User "ada" cannot list', code: 403 },
  null,
  2,
);

describe('what a reader hears of a command', () => {
  it.each([
    ['a short output whole', entry('echo hi', 'hi\n'), 'echo: hi'],
    ['a refusal in the server’s words', entry('curl -sS https://x', status), 'curl: 403 namespaces is forbidden: User "ada" cannot list'],
    ['a long output by its length', entry('kubectl get ns', 'NAME\na\nb\nc\n'), 'kubectl: 4 lines of output, the first: NAME'],
    ['a token by its beginning', entry('kubectl create token x', `${'e'.repeat(900)}\n`), `kubectl: ${'e'.repeat(39)}…`],
    ['a token in the command not at all', entry(`curl -H "Authorization: Bearer ${'e'.repeat(900)}"`, ''), 'curl: no output'],
    ['a failure with its exit code', entry('false', '', { exitCode: 1 }), 'false: no output, exit code 1'],
    ['colours not at all', entry('x', '\u001b[31mred\u001b[0m'), 'x: red'],
    ['nothing while it runs', entry('x', 'half', { exitCode: undefined }), ''],
    ['nothing of what is held back', entry('x', 'secret', { heldBack: true }), ''],
    ['nothing of an empty line', entry('', ''), ''],
    ['nothing at first', undefined, ''],
  ])('%s', (_, of, said) => expect(announcement(of)).toBe(said));
});
