// Where the columns of a token file stand in the text. Follows quotes over lines as the server's reader does, but never refuses: colours are no verdict.

export interface CsvState {
  /** From 0: token, user, uid, groups; later columns are ignored by the server. */
  column: number;
  /** Inside a quoted field that may run on into the next line. */
  quoted: boolean;
}

export interface CsvField {
  /** Offsets in the line, `to` exclusive; the commas between belong to no field. */
  from: number;
  to: number;
  column: number;
}

export const CSV_COLUMNS = ['token', 'user', 'uid', 'groups'] as const;
export const CSV_START: CsvState = { column: 0, quoted: false };

/** The fields of one line, and the state in which the next line begins. */
export function csvFields(line: string, start: CsvState = CSV_START): { fields: CsvField[]; end: CsvState } {
  const fields: CsvField[] = [];
  let { column, quoted } = start;
  let from = 0;
  const close = (to: number): void => {
    if (to > from || !quoted) fields.push({ from, to, column });
  };
  for (let i = 0; i < line.length; i++) {
    const char = line[i];
    if (quoted) {
      if (char !== '"') continue;
      if (line[i + 1] === '"') i++;
      else quoted = false;
    } else if (char === '"' && i === from) quoted = true;
    else if (char === ',') {
      close(i);
      column++;
      from = i + 1;
    }
  }
  close(line.length);
  return { fields, end: quoted ? { column, quoted } : CSV_START };
}

/** The same for a whole text: one list of fields for each line. */
export function csvLines(text: string): CsvField[][] {
  let state = CSV_START;
  return text.split('\n').map((line) => {
    const { fields, end } = csvFields(line, state);
    state = end;
    return fields;
  });
}
