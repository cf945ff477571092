import { expect, it } from 'vitest';
import { ADMISSION_PLUGINS, DEFAULT_ADMISSION_PLUGINS } from './default-plugins.data.ts';
import { PLUGINS } from './plugins.ts';

const names = PLUGINS.map(({ name }) => name);

it('every plugin here is one of the real server', () => {
  expect(names.filter((name) => !ADMISSION_PLUGINS.includes(name))).toEqual([]);
});

it('those that run by default run in the real server’s order', () => {
  expect(names.filter((name) => DEFAULT_ADMISSION_PLUGINS.includes(name))).toEqual(DEFAULT_ADMISSION_PLUGINS.filter((name) => names.includes(name)));
});

it('NodeRestriction alone must be asked for', () => {
  expect(names.filter((name) => !DEFAULT_ADMISSION_PLUGINS.includes(name))).toEqual(['NodeRestriction']);
});
