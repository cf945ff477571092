import { Copy } from 'lucide-react';
import { memo, useState } from 'react';
import type { TerminalEntry } from '../../ports/terminal.ts';
import { Button } from '../ui/button.tsx';
import { type AnsiColour, ansiRuns } from './ansi.ts';
import { type TintedText, tintJson, tintOutput } from './json-tint.ts';
import { cutOutput, lineCount } from './output-cut.ts';
import { Tinted } from './tinted.tsx';

export interface EntryViewProps {
  entry: TerminalEntry;
  /** Where the playhead holds the output back: "step 8: authentication". */
  heldAt: string;
}

/** One command with what it printed. */
export const EntryView = memo(function EntryView({ entry, heldAt }: EntryViewProps) {
  const lines = entry.line.split('\n');
  const text = entry.output.map((o) => o.text).join('');
  return (
    <div className="group/entry relative" data-entry={entry.id}>
      <div className="pr-8 font-ui wrap-anywhere whitespace-pre-wrap">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a command never change
          <span key={i}>
            {i > 0 && '\n'}
            <span className="font-text whitespace-pre text-ink-3 select-none">{i === 0 ? entry.prompt : '> '}</span>
            {line}
          </span>
        ))}
      </div>
      {text !== '' && !entry.heldBack && (
        <Button
          className="absolute -top-0.75 right-0 opacity-0 group-hover/entry:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100"
          aria-label={`Copy the output of ${lines[0]?.slice(0, 40) ?? ''}`}
          title="Copy output"
          onClick={() => void navigator.clipboard?.writeText(text)}
        >
          <Copy size={14} strokeWidth={1.75} aria-hidden />
        </Button>
      )}
      {entry.heldBack ? (
        <span className="block text-code-mute">waiting at {heldAt}</span>
      ) : (
        entry.output.map((chunk, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: output is only ever appended
          <OutputChunk key={i} stream={chunk.stream} text={chunk.text} />
        ))
      )}
    </div>
  );
});

const OutputChunk = memo(function OutputChunk({ stream, text }: { stream: 'stdout' | 'stderr'; text: string }) {
  return text === '' ? null : <Lines stream={stream} text={text.replace(/\n$/, '')} />;
});

const OUTPUT = 'font-[inherit] wrap-anywhere whitespace-pre-wrap';
/** A line along the left side; forced colours leave no shadow. */
const ERRORS = '-ml-2 pl-2 text-ink inset-shadow-edge inset-shadow-error forced-colors:border-l-2 forced-colors:border-canvas-text';

function Lines({ stream, text }: { stream: 'stdout' | 'stderr'; text: string }) {
  const [all, setAll] = useState(false);
  const cut = all ? { head: text, hidden: 0, tail: '' } : cutOutput(text);
  return (
    <>
      <pre className={stream === 'stderr' ? `${OUTPUT} ${ERRORS}` : OUTPUT}>
        <Coloured text={cut.head} />
      </pre>
      {cut.hidden > 0 && (
        <Button look="line" className="my-0.5" onClick={() => setAll(true)}>
          {cut.tail === '' ? 'Show the whole of it' : `Show all ${lineCount(text)} lines (${cut.hidden} left out)`}
        </Button>
      )}
      {cut.tail !== '' && (
        <pre className={OUTPUT}>
          <Coloured text={cut.tail} />
        </pre>
      )}
    </>
  );
}

const TINTS: Record<TintedText['tint'], string> = {
  key: 'text-code-key',
  string: 'text-code-str',
  number: 'text-code-num',
  word: 'text-code-num',
  plain: '',
};
const COLOURS: Record<AnsiColour, string> = {
  black: 'text-ink-3',
  red: 'text-deny',
  green: 'text-allow',
  yellow: 'text-error',
  blue: 'text-now',
  magenta: 'text-jwt-h',
  cyan: 'text-id',
  white: 'text-ink',
};

/** Texts longer than this stay black: the page must stay quick. */
const TINTED = 16_000;

/** A program's own colours where it has some, ours for JSON otherwise. */
function Coloured({ text, inside = false }: { text: string /** of a JSON document */; inside?: boolean }) {
  if (text.length > TINTED) return <LongText text={text} />;
  if (text.includes('\u001b')) {
    const runs = ansiRuns(text).map((run) => ({
      text: run.text,
      className: [run.dim ? 'text-ink-3' : run.colour && COLOURS[run.colour], run.bold && 'font-strong', run.underline && 'underline']
        .filter(Boolean)
        .join(' '),
    }));
    return <Tinted parts={runs} />;
  }
  return <Tinted parts={(inside ? tintJson(text) : tintOutput(text)).map((part) => ({ text: part.text, className: TINTS[part.tint] }))} />;
}

const BLOCK = 100;

/** In blocks of lines, of which the browser lays out only those in sight. */
function LongText({ text }: { text: string }) {
  const lines = ansiRuns(text)
    .map((run) => run.text)
    .join('')
    .split('\n');
  const blocks = Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, i) => lines.slice(i * BLOCK, (i + 1) * BLOCK).join('\n'));
  return blocks.map((block, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text
    <span key={i} className="block [contain-intrinsic-size:auto_--spacing(450)] [content-visibility:auto]">
      {block}
    </span>
  ));
}
