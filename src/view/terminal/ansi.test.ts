import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ansiRuns } from './ansi.ts';

const esc = '\u001b';

describe('ANSI colours', () => {
  it.each([
    ['plain text is one run', 'a\nb\t c', [{ text: 'a\nb\t c' }]],
    ['red and back', `${esc}[31mno${esc}[0m yes`, [{ text: 'no', colour: 'red' }, { text: ' yes' }]],
    ['bold bright green', `${esc}[1;92mok`, [{ text: 'ok', bold: true, colour: 'green' }]],
    ['an empty parameter resets', `${esc}[4mu${esc}[m.`, [{ text: 'u', underline: true }, { text: '.' }]],
    ['256 colours are passed over, what follows is not', `${esc}[38;5;196;1mx`, [{ text: 'x', bold: true }]],
    ['true colours too', `${esc}[38;2;1;2;3;2mx`, [{ text: 'x', dim: true }]],
    ['normal weight', `${esc}[1ma${esc}[22mb`, [{ text: 'a', bold: true }, { text: 'b' }]],
    ['default colour', `${esc}[33ma${esc}[39mb`, [{ text: 'a', colour: 'yellow' }, { text: 'b' }]],
    ['cursor movement is dropped', `a${esc}[2Kb${esc}[1Ac`, [{ text: 'a' }, { text: 'b' }, { text: 'c' }]],
    ['a title is dropped', `${esc}]0;title\u0007a`, [{ text: 'a' }]],
    ['carriage returns are dropped', 'a\r\nb', [{ text: 'a\nb' }]],
  ])('%s', (_, input, runs) => expect(ansiRuns(input)).toEqual(runs));

  it('never lets a control character through and loses no other text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(`${esc}[`, `${esc}[1;3`, 'm', esc, ';', '38', '[0m'))), (parts) => {
        const text = ansiRuns(parts.join(''))
          .map((r) => r.text)
          .join('');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the claim
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\t', '[', 'm', '1') }), (text) => {
        expect(
          ansiRuns(text)
            .map((r) => r.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
