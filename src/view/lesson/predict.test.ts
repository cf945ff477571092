import { describe, expect, it } from 'vitest';
import { outcomeWords } from './predict.tsx';

describe('how a guess went, in words', () => {
  it.each([
    ['a right guess is called right', '403', '403', true, 'You were right: it was 403.'],
    ['a wrong one stands beside the answer', '401', '403', false, 'You said 401. It was 403.'],
    ['who did not guess is told the answer', undefined, '403', false, 'It was 403.'],
  ])('%s', (_, guess, answer, right, words) => expect(outcomeWords(guess, answer, right)).toBe(words));
});
