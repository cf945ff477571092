import { expect, test } from 'vitest';
import type { RequestContext } from '../../request-context.ts';
import { anonymous } from './anonymous.ts';

const NOBODY = {
  verdict: 'recognised',
  code: 'recognised',
  user: { name: 'system:anonymous', uid: '', groups: ['system:unauthenticated'], extra: {} },
  reason: 'system:anonymous',
};
const not = (path: string) => ({
  verdict: 'no-opinion',
  code: 'another-path',
  reason: `not for ${path}`,
  why: 'without a name one may ask only for /livez, /readyz',
});

test.each<[target: string, paths: string[], answer: object]>([
  ['/api/v1/pods', [], NOBODY],
  ['/livez', ['/livez', '/readyz'], NOBODY],
  ['/readyz', ['/livez', '/readyz'], NOBODY],
  ['/readyz?verbose', ['/livez', '/readyz'], NOBODY],
  ['/%6civez', ['/livez', '/readyz'], NOBODY],
  ['/livez/', ['/livez', '/readyz'], not('/livez/')],
  ['/livez/ping', ['/livez', '/readyz'], not('/livez/ping')],
  ['/api?x=/livez', ['/livez', '/readyz'], not('/api')],
])('%s, of %j', (target, paths, answer) => {
  expect(anonymous(paths).authenticate({ request: { target } } as RequestContext)).toEqual(answer);
});

test('only where there are conditions may it have no opinion', () => {
  expect([anonymous([]).answers, anonymous(['/livez']).answers]).toEqual([['recognised'], ['recognised', 'no-opinion']]);
});
