import { Copy } from 'lucide-react';
import { memo, useState } from 'react';
import type { TerminalEntry } from '../ports.ts';
import { ansiRuns } from './ansi.ts';
import { tintJson, tintOutput } from './json-tint.ts';
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
    <div className="term-entry" data-entry={entry.id}>
      <div className="term-line">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a command never change
          <span key={i}>
            {i > 0 && '\n'}
            <span className="term-prompt">{i === 0 ? entry.prompt : '> '}</span>
            {line}
          </span>
        ))}
      </div>
      {text !== '' && !entry.heldBack && (
        <button
          type="button"
          className="btn btn-ic term-copy"
          aria-label={`Copy the output of ${lines[0]?.slice(0, 40) ?? ''}`}
          title="Copy output"
          onClick={() => void navigator.clipboard?.writeText(text)}
        >
          <Copy size={14} strokeWidth={1.75} aria-hidden />
        </button>
      )}
      {entry.heldBack ? (
        <span className="term-held">waiting at {heldAt}</span>
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

function Lines({ stream, text }: { stream: 'stdout' | 'stderr'; text: string }) {
  const [all, setAll] = useState(false);
  const cut = all ? { head: text, hidden: 0, tail: '' } : cutOutput(text);
  return (
    <>
      <pre className={stream === 'stderr' ? 'term-out term-err' : 'term-out'}>
        <Coloured text={cut.head} />
      </pre>
      {cut.hidden > 0 && (
        <button type="button" className="btn btn-line term-all" onClick={() => setAll(true)}>
          {cut.tail === '' ? 'Show the whole of it' : `Show all ${lineCount(text)} lines (${cut.hidden} left out)`}
        </button>
      )}
      {cut.tail !== '' && (
        <pre className="term-out">
          <Coloured text={cut.tail} />
        </pre>
      )}
    </>
  );
}

/** Texts longer than this stay black: the page must stay quick. */
const TINTED = 16_000;

/** A program's own colours where it has some, ours for JSON otherwise. */
function Coloured({ text, inside = false }: { text: string /** of a JSON document */; inside?: boolean }) {
  if (text.length > TINTED) return <LongText text={text} />;
  if (text.includes('\u001b')) {
    const runs = ansiRuns(text).map((run) => ({
      text: run.text,
      className: [run.colour, run.bold && 'bold', run.dim && 'dim', run.underline && 'underline'].filter(Boolean).join(' '),
    }));
    return <Tinted parts={runs} />;
  }
  return (
    <Tinted parts={(inside ? tintJson(text) : tintOutput(text)).map((part) => ({ text: part.text, className: part.tint === 'plain' ? '' : part.tint }))} />
  );
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
    <span key={i} className="term-block">
      {block}
    </span>
  ));
}
