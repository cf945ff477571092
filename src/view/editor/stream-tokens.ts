// Colours for YAML and JSON, read line by line. A whole grammar would be ten times as long; colours are no verdict, so that a text which is
// half written needs no tree.

/** What a tokenizer needs of CodeMirror's stream. */
export interface Stream {
  match(pattern: RegExp, consume?: boolean): unknown;
  current(): string;
  sol(): boolean;
  eatSpace(): boolean;
  skipToEnd(): void;
  next(): unknown;
  indentation(): number;
}

type Token = 'propertyName' | 'string' | 'content' | 'number' | 'bool' | 'comment' | 'meta' | 'separator' | 'brace' | null;

export interface YamlState {
  /** Indentation of the line that opened a block of text, -1 outside of one. */
  block: number;
  /** How many [ and { are open. */
  depth: number;
}

const QUOTED = /^(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)/;
const WORD = /^(?:true|false|null|~)$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** A scalar ends before ": " and " #"; between brackets also before a comma and a bracket. */
const PLAIN = /^(?:(?!\s+#|\s*:(?:\s|$)|\s+$).)+/;
const PLAIN_IN_FLOW = /^(?:(?!\s+#|\s*:(?:\s|$)|\s*[,[\]{}]|\s+$).)+/;

const scalar = (text: string): Token => (NUMBER.test(text) ? 'number' : WORD.test(text) ? 'bool' : 'content');

export function yamlToken(stream: Stream, state: YamlState): Token {
  if (stream.sol() && state.block >= 0) {
    if (stream.match(/^\s*$/) || stream.indentation() > state.block) {
      stream.skipToEnd();
      return 'content';
    }
    state.block = -1;
  }
  if (stream.sol() && stream.match(/^(?:---|\.\.\.)(?=\s|$)/)) return 'meta';
  if (stream.eatSpace()) return null;
  if (stream.match(/^#.*/)) return 'comment';
  if (stream.match(/^[-?:](?=\s|$)/) || (state.depth > 0 && stream.match(/^,/))) return 'separator';
  if (stream.match(/^[[{]/)) {
    state.depth++;
    return 'brace';
  }
  if (stream.match(/^[\]}]/)) {
    state.depth = Math.max(0, state.depth - 1);
    return 'brace';
  }
  if (stream.match(/^[|>][-+\d]*(?=\s*(?:#|$))/)) {
    state.block = stream.indentation();
    return 'meta';
  }
  if (stream.match(/^[&*!]\S*/)) return 'meta';
  const quoted = Boolean(stream.match(QUOTED));
  if (!quoted && !stream.match(state.depth > 0 ? PLAIN_IN_FLOW : PLAIN)) {
    stream.next();
    return null;
  }
  const text = stream.current();
  if (stream.match(/^\s*:(?=\s|$)/, false)) return 'propertyName';
  return quoted ? 'string' : scalar(text);
}

export function jsonToken(stream: Stream): Token {
  if (stream.eatSpace()) return null;
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? 'propertyName' : 'string';
  if (stream.match(/^[[\]{}]/)) return 'brace';
  if (stream.match(/^[,:]/)) return 'separator';
  if (stream.match(/^[-\w.+]+/)) return scalar(stream.current()) === 'content' ? null : scalar(stream.current());
  stream.next();
  return null;
}

const width = (line: string): number => line.length - line.trimStart().length;

/** Where a line that begins after `before` should stand: deeper after what opens something. `after` is what the line already says. */
export function indentAfter(before: string, after: string, unit: number): number {
  const opens = /(?:[[{]|:|[|>][-+]?)\s*$/.test(before);
  const closes = /^\s*[\]}]/.test(after);
  return Math.max(0, width(before) + (opens ? unit : 0) - (closes ? unit : 0));
}

/** The last line of what hangs below a line: all that is deeper; a bracket that closes it stays in sight. Undefined when nothing does. */
export function foldEnd(lines: { count: number; text(line: number): string }, from: number): number | undefined {
  const start = lines.text(from);
  if (!start.trim()) return undefined;
  let last = from;
  for (let line = from + 1; line <= lines.count; line++) {
    const text = lines.text(line);
    if (!text.trim()) continue;
    // The items of a list may stand as deep as their key.
    const deeper = width(text) > width(start) || (/:\s*$/.test(start) && /^\s*- /.test(text) && width(text) === width(start));
    if (!deeper) break;
    last = line;
  }
  return last > from ? last : undefined;
}
