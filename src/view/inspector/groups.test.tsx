import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Groups } from './pieces.tsx';

const shown = (groups: string[]): string[] =>
  [
    ...renderToStaticMarkup(<Groups user={{ name: 'x', uid: '', groups, extra: {} }} />)
      .replace(/<wbr\/>/g, '')
      .matchAll(/<li[^>]*>(.*?)<\/li>/g),
  ].map(([, inside]) => (inside ?? '').replace(/<[^>]+>/g, ''));

describe('the groups of a badge in the inspector', () => {
  it.each([
    ['a few stand there', ['admin', 'dev', 'system:authenticated'], ['admin', 'dev', 'system:authenticated']],
    [
      'many fold to a number',
      Array.from({ length: 15 }, (_, i) => `department-of-very-long-group-names-${i}`),
      ['department-of-very-long-group-names-0', 'department-of-very-long-group-names-1', 'department-of-very-long-group-names-2', '+12'],
    ],
    ['one endless group stands there', ['g'.repeat(200)], ['g'.repeat(200)]],
    ['an empty name is visible', [''], ['&quot;&quot;']],
  ])('%s', (_, groups, expected) => expect(shown(groups)).toEqual(expected));
});
