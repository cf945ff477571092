import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFields, csvLines } from './csv-fields.ts';

const cut = (line: string): string[] => csvFields(line).fields.map((f) => `${f.column}:${line.slice(f.from, f.to)}`);

describe('the columns of a line of the token file', () => {
  it.each([
    ['four columns', 'token1,arthur,1,"admin,dev,qa"', ['0:token1', '1:arthur', '2:1', '3:"admin,dev,qa"']],
    ['three columns', 'token2,daniele,2', ['0:token2', '1:daniele', '2:2']],
    ['an empty line is one empty field', '', ['0:']],
    ['empty fields keep their places', ',,x', ['0:', '1:', '2:x']],
    ['a doubled quote stays inside', '"a""b",c', ['0:"a""b"', '1:c']],
    ['a quote in the middle does not open a field', 'a"b,c"d', ['0:a"b', '1:c"d']],
    ['a comma inside an open quote does not end the field', '"a,b', ['0:"a,b']],
  ])('%s', (_, line, fields) => expect(cut(line)).toEqual(fields));

  it('a quoted field runs over lines and keeps its column', () => {
    expect(csvLines('t,u,1,"a\nb",x\nt2,v').map((fields) => fields.map((f) => f.column))).toEqual([
      [0, 1, 2, 3],
      [3, 4],
      [0, 1],
    ]);
  });

  it('fields of any text lie in order inside their line and leave out only commas', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', '\n', '\r', 'é', '🙂') }), (text) => {
        const lines = text.split('\n');
        csvLines(text).forEach((fields, i) => {
          const line = lines[i] ?? '';
          let end = 0;
          for (const field of fields) {
            expect(line.slice(end, field.from)).toMatch(/^,?$/);
            expect(field.to).toBeGreaterThanOrEqual(field.from);
            end = field.to;
          }
          expect(end).toBe(line.length);
        });
      }),
    );
  });
});
