import { expect, it } from 'vitest';
import { FLAGS } from '../../engine/apiserver/flags.data.ts';
import { FLAG_HELP } from '../../view/words/flag-help.data.ts';

it('every flag of the engine has its words, and no words stand alone', () => {
  expect(Object.keys(FLAG_HELP).sort()).toEqual(FLAGS.map(({ name }) => name).sort());
});
