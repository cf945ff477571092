import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRule } from '../../../../trace/event.ts';
import { atomsOf, compact, describeRule, missingAtoms } from './covering.ts';
import { urlMatches } from './rule-match.ts';

/** `verbs groups resources [names]` or `verbs URLs paths`; "core" is the empty group. */
function rule(text: string): PolicyRule {
  const [verbs = '', groups = '', things = '', names] = text.split(' ');
  if (groups === 'URLs') return { verbs: verbs.split(','), nonResourceURLs: things.split(',') };
  return {
    verbs: verbs.split(','),
    apiGroups: groups.split(',').map((g) => (g === 'core' ? '' : g)),
    resources: things.split(','),
    ...(names ? { resourceNames: names.split(',') } : {}),
  };
}

type Row = [claim: string, held: string[], wanted: string[], missing: string[]];
const table: Row[] = [
  ['the same rule', ['get core pods'], ['get core pods'], []],
  ['*/scale covers foo/scale', ['get core */scale'], ['get core foo/scale'], []],
  [
    'pieces from several rules',
    ['delete core deployments', 'delete core builds', 'update core builds,deployments'],
    ['delete,update core builds,deployments'],
    [],
  ],
  [
    'pieces for several groups',
    ['delete g1,g2 deployments', 'delete g1,g2 builds', 'update g1,g2 builds,deployments'],
    ['delete,update g1,g2 builds,deployments'],
    [],
  ],
  ['one rule covers its pieces', ['delete,update g1,g2 builds,deployments'], ['update g1 builds', 'delete g2 deployments'], []],
  ['one atom is missing', ['delete,update core builds,deployments', 'delete core pods'], ['delete,update core builds,deployments,pods'], ['update core pods']],
  ['all groups cover any', ['get * roles'], ['get g1,g2 roles'], []],
  ['no group covers all', ['get g1 roles'], ['get * roles'], ['get * roles']],
  ['all verbs cover any', ['* core roles'], ['watch,list core roles'], []],
  ['no list of verbs covers all', ['get,list,watch,create,update,delete,exec core roles'], ['* core roles'], ['* core roles']],
  ['all resources cover any', ['get core *'], ['get core pods,pods/log'], []],
  ['no list of resources covers all', ['get core pods,secrets'], ['get core *'], ['get core *']],
  ['no names covers names', ['get core pods'], ['get core pods foo,bar'], []],
  ['names do not cover no names', ['get core pods foo,bar'], ['get core pods'], ['get core pods']],
  ['names cover names of theirs', ['get core pods foo,bar'], ['get core pods bar,baz'], ['get core pods baz']],
  ['all URLs cover any', ['* URLs *'], ['get URLs /apis,/apis/v1,/'], []],
  ['/apis/* does not cover /apis', ['get URLs /apis/*'], ['get URLs /apis,/apis/v1'], ['get URLs /apis']],
  ['/apis/* covers what is below', ['get URLs /apis/*'], ['get URLs /apis/v1/foo,/apis/v1'], []],
  ['*/pods, a subresource, does not cover pods', ['get core */pods'], ['get core pods'], ['get core pods']],
  ['one path of several that are held is enough', ['get URLs /a,/b'], ['get URLs /b'], []],
  ['nothing is needed for no rules', [], [], []],
];

describe('what is held covers', () => {
  it.each(table)('%s', (_claim, held, wanted, missing) => {
    expect(missingAtoms(held.map(rule), wanted.map(rule))).toEqual(missing.map(rule));
  });
  it('a rule of both kinds is two: the path is missing', () => {
    expect(missingAtoms([rule('get core builds')], [{ ...rule('get core builds'), nonResourceURLs: ['/apis'] }])).toEqual([rule('get URLs /apis')]);
  });
});

describe('a URL', () => {
  const rows: [string, string, boolean][] = [
    ['*', '', true],
    ['*', '/api', true],
    ['/*', '', false],
    ['/*', '/foo', true],
    ['/api', '/api', true],
    ['/apis', '/api', false],
    ['/api/v1', '/api', false],
    ['/api/*', '/api/v1', true],
    ['/api/*', '/api', false],
    ['/api/*/*', '/api/v1', false],
    ['/*/v1/*', '/api/v1', false],
  ];
  it.each(rows)('%j covers %j: %j', (owner, asked, covers) => {
    expect(urlMatches(owner, asked)).toBe(covers);
  });
});

describe('what is missing is told', () => {
  const rows: [string, string[], string[]][] = [
    ['one line a verb, joined', ['get core pods', 'list core pods'], ['{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}']],
    [
      'names apart from no names',
      ['get core pods a', 'list core pods'],
      ['{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["get"]}', '{APIGroups:[""], Resources:["pods"], Verbs:["list"]}'],
    ],
    [
      'complex rules as they are, and first',
      ['get core pods', 'list core a,b', 'list core pods'],
      ['{APIGroups:[""], Resources:["a" "b"], Verbs:["list"]}', '{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}'],
    ],
    [
      'names joined with the same name',
      ['get core pods a', 'list core pods a'],
      ['{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["get" "list"]}'],
    ],
    [
      'two names are complex',
      ['get core pods a,b', 'list core pods a,b'],
      [
        '{APIGroups:[""], Resources:["pods"], ResourceNames:["a" "b"], Verbs:["get"]}',
        '{APIGroups:[""], Resources:["pods"], ResourceNames:["a" "b"], Verbs:["list"]}',
      ],
    ],
    [
      'two groups are complex',
      ['get g,h pods', 'list g pods'],
      ['{APIGroups:["g" "h"], Resources:["pods"], Verbs:["get"]}', '{APIGroups:["g"], Resources:["pods"], Verbs:["list"]}'],
    ],
    ['paths', ['get URLs /a,/b'], ['{NonResourceURLs:["/a" "/b"], Verbs:["get"]}']],
    ['a verb that comes twice is told twice', ['get core pods', 'get core pods'], ['{APIGroups:[""], Resources:["pods"], Verbs:["get" "get"]}']],
  ];
  it.each(rows)('%s', (_claim, rules, lines) => {
    expect(compact(rules.map(rule)).map(describeRule)).toEqual(lines);
  });
});

describe('whatever the rules', () => {
  const list = (...values: string[]) => fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
  const anyRule = fc.record(
    { verbs: list('get', 'list', '*'), apiGroups: list('', 'apps', '*'), resources: list('pods', 'pods/log', '*/log', '*'), resourceNames: list('a', 'b') },
    { requiredKeys: ['verbs', 'apiGroups', 'resources'] },
  );
  const rules = fc.array(anyRule, { maxLength: 4 });
  it('one holds what one holds', () => {
    fc.assert(
      fc.property(rules, (r) => {
        expect(missingAtoms(r, r)).toEqual([]);
      }),
    );
  });
  it('what is missing is exactly what, once held too, leaves nothing missing', () => {
    fc.assert(
      fc.property(rules, rules, (held, wanted) => {
        const missing = missingAtoms(held, wanted);
        expect(missingAtoms([...held, ...missing], wanted)).toEqual([]);
        for (const atom of missing) expect(wanted.flatMap(atomsOf)).toContainEqual(atom);
      }),
    );
  });
  it('joining keeps every atom', () => {
    const sorted = (list: PolicyRule[]) => list.flatMap(atomsOf).map(describeRule).sort();
    fc.assert(
      fc.property(rules, (r) => {
        expect(sorted(compact(r.flatMap(atomsOf)))).toEqual(sorted(r));
      }),
    );
  });
});
