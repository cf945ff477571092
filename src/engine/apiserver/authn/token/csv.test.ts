import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from './csv.ts';

const fields = (text: string) => readCsv(text).records.map((r) => r.fields);
const error = (text: string) => readCsv(text).error?.error;

describe('records', () => {
  test.each<[claim: string, text: string, records: string[][]]>([
    ['an empty text holds none', '', []],
    [
      'empty lines are skipped',
      'a,b\n\n\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a line of blanks is one field', '   \n', [['   ']]],
    [
      'CRLF ends a line',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a lone carriage return stays inside a field', 'a\rb,c\n', [['a\rb', 'c']]],
    ['the last carriage return before the end is dropped', 'a,b\r', [['a', 'b']]],
    ['no final newline is needed', 'a,b', [['a', 'b']]],
    ['blanks around a field are kept', ' a , b \n', [[' a ', ' b ']]],
    ['a trailing comma is an empty field', 'a,\n', [['a', '']]],
    ['a quoted field holds commas and newlines', '"a,b\nc",d\n', [['a,b\nc', 'd']]],
    ['two quotes are one', '"a""b"\n', [['a"b']]],
    ['an empty quoted field', '"",x\n', [['', 'x']]],
    ['CRLF inside quotes becomes a newline', '"a\r\nb"\n', [['a\nb']]],
    ['rows may differ in length', 'a\nb,c,d\n', [['a'], ['b', 'c', 'd']]],
    ['a byte order mark belongs to the first field', '\ufeffa,b\n', [['\ufeffa', 'b']]],
  ])('%s', (_claim, text, records) => {
    expect(readCsv(text).error).toBeUndefined();
    expect(fields(text)).toEqual(records);
  });
});

describe('errors in the words of Go', () => {
  test.each<[claim: string, text: string, error: string]>([
    ['a quote inside a bare field', 'tok,na"me,1\n', 'parse error on line 1, column 7: bare " in non-quoted-field'],
    ['a blank before the quote', 'a, "x"\n', 'parse error on line 1, column 4: bare " in non-quoted-field'],
    ['columns count bytes', 'é,"a"b\n', 'parse error on line 1, column 6: extraneous or missing " in quoted-field'],
    ['text after the closing quote', '"a"b\n', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['no closing quote', '"abc', 'parse error on line 1, column 5: extraneous or missing " in quoted-field'],
    ['no closing quote before the last newline', 'tok,"name,1\n', 'parse error on line 1, column 13: extraneous or missing " in quoted-field'],
    ['a last line of nothing but a carriage return does not count', '"\n\r', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['a quote that ran over lines', 'x\n"a\nb"c\n', 'record on line 2; parse error on line 3, column 2: extraneous or missing " in quoted-field'],
  ])('%s', (_claim, text, message) => {
    expect(error(text)).toBe(message);
  });
});

const field = fc.string({ unit: fc.constantFrom('a', 'ü', ',', '"', '\n', ' ', '#', ';') });
const quote = (f: string) => (/[",\n]/.test(f) ? `"${f.replaceAll('"', '""')}"` : f);

test('what is written with every needed quote is read back', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(field, { minLength: 1, maxLength: 5 }).filter((r) => r.length > 1 || r[0] !== ''),
        { maxLength: 6 },
      ),
      (rows) => {
        const text = rows.map((r) => `${r.map(quote).join(',')}\n`).join('');
        expect(fields(text)).toEqual(rows);
      },
    ),
  );
});

test('any text is read to the end or to one error that lies inside it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'ü', ',', '"', '\n', '\r', ' '), maxLength: 60 }), (text) => {
      const { error: wrong, records } = readCsv(text);
      const lines = text.split('\n').length;
      if (wrong) expect(wrong.line).toBeLessThanOrEqual(lines);
      for (const r of records) expect(r.line).toBeLessThanOrEqual(lines);
    }),
  );
});
