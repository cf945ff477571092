import { describe, expect, test } from 'vitest';
import type { RequestContext } from '../../request-context.ts';
import { readTokenFile, staticTokenFile } from './static-token-file.ts';

const PATH = '/etc/tokens.csv';
const context = {} as RequestContext;

function lookUp(text: string, token: string) {
  const read = readTokenFile(PATH, text);
  if (!read.ok) throw new Error(read.failure.error);
  const answer = staticTokenFile(read.file, '2026-05-18T10:02:11Z').authenticateToken(token, [], context);
  if (answer instanceof Promise) throw new Error('a lookup waits for nothing');
  return answer;
}

const identity = (text: string, token: string): string => {
  const answer = lookUp(text, token);
  if (answer.verdict !== 'recognised') return answer.reason;
  const { name, uid, groups } = answer.user;
  return `${name}/${uid} ${JSON.stringify(groups)}, ${answer.reason}`;
};

describe('who a token stands for', () => {
  test.each<[claim: string, text: string, token: string, said: string]>([
    ['three columns, no groups', 'token1,user1,uid1\n', 'token1', 'user1/uid1 [], user1, line 1'],
    ['quoted groups', 'x,y,z\ntoken1,arthur,1,"admin,dev,qa"\n', 'token1', 'arthur/1 ["admin","dev","qa"], arthur, line 2'],
    ['unquoted further columns are no groups', 't,u,id,g1,g2\n', 't', 'u/id ["g1"], u, line 1'],
    ['groups are not trimmed', 't,u,id,"a, b"\n', 't', 'u/id ["a"," b"], u, line 1'],
    ['an empty group in the middle', 't,u,id,"a,,b"\n', 't', 'u/id ["a","","b"], u, line 1'],
    ['a trailing comma is one empty group', 't,u,id,\n', 't', 'u/id [""], u, line 1'],
    ['the last of two lines with one token wins', 't,a,1\nt,b,2\n', 't', 'b/2 [], b, line 2'],
    ['a header row is a row like any other', 'token,user,uid\n', 'token', 'user/uid [], user, line 1'],
    ['letter case counts', 'token1,a,1\n', 'Token1', 'no such line'],
    ['blanks belong to the token', ' token1,a,1\n', 'token1', 'no such line'],
    ['a line without a token is skipped', ',user5,uid5\n', '', 'no such line'],
  ])('%s', (_claim, text, token, said) => {
    expect(identity(text, token)).toBe(said);
  });
});

describe('a file that stops the server', () => {
  test.each<[text: string, error: string, line: number]>([
    ['token3,user3\n', `token file '${PATH}' must have at least 3 columns (token, user name, user uid), found 2`, 1],
    ['a,b,c\n\ntok;name;1;g\n', `token file '${PATH}' must have at least 3 columns (token, user name, user uid), found 1`, 3],
    ['a,b,c\nd,e"f,g\n', 'parse error on line 2, column 4: bare " in non-quoted-field', 2],
    ['x\na,e"f,g\n', `token file '${PATH}' must have at least 3 columns (token, user name, user uid), found 1`, 1],
  ])('%j', (text, error, line) => {
    const read = readTokenFile(PATH, text);
    expect(read).toMatchObject({ ok: false, failure: { error, line, file: PATH, flag: 'token-auth-file' } });
  });
});

test('warnings name the record, not the line', () => {
  const read = readTokenFile(PATH, '\n,u,1\nt,a,1\nt,b,2\n');
  expect(read.ok && read.file.warnings).toEqual([
    `empty token has been found in token file '${PATH}', record number '1'`,
    `duplicate token has been found in token file '${PATH}', record number '3'`,
  ]);
});

describe('the nearest miss', () => {
  test.each<[token: string, why: string | undefined]>([
    ['Token1', 'capital and small letters differ'],
    ['token9', 'one character differs'],
    ['toke', 'the token shown is cut short'],
    ['token12', 'the token shown has more after it'],
    ['quite different', undefined],
  ])('%s', (token, why) => {
    const { evidence } = lookUp('token1,a,1\n', token);
    expect(evidence?.type === 'csv-miss' ? evidence.nearest : 'no evidence').toEqual(why === undefined ? undefined : { line: 1, why });
  });
});

describe('the file as it is shown', () => {
  const rowsOf = (text: string) => {
    const read = readTokenFile(PATH, text);
    return read.ok ? read.file.rows.map(({ line, text: row }) => `${line} ${row}`) : read.failure.error;
  };
  test.each<[claim: string, text: string, rows: string[]]>([
    ['line by line', 't,a,1\nu,b,2\n', ['1 t,a,1', '2 u,b,2']],
    ['without a newline at its end', 't,a,1\nu,b,2', ['1 t,a,1', '2 u,b,2']],
    ['with its empty lines', 't,a,1\n\nu,b,2\n\n', ['1 t,a,1', '2 ', '3 u,b,2', '4 ']],
    ['without the carriage returns at the ends of lines', 't,a\rb,1\r\nu,b,2\r\n', ['1 t,a\rb,1', '2 u,b,2']],
    ['empty', '', []],
  ])('%s', (_claim, text, rows) => {
    expect(rowsOf(text)).toEqual(rows);
  });

  test('with the line that fits, or without', () => {
    const rows = [
      { line: 1, text: 't,a,1' },
      { line: 2, text: 'u,b,2,dev' },
    ];
    const readAt = '2026-05-18T10:02:11Z';
    const user = { name: 'b', uid: '2', groups: ['dev'], extra: {} };
    const text = 't,a,1\nu,b,2,dev\n';
    expect(lookUp(text, 'u')).toEqual({
      verdict: 'recognised',
      code: 'recognised',
      user,
      reason: 'b, line 2',
      evidence: { type: 'csv-row', file: PATH, line: 2, rows, user, readAt },
    });
    expect(lookUp(text, 'x')).toEqual({
      verdict: 'no-opinion',
      code: 'no-such-line',
      reason: 'no such line',
      evidence: { type: 'csv-miss', file: PATH, rows, readAt },
    });
  });
});
