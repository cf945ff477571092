import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesLabels, parseLabelSelector, selectorRequirements } from '../../../http/label-selector.ts';
import type { KubeObject } from '../../../store/object.ts';
import { matchesFields, parseFieldSelector } from './field-selector.ts';

const matches = (text: string, labels: Record<string, string>): boolean | string => {
  const parsed = parseLabelSelector(text);
  return 'error' in parsed ? parsed.error : matchesLabels(parsed.requirements, labels);
};

describe('label selectors', () => {
  const labels = { app: 'web', tier: 'front', n: '5', empty: '' };
  test.each([
    ['', true],
    ['app=web', true],
    ['app==web,tier!=back', true],
    ['app in (web, db)', true],
    ['app notin (web)', false],
    ['absent notin (x)', true],
    ['absent!=x', true],
    ['absent=x', false],
    ['app', true],
    ['!app', false],
    ['!absent', true],
    ['n>4', true],
    ['n<5', false],
    ['empty=', true],
    ['empty in (,x)', true],
    ['app in ()', "unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty"],
    ['in=x', false],
    ['app=web,', "found '', expected: identifier after ','"],
    ['=x', "found '=', expected: !, identifier, or 'end of string'"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in (x', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['n>x', "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer"],
  ])('%j: %s', (text, answer) => expect(matches(text, labels)).toBe(answer));

  test('printing and parsing an equality is the identity', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,20}[a-zA-Z0-9])?$/);
    fc.assert(
      fc.property(word, word, (key, value) => {
        fc.pre(key !== 'in' && key !== 'notin');
        expect(parseLabelSelector(`${key}=${value}`)).toEqual({ requirements: [{ key, operator: '=', values: [value] }] });
        expect(matches(`${key}!=${value}`, { [key]: value })).toBe(false);
      }),
    );
  });

  test('the object form says the same', () => {
    const requirements = selectorRequirements({ matchLabels: { a: 'b' }, matchExpressions: [{ key: 'c', operator: 'NotIn', values: ['d'] }] });
    expect(matchesLabels(requirements, { a: 'b' })).toBe(true);
    expect(matchesLabels(requirements, { a: 'b', c: 'd' })).toBe(false);
    expect(matchesLabels(selectorRequirements({}), { any: 'thing' })).toBe(true);
  });
});

describe('field selectors', () => {
  const pod: KubeObject = { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'web', namespace: 'a' }, spec: { nodeName: 'n1' } };
  const labels = ['metadata.name', 'spec.nodeName', 'spec.hostNetwork', 'status.phase'];
  const selects = (text: string, known: readonly string[] | undefined): boolean | string => {
    const parsed = parseFieldSelector(text, known);
    return 'error' in parsed ? parsed.error : matchesFields(parsed.requirements, pod);
  };
  test.each([
    ['', true],
    ['metadata.name=web', true],
    ['metadata.name==web,spec.nodeName!=n2', true],
    ['metadata.name!=web', false],
    ['status.phase=', true],
    ['spec.hostNetwork=false', true],
    ['metadata.name=we\\,b', false],
    ['spec.x=1', 'field label not supported: spec.x'],
    ['a b', "invalid selector: 'a b'; can't understand 'a b'"],
  ])('%j: %s', (text, answer) => expect(selects(text, labels)).toBe(answer));

  test('a kind without labels of its own knows name and namespace', () => {
    expect(selects('metadata.namespace=a', undefined)).toBe(true);
    expect(selects('data=x', undefined)).toBe('"data" is not a known field selector: only "metadata.name", "metadata.namespace"');
  });
});
