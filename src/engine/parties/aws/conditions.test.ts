import { describe, expect, test } from 'vitest';
import { holds, type RequestFacts } from './conditions.ts';
import { readPolicy } from './policy-document.ts';

/** Whether a condition block, as it stands in a policy, holds for these facts. */
function check(block: object, facts: Record<string, string[]>, version = '2012-10-17'): boolean {
  const text = JSON.stringify({ Version: version, Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: block } });
  const read = readPolicy(text, 'permissions');
  if (!read.ok) throw new Error(read.fault.message);
  const known: RequestFacts = new Map(Object.entries(facts));
  return (read.policy.statements[0]?.conditions ?? []).every((one) => holds(one, known, read.policy.variables));
}

type Row = [operator: string, wanted: unknown, had: string[] | undefined, holds: boolean];
const title = ([operator, wanted, had, yes]: Row) =>
  `${operator} ${JSON.stringify(wanted)} ${yes ? 'holds' : 'does not hold'} for ${had ? JSON.stringify(had) : 'nothing'}`;

const rows: Row[] = [
  ['StringEquals', 'a', ['a'], true],
  ['StringEquals', 'a', ['A'], false],
  ['StringEquals', ['a', 'b'], ['b'], true],
  ['StringEquals', 'a', undefined, false],
  ['StringEquals', 'a', [], false],
  ['StringNotEquals', 'a', ['b'], true],
  ['StringNotEquals', 'a', ['a'], false],
  ['StringNotEquals', ['a', 'b'], ['b'], false],
  ['StringNotEquals', 'a', ['b', 'a'], false],
  ['StringNotEquals', 'a', undefined, true],
  ['StringNotEquals', 'a', [], true],
  ['StringEqualsIgnoreCase', 'aB', ['Ab'], true],
  ['StringEqualsIgnoreCase', '*', ['x'], false],
  ['StringNotEqualsIgnoreCase', 'aB', ['Ab'], false],
  ['StringLike', 'a*', ['abc'], true],
  ['StringLike', 'a?', ['abc'], false],
  ['StringNotLike', 'a*', ['abc'], false],
  ['StringNotLike', 'a*', ['bc'], true],
  ['Bool', 'true', ['TRUE'], true],
  ['Bool', 'TRUE', ['true'], true],
  ['Bool', 'true', ['false'], false],
  ['Bool', false, ['false'], true],
  ['NumericEquals', 5, ['5.0'], true],
  ['NumericEquals', '5', ['6'], false],
  ['NumericEquals', '12.25', ['12.25'], true],
  ['NumericEquals', '-5', ['-5'], true],
  ['NumericEquals', '+5', ['5'], true],
  ['NumericEquals', ' 5 ', ['5'], true],
  ['NumericEquals', 'x5', ['5'], false],
  ['NumericEquals', '5x', ['5'], false],
  ['NumericEquals', '0x5', ['5'], false],
  ['NumericEquals', '1e1', ['10'], false],
  ['NumericEquals', '5.', ['5'], false],
  ['NumericNotEquals', 5, ['6'], true],
  ['NumericNotEquals', 5, ['5'], false],
  ['NumericLessThan', 5, ['4'], true],
  ['NumericLessThan', 5, ['5'], false],
  ['NumericLessThan', 'x', ['5'], false],
  ['NumericLessThan', 5, ['x'], false],
  ['NumericLessThanEquals', 5, ['5'], true],
  ['NumericLessThanEquals', 5, ['6'], false],
  ['NumericGreaterThan', 5, ['6'], true],
  ['NumericGreaterThan', 5, ['5'], false],
  ['NumericGreaterThanEquals', 5, ['5'], true],
  ['NumericGreaterThanEquals', 5, ['4'], false],
  ['DateEquals', '2026-05-18T10:00:00Z', ['2026-05-18T12:00:00+02:00'], true],
  ['DateEquals', '1779098400', ['2026-05-18T10:00:00Z'], true],
  ['DateEquals', '2026-05-18T10:00:00Z', ['2026-05-18T10:00:01Z'], false],
  ['DateEquals', 'x1779098400', ['2026-05-18T10:00:00Z'], false],
  ['DateEquals', 'yesterday', ['yesterday'], false],
  ['DateNotEquals', '2026-05-18T10:00:00Z', ['2026-05-18T10:00:01Z'], true],
  ['DateLessThan', '2026-05-18T10:00:00Z', ['2026-05-18T10:00:00Z'], false],
  ['DateLessThanEquals', '2026-05-18T10:00:00Z', ['2026-05-18T10:00:00Z'], true],
  ['DateGreaterThan', '2026-05-18T10:00:00Z', ['2026-05-18T10:00:01Z'], true],
  ['DateGreaterThanEquals', '2026-05-18T10:00:00Z', ['2026-05-18T09:59:59Z'], false],
  ['ArnEquals', 'arn:aws:s3:::b/*', ['arn:aws:s3:::b/k'], true],
  ['ArnLike', 'arn:aws:s3:::b/k:x', ['arn:aws:s3:::b/k:x'], true],
  ['ArnLike', 'arn:aws:s3:::b/k:x', ['arn:aws:s3:::b/kx'], false],
  ['ArnLike', 'arn:aws:s3:::b/*', ['arn:aws:s3:::c/k'], false],
  ['ArnLike', 'arn:aws:sns:::b/*', ['arn:aws:s3:::b/k'], false],
  ['ArnLike', 'arn:aws:s3:::b/*', ['arn:aws:s3:::b/k:1:2'], true],
  ['ArnLike', '*', ['arn:aws:s3:::b/k'], false],
  ['ArnLike', 'arn:aws:s3:::*', ['b'], false],
  ['ArnLike', 'a:b', ['a:b'], false],
  ['ArnLike', 'a:b:c:d:e:f', ['a:b'], false],
  ['ArnNotLike', 'arn:aws:s3:::b/*', ['arn:aws:s3:::c/k'], true],
  ['ArnNotEquals', 'arn:aws:s3:::b/*', ['arn:aws:s3:::b/k'], false],
  ['Null', 'true', undefined, true],
  ['Null', 'true', [], true],
  ['Null', 'true', ['a'], false],
  ['Null', 'false', ['a'], true],
  ['Null', 'FALSE', ['a'], true],
  ['Null', true, undefined, true],
  ['Null', ['true', 'false'], ['a'], true],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', ['b'], false],
  ['NumericLessThanIfExists', 5, undefined, true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'y'], false],
  ['ForAnyValue:StringEquals', 'a', undefined, false],
  ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'x'], false],
  ['ForAllValues:StringEquals', 'a', undefined, true],
  ['ForAllValues:StringNotEquals', 'a', ['b', 'c'], true],
  ['ForAllValues:StringNotEquals', 'a', ['b', 'a'], false],
  ['ForAllValues:StringNotEquals', 'a', undefined, true],
  ['ForAnyValue:StringNotEquals', 'a', ['b', 'a'], true],
  ['ForAnyValue:StringNotEquals', 'a', ['a'], false],
  ['ForAnyValue:StringNotEquals', 'a', undefined, false],
  ['ForAnyValue:StringEqualsIfExists', 'a', undefined, true],
];

describe('a condition', () => {
  test.each(rows.map((row) => [title(row), ...row] as const))('%s', (_title, operator, wanted, had, yes) => {
    expect(check({ [operator]: { 'x:Key': wanted } }, had ? { 'x:key': had } : {})).toBe(yes);
  });
});

describe('a variable in a condition', () => {
  const facts = { 'aws:principaltag/team': ['blue'], 'x:two': ['a', 'b'] };
  test.each<[claim: string, block: object, had: string, version: string, holds: boolean]>([
    ['is put in', { StringEquals: { 'x:k': '${aws:PrincipalTag/team}' } }, 'blue', '2012-10-17', true],
    ['is put in between', { StringLike: { 'x:k': 'a/${aws:PrincipalTag/team}/*' } }, 'a/blue/c', '2012-10-17', true],
    ['is put into an ARN', { ArnLike: { 'x:k': 'arn:aws:s3:::${aws:PrincipalTag/team}/*' } }, 'arn:aws:s3:::blue/c', '2012-10-17', true],
    ['is put in without regard to case', { StringEqualsIgnoreCase: { 'x:k': '${aws:PrincipalTag/team}' } }, 'BLUE', '2012-10-17', true],
    ['of two values is none', { StringEquals: { 'x:k': '${x:two}' } }, 'a', '2012-10-17', false],
    ['without a value is none', { StringEquals: { 'x:k': '${x:none}' } }, '${x:none}', '2012-10-17', false],
    ['is a text in an old policy', { StringEquals: { 'x:k': '${x:none}' } }, '${x:none}', '2008-10-17', true],
    ['may have a default', { StringEquals: { 'x:k': "${ x:none , 'red' }" } }, 'red', '2012-10-17', true],
    ['may have a default, without blanks', { StringEquals: { 'x:k': "${x:none,'red'}" } }, 'red', '2012-10-17', true],
    ['needs no default when it has a value', { StringEquals: { 'x:k': "${aws:PrincipalTag/team, 'red'}" } }, 'blue', '2012-10-17', true],
    ['may have nothing for a default', { StringEquals: { 'x:k': "a${x:none,''}" } }, 'a', '2012-10-17', true],
    ['with something behind its default is none', { StringEquals: { 'x:k': "${x:none, 'red' x}" } }, 'red', '2012-10-17', false],
    ['may be a star', { StringLike: { 'x:k': 'a${*}' } }, 'a*', '2012-10-17', true],
    ['may be a star, which is a letter', { StringLike: { 'x:k': 'a${*}' } }, 'ab', '2012-10-17', false],
    ['may be a question mark', { StringLike: { 'x:k': 'a${?}' } }, 'a?', '2012-10-17', true],
    ['may be a question mark, which is a letter', { StringLike: { 'x:k': 'a${?}' } }, 'ab', '2012-10-17', false],
    ['may be a dollar', { StringEquals: { 'x:k': '${$}{x}' } }, '${x}', '2012-10-17', true],
    ['that is not closed is a text', { StringEquals: { 'x:k': '${x' } }, '${x', '2012-10-17', true],
  ])('%s', (_claim, block, had, version, yes) => {
    expect(check(block, { ...facts, 'x:k': [had] }, version)).toBe(yes);
  });
});

test('lines are and-ed, keys and operators alike', () => {
  const facts = { 'x:a': ['1'], 'x:b': ['2'] };
  const block = (b: string, more = '2') => ({ StringEquals: { 'x:a': '1', 'x:b': b }, NumericEquals: { 'x:b': more } });
  expect([check(block('2'), facts), check(block('3'), facts), check(block('2', '3'), facts)]).toEqual([true, false, false]);
});
