import { describe, expect, it } from 'vitest';
import { STORIES, tell } from '../../../../e2e/harness/traces.ts';
import { firstPerson } from './who-can-words.ts';

describe('whom the panel asks about first', () => {
  const nobody = { name: 'system:serviceaccount:kube-system:default', groups: '' };
  it.each<[title: string, csv: string, person: { name: string; groups: string }]>([
    ['the first line of tokens.csv, with its groups', 'token1,arthur,1,"admin,dev,qa"\ntoken2,daniele,2,dev\n', { name: 'arthur', groups: 'admin, dev, qa' }],
    ['without groups when it has none', 'token1,arthur,1\n', { name: 'arthur', groups: '' }],
    ['not a line that names nobody', ',\n\ntoken2,daniele,2,dev', { name: 'daniele', groups: 'dev' }],
    ['a name with a comma and a quote in it', 't,"a ""b"", c",1,"x"', { name: 'a "b", c', groups: 'x' }],
    ['an account every cluster has, when there is no file', '', nobody],
  ])('%s', (_title, csv, person) => {
    expect(firstPerson(csv)).toEqual(person);
  });
  it('who sent the selected run, without the groups that the server adds', () => {
    expect(firstPerson('t,errge,1', tell(STORIES['token1-200']!))).toEqual({ name: 'arthur', groups: 'admin, dev, qa' });
  });
});
