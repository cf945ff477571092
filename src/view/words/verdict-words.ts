// One word for every standing, and the family whose colour repeats it. The shapes are ui/verdict-mark.tsx.
import type { Standing } from '../../trace/fold.ts';

export const WORD: Record<Standing, string> = {
  'not-asked': 'not asked',
  asking: 'asking',
  'no-opinion': 'no opinion',
  recognised: 'recognised',
  error: 'error',
  passed: 'passed',
  refused: 'refused',
  'not-found': 'not found',
  conflict: 'conflict',
  invalid: 'invalid',
  skipped: 'skipped',
  'not-reached': 'not reached',
  allowed: 'allowed',
  denied: 'denied',
};

/** Colour families of the tokens: --allow, --deny, --error, --id, --now, --none, and quiet ink. */
export type Tone = 'allow' | 'deny' | 'error' | 'id' | 'now' | 'none' | 'quiet';

export const TONE: Record<Standing, Tone> = {
  'not-asked': 'quiet',
  asking: 'now',
  'no-opinion': 'none',
  recognised: 'id',
  error: 'error',
  passed: 'allow',
  refused: 'error',
  'not-found': 'error',
  conflict: 'error',
  invalid: 'error',
  skipped: 'none',
  'not-reached': 'quiet',
  allowed: 'allow',
  denied: 'deny',
};

/** What a status code is, as a standing: 2xx allowed, 403 denied, everything else an error of some kind. */
export function standingOfStatus(code: number): Standing {
  if (code >= 200 && code < 300) return 'allowed';
  if (code === 403) return 'denied';
  if (code === 404) return 'not-found';
  if (code === 409) return 'conflict';
  if (code === 422) return 'invalid';
  return 'error';
}
