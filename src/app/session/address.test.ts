import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from './address.ts';

const SLUGS = ['whom-do-you-trust', 'static-tokens'];
const read = (query: string) => readAddress(query, SLUGS);

describe('the address', () => {
  it.each([
    ['', { page: 'start' }],
    ['?lab=1', { page: 'lab', lesson: undefined }],
    ['?lesson=static-tokens', { page: 'lab', lesson: 'static-tokens', step: undefined }],
    ['?lesson=static-tokens&step=3', { page: 'lab', lesson: 'static-tokens', step: 3 }],
    ['?embed=1', { page: 'lab', lesson: undefined, embed: true }],
    ['?embed=1&lesson=static-tokens', { page: 'lab', lesson: 'static-tokens', embed: true }],
    ['?theme=dark', { page: 'start', theme: 'dark' }],
    ['?utm_source=a-mail', { page: 'start' }],
  ])('%s opens what it names', (query, expected) => {
    expect(read(query)).toMatchObject({ ...expected, problem: undefined });
  });

  it.each([
    ['?lesson=no-such-lesson', 'This link asks for a lesson called “no-such-lesson”, and there is none.'],
    ['?lesson=%00', 'This link asks for a lesson called “�”, and there is none.'],
    [`?lesson=${'x'.repeat(60)}`, `This link asks for a lesson called “${'x'.repeat(40)}…”, and there is none.`],
    ['?lesson=static-tokens&step=0', 'This link asks for step “0”, which is not a number of a step.'],
    ['?lesson=static-tokens&step=9999', 'This link asks for step “9999”, which is not a number of a step.'],
    ['?step=-1', 'This link asks for step “-1”, which is not a number of a step.'],
    ['?step=2', 'This link names a step, but no lesson.'],
    ['?theme=sepia', 'This link asks for the theme “sepia”; there are light and dark.'],
    ['?w=%%%', 'This link is from another version of Gatehouse, or was cut on its way.'],
  ])('%s gives the start page with one line', (query, problem) => {
    expect(read(query)).toMatchObject({ page: 'start', lesson: undefined, problem });
  });

  it('reads back what it wrote', () => {
    const address = fc.record({
      page: fc.constantFrom('start' as const, 'lab' as const),
      lesson: fc.constantFrom(undefined, ...SLUGS),
      step: fc.constantFrom(undefined, 1, 2, 17),
      embed: fc.boolean(),
      theme: fc.constantFrom(undefined, 'light' as const, 'dark' as const),
    });
    fc.assert(
      fc.property(address, (wanted) => {
        const found = read(writeAddress(wanted));
        expect(found).toMatchObject({ lesson: wanted.lesson, embed: wanted.embed, theme: wanted.theme, problem: undefined });
        expect(found.page).toBe(wanted.page === 'lab' || wanted.lesson !== undefined || wanted.embed ? 'lab' : 'start');
        if (wanted.lesson) expect(found.step ?? 1).toBe(wanted.step ?? 1);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { page, problem } = read(`?${text}`);
        expect(page === 'start' || problem === undefined).toBe(true);
      }),
    );
  });
});
