// Models Go's encoding/csv Reader with its defaults and FieldsPerRecord = -1: comma, strict quotes, empty lines skipped.
// Left out: other separators, comments, lazy quotes, trimming. Columns count bytes of UTF-8 from 1, as Go counts them.
import { utf8 } from '../../../crypto/encoding.ts';

export interface CsvRecord {
  fields: string[];
  /** Line on which the record begins, from 1. */
  line: number;
}

export interface CsvError {
  /** Go's whole text: "parse error on line 1, column 7: bare \" in non-quoted-field". */
  error: string;
  line: number;
  column: number;
}

const BARE = 'bare " in non-quoted-field';
const QUOTE = 'extraneous or missing " in quoted-field';

const bytes = (text: string): number => utf8(text).length;

function fail(startLine: number, line: number, column: number, what: string): CsvError {
  const where = `parse error on line ${line}, column ${column}: ${what}`;
  return { error: startLine === line ? where : `record on line ${startLine}; ${where}`, line, column };
}

/** Lines with their newline; `\r\n` becomes `\n`, and a lone `\r` at the very end of the text is dropped. */
function linesOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  return lines
    .map((line, i) => {
      if (line.endsWith('\r\n')) return `${line.slice(0, -2)}\n`;
      return i === lines.length - 1 && line.endsWith('\r') ? line.slice(0, -1) : line;
    })
    .filter((line) => line !== '');
}

/** Reads the whole text. The first error ends it, as ReadAll does; records before it are given too. */
export function readCsv(text: string): { records: CsvRecord[]; error?: CsvError } {
  const lines = text === '' ? [] : linesOf(text);
  const records: CsvRecord[] = [];
  let at = 0;
  while (at < lines.length) {
    const first = lines[at] ?? '';
    at++;
    if (first === '\n') continue;
    const startLine = at;
    const fields: string[] = [];
    let line = first;
    let position = 0;
    for (;;) {
      if (line[position] !== '"') {
        const comma = line.indexOf(',', position);
        const end = comma >= 0 ? comma : line.endsWith('\n') ? line.length - 1 : line.length;
        const field = line.slice(position, end);
        const quote = field.indexOf('"');
        if (quote >= 0) return { records, error: fail(startLine, at, bytes(line.slice(0, position + quote)) + 1, BARE) };
        fields.push(field);
        if (comma < 0) break;
        position = comma + 1;
        continue;
      }
      position++;
      let value = '';
      let ended = false;
      for (;;) {
        const quote = line.indexOf('"', position);
        if (quote >= 0) {
          value += line.slice(position, quote);
          position = quote + 1;
          const next = line[position];
          if (next === '"') {
            value += '"';
            position++;
          } else if (next === ',') {
            position++;
            break;
          } else if (next === undefined || (next === '\n' && position === line.length - 1)) {
            ended = true;
            break;
          } else {
            return { records, error: fail(startLine, at, bytes(line.slice(0, quote)) + 1, QUOTE) };
          }
        } else if (at < lines.length) {
          value += line.slice(position);
          line = lines[at] ?? '';
          at++;
          position = 0;
        } else {
          value += line.slice(position);
          const column = bytes(line) + 1;
          return { records, error: fail(startLine, at, column, QUOTE) };
        }
      }
      fields.push(value);
      if (ended) break;
    }
    records.push({ fields, line: startLine });
  }
  return { records };
}
