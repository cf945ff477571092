// Go's text/tabwriter as kubectl uses it: cells end at tabs, a column is a block of consecutive lines that have the cell, the last cell of a line is free.

export interface TabOptions {
  minWidth: number;
  padding: number;
}

export function tabWrite(text: string, { minWidth, padding }: TabOptions): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths: number[][] = lines.map(() => []);
  const format = (from: number, to: number, column: number): void => {
    for (let i = from; i < to; ) {
      if ((lines[i]?.length ?? 0) <= column + 1) {
        i++;
        continue;
      }
      let end = i;
      let width = minWidth;
      while (end < to && (lines[end]?.length ?? 0) > column + 1) {
        width = Math.max(width, [...(lines[end]?.[column] ?? '')].length + padding);
        end++;
      }
      for (let row = i; row < end; row++) widths[row]?.push(width);
      format(i, end, column + 1);
      i = end;
    }
  };
  format(0, lines.length, 0);
  return lines
    .map((cells, row) =>
      cells
        .map((cell, column) => (column < cells.length - 1 ? cell + ' '.repeat(Math.max(0, (widths[row]?.[column] ?? 0) - [...cell].length)) : cell))
        .join(''),
    )
    .join('\n');
}

/** kubectl's printers: minimum 6, three blanks between. */
export const printerTable = (rows: readonly (readonly string[])[]): string =>
  rows.length ? tabWrite(rows.map((row) => `${row.join('\t')}\n`).join(''), { minWidth: 6, padding: 3 }) : '';
