// Every desk by every reason that it can give: the sentence under the picture, filled as on an ordinary day.
import { describe, expect, test } from 'vitest';
import { DESKS } from '../../engine/apiserver/authn/chain.about.ts';
import { aboutOf, DESK_TITLES, filled } from './about.ts';
import { SAID } from './about-sentences.data.ts';

const ordinary = { who: 'system:bootstrap:abcdef', reason: 'signed by an unknown CA', next: 'so the next desk is asked' };

const rows = DESKS.flatMap(({ id, says }) => Object.entries<string>(says).map(([code, sentence]): [string, string, string] => [id, code, sentence]));

describe('every id and every reason code has its words', () => {
  test.each(rows)('%s, %s', (id, code, sentence) => {
    const said = filled(sentence, ordinary);
    expect(said.length).toBeLessThanOrEqual(90);
    expect(said).toMatch(/^[A-Z][^{}]+\.$/);
    expect(said).toBe(SAID[id]?.[code]);
  });

  test('and no sentence is kept for a code that no desk has', () => {
    expect(Object.entries(SAID).flatMap(([id, says]) => Object.keys(says).map((code) => `${id} ${code}`))).toEqual(rows.map(([id, code]) => `${id} ${code}`));
  });

  test('a desk has a title, a short name and a blurb of its own', () => {
    for (const key of ['id', 'title', 'short', 'blurb', 'upstream'] as const) expect(new Set(DESKS.map((about) => about[key])).size).toBe(DESKS.length);
    expect(DESK_TITLES).toEqual(DESKS.map(({ id }) => aboutOf(id)?.title));
  });
});
