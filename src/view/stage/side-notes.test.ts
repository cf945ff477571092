import { describe, expect, it } from 'vitest';
import type { Credential, Standing } from '../../trace/fold.ts';
import { noBadge } from './side-notes.tsx';

describe('why the row of desks ends without a badge', () => {
  it.each<[title: string, standings: Standing[], kind: Credential['kind'], words: string]>([
    [
      'no credentials, and anonymous switched off',
      ['no-opinion', 'no-opinion'],
      'none',
      'Two desks, no badge. Nobody recognised the request, and anonymous requests are switched off.',
    ],
    [
      'a certificate that no desk reads',
      ['no-opinion'],
      'certificate',
      'One desk, no badge. Nobody recognised the request, and anonymous requests are switched off.',
    ],
    [
      'an unknown token',
      ['no-opinion', 'no-opinion', 'not-asked'],
      'bearer',
      'Two desks, no badge. A token nobody knows is an error, so it never becomes anonymous.',
    ],
    [
      'a broken certificate',
      ['no-opinion', 'error'],
      'certificate',
      'Two desks, no badge. What was shown is broken, and that is an error, so it never becomes anonymous.',
    ],
  ])('%s', (_, standings, kind, words) => {
    const desks = standings.map((standing, i) => ({ id: `d${i}`, number: i + 1, title: '', configured: true, standing, code: '', reason: '', evidence: [] }));
    expect(noBadge(desks, kind)).toBe(words);
  });
});
