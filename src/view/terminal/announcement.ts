// What a reader hears of a command that has ended: who spoke and the gist of it, never a page of JSON. The whole stands in the log.
import type { TerminalEntry } from '../../ports/terminal.ts';
import { shorten } from '../words/names.ts';
import { ansiRuns } from './ansi.ts';
import { lineCount } from './output-cut.ts';

const LINES = 3;
const LETTERS = 240;
const WORD = 40;

/** Empty while it runs and while its output is held back. */
export function announcement(entry: TerminalEntry | undefined): string {
  if (!entry || entry.exitCode === undefined || entry.heldBack || entry.line === '') return '';
  const text = ansiRuns(entry.output.map((chunk) => chunk.text).join(''))
    .map((run) => run.text)
    .join('');
  const program = /^\S+/.exec(entry.line)?.[0] ?? '';
  const code = entry.exitCode === 0 ? '' : `, exit code ${entry.exitCode}`;
  return `${shorten(program, WORD)}: ${gist(text)}${code}`;
}

function gist(text: string): string {
  const count = lineCount(text);
  if (count === 0) return 'no output';
  const refusal = statusMessage(text);
  if (refusal !== undefined) return shorten(refusal, LETTERS);
  if (count <= LINES) return spoken(text);
  return `${count} lines of output, the first: ${spoken(text.slice(0, text.indexOf('\n')))}`;
}

/** A token is not read out letter by letter. */
const spoken = (text: string): string =>
  shorten(
    text
      .split(/\s+/)
      .map((word) => shorten(word, WORD))
      .join(' '),
    LETTERS,
  );

/** A Status in the server's own words. */
function statusMessage(text: string): string | undefined {
  if (!text.startsWith('{') || !/^ *"kind": "Status"/m.test(text)) return undefined;
  const message = /^ *"message": ("(?:[^"\\]|\\.)*")/m.exec(text)?.[1];
  const code = /^ *"code": (\d+)/m.exec(text)?.[1];
  try {
    return message === undefined ? undefined : `${code ?? ''} ${String(JSON.parse(message))}`.trim();
  } catch {
    return undefined;
  }
}
