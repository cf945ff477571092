// Colours of programs' output. Only what lines of text can carry: anything that moves a cursor is dropped.

export type AnsiColour = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';

export interface AnsiRun {
  text: string;
  colour?: AnsiColour;
  bold?: true;
  dim?: true;
  underline?: true;
}

const COLOURS: readonly AnsiColour[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are control characters
const SEQUENCE = /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const OTHER_CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Runs of equal looks. Their texts together are the input without control characters. */
export function ansiRuns(input: string): AnsiRun[] {
  const runs: AnsiRun[] = [];
  let look: Omit<AnsiRun, 'text'> = {};
  const push = (raw: string): void => {
    const text = raw.replace(OTHER_CONTROLS, '');
    if (text !== '') runs.push({ text, ...look });
  };
  let from = 0;
  for (const match of input.matchAll(SEQUENCE)) {
    push(input.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') look = restyle(look, match[1] ?? '');
  }
  push(input.slice(from));
  return runs;
}

function restyle(look: Omit<AnsiRun, 'text'>, parameters: string): Omit<AnsiRun, 'text'> {
  let next = { ...look };
  const codes = parameters.split(/[;:]/).map((p) => (p === '' ? 0 : Number(p)));
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    const colour = COLOURS[code >= 90 && code <= 97 ? code - 90 : code - 30];
    if (code === 0) next = {};
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 4) next.underline = true;
    else if (code === 22) {
      delete next.bold;
      delete next.dim;
    } else if (code === 24) delete next.underline;
    else if (code === 38 || code === 48)
      i += codes[i + 1] === 5 ? 2 : 4; // 256 and true colours: not ours to mix
    else if (code === 39) delete next.colour;
    else if (colour && ((code >= 30 && code <= 37) || code >= 90)) next.colour = colour;
  }
  return next;
}
