import { expect, test } from 'vitest';
import { splitAccountName } from './service-account-name.ts';

const P = 'system:serviceaccount:';
const l = (n: number) => 'a'.repeat(n);

test.each<[user: string, split: string | undefined]>([
  [`${P}ns:name`, 'ns name'],
  [`${P}ns:a.b-c.d`, 'ns a.b-c.d'],
  [`${P}1:2`, '1 2'],
  [`${P}a-b:c`, 'a-b c'],
  [`${P}${l(63)}:${l(253)}`, `${l(63)} ${l(253)}`],
  [`${P}${l(64)}:x`, undefined],
  [`${P}x:${l(254)}`, undefined],
  [`${P}ns:`, undefined],
  [`${P}:name`, undefined],
  [`${P}ns`, undefined],
  [`${P}ns:name:more`, undefined],
  [`${P}Ns:name`, undefined],
  [`${P}ns:Name`, undefined],
  [`${P}n.s:name`, undefined],
  [`${P}-ns:name`, undefined],
  [`${P}ns-:name`, undefined],
  [`${P}ns:-name`, undefined],
  [`${P}ns:name-`, undefined],
  [`${P}ns:a..b`, undefined],
  [`${P}ns:.a`, undefined],
  [`x${P}ns:name`, undefined],
  ['ns:name', undefined],
  ['system:node:n1', undefined],
  ['', undefined],
])('%s', (user, split) => {
  const found = splitAccountName(user);
  expect(found && `${found.namespace} ${found.name}`).toBe(split);
});
