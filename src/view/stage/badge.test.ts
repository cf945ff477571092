import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANONYMOUS, ARTHUR, TEST } from '../../../e2e/harness/traces.ts';
import { badgeText, pack } from './badge.ts';

describe('a badge', () => {
  it('shows a person with all groups on two lines', () => {
    const { name, uid, chips, more, prefix } = badgeText(ARTHUR);
    expect({ name, uid, more, prefix }).toEqual({ name: 'arthur', uid: 'uid 1', more: 0, prefix: '' });
    expect(chips.map(({ text, system }) => `${text}${system ? ' (system)' : ''}`)).toEqual(['admin', 'dev', 'qa', 'system:authenticated (system)']);
  });

  it('writes the prefix of a service account small and folds its groups', () => {
    const { prefix, name, uid, chips, more } = badgeText(TEST);
    expect({ prefix, name, uid, more }).toEqual({ prefix: 'system:serviceaccount:authn-demo:', name: 'test', uid: 'uid 1f0c6b2e…', more: 2 });
    expect(chips.map((chip) => chip.text)).toEqual(['system:servicea…']);
  });

  it('keeps a long name and its groups clear of the stamp', () => {
    const groups = Array.from({ length: 14 }, (_, i) => `department-of-very-long-group-names-${i}`);
    const { long, chips, more } = badgeText({ ...ARTHUR, name: 'wilhelmina.von.hohenzollern-sigmaringen', groups });
    expect({ long, chips: chips.map((chip) => chip.text), more }).toEqual({
      long: true,
      chips: ['department-of-very-long-gro…', 'department-of-…'],
      more: 12,
    });
    expect(badgeText(ARTHUR).long).toBe(false);
  });

  it('of somebody who acts as another names both, and keeps one line for the groups', () => {
    const { prefix, chips, more } = badgeText({ ...ARTHUR, groups: ['system:masters', 'system:authenticated'] }, TEST);
    expect({ prefix, chips: chips.map(({ text }) => text), more }).toEqual({ prefix: 'system:serviceaccount:a… acts as', chips: ['system:masters'], more: 1 });
  });

  it('puts two groups on the line above the stamp where they fit', () => {
    expect(badgeText({ ...ARTHUR, groups: ['dev', 'system:authenticated'] }).chips.map(({ text }) => text)).toEqual(['dev', 'system:authenticated']);
  });

  it('of a nameless caller is blank', () => {
    expect(badgeText(ANONYMOUS)).toMatchObject({ name: 'system:anonymous', uid: 'no uid', anonymous: true, chips: [{ text: 'system:unauthenticated' }] });
  });

  it('loses no group: each is on it or counted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 30 }), fc.integer({ min: 1, max: 2 }), (groups, lines) => {
        const { chips, more } = pack(groups, [198, 143].slice(-lines));
        expect(chips.length + more).toBe(groups.length);
        if (groups.length > 0) expect(chips.length).toBeGreaterThan(0);
      }),
    );
  });
});
