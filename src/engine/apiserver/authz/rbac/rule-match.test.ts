import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyRule, RequestAttributes } from '../../../../trace/event.ts';
import { ruleAllows } from './rule-match.ts';

const resource = (verb: string, group: string, what: string, name = ''): RequestAttributes => {
  const [plural = '', subresource = ''] = what.split('/');
  return { isResourceRequest: true, verb, path: '', apiGroup: group, apiVersion: 'v1', resource: plural, subresource, namespace: 'ns1', name };
};
const url = (verb: string, path: string): RequestAttributes => ({ ...resource(verb, '', ''), isResourceRequest: false, path, namespace: '' });
const rule = (verbs: string, groups: string, resources: string, names?: string): PolicyRule => ({
  verbs: verbs.split(','),
  apiGroups: groups.split(','),
  resources: resources.split(','),
  ...(names === undefined ? {} : { resourceNames: names.split(',') }),
});
const urls = (verbs: string, ...paths: string[]): PolicyRule => ({ verbs: verbs.split(','), nonResourceURLs: paths });

type Row = [claim: string, rule: PolicyRule, asked: RequestAttributes, allowed: boolean];
const table: Row[] = [
  ['a star covers any verb', rule('*', 'group1', 'resource1'), resource('whatever', 'group1', 'resource1'), true],
  ['a star for verbs does not cover another group', rule('*', 'group1', 'resource1'), resource('get', 'group2', 'resource1'), false],
  ['a star for verbs does not cover another resource', rule('*', 'group1', 'resource1'), resource('get', 'group1', 'resource2'), false],
  ['a star covers any group', rule('verb1', '*', 'resource1'), resource('verb1', 'group2', 'resource1'), true],
  ['a star for groups does not cover another verb', rule('verb1', '*', 'resource1'), resource('verb2', 'group1', 'resource1'), false],
  ['a star covers any resource', rule('verb1', 'group1', '*'), resource('verb1', 'group1', 'resource2'), true],
  ['a star covers subresources', rule('verb1', 'group1', '*'), resource('verb1', 'group1', 'pods/log'), true],
  ['a star for resources does not cover another group', rule('verb1', 'group1', '*'), resource('verb1', 'group2', 'resource1'), false],
  ['every combination of a rule is covered', rule('a,b', 'g,h', 'r,s'), resource('b', 'h', 'r'), true],
  ['a subresource is named with its resource', rule('*', '*', 'resource1/sub1'), resource('get', 'x', 'resource1/sub1'), true],
  ['another subresource is not covered', rule('*', '*', 'resource1/sub1'), resource('get', 'x', 'resource1/sub2'), false],
  ['the subresource of another resource is not covered', rule('*', '*', 'resource1/sub1'), resource('get', 'x', 'resource2/sub1'), false],
  ['a subresource does not cover its resource', rule('*', '*', 'resource1/sub1'), resource('get', 'x', 'resource1'), false],
  ['a resource does not cover its subresources', rule('*', '*', 'pods'), resource('get', '', 'pods/status'), false],
  ['*/scale covers the scale of anything', rule('*', '*', 'pods/status,*/scale'), resource('get', '', 'anything/scale'), true],
  ['*/scale does not cover the thing itself', rule('*', '*', 'pods/status,*/scale'), resource('get', '', 'pods'), false],
  ['pods/* is no wildcard', rule('*', '*', 'pods/*'), resource('get', '', 'pods/log'), false],
  ['*/ with nothing behind it covers no resource', rule('*', '*', '*/'), resource('get', '', 'pods'), false],
  ['names are compared with case', rule('get', '', 'Pods'), resource('get', '', 'pods'), false],
  ['the core group is the empty one', rule('get', '', 'pods'), resource('get', '', 'pods'), true],
  ['the core group is not covered by another', rule('get', 'apps', 'pods'), resource('get', '', 'pods'), false],
  ['a name in the list is covered', rule('get', '', 'pods', 'a,b'), resource('get', '', 'pods', 'b'), true],
  ['a name beside the list is not', rule('get', '', 'pods', 'a,b'), resource('get', '', 'pods', 'c'), false],
  ['no name, as in a list, is not', rule('list', '', 'pods', 'a'), resource('list', '', 'pods'), false],
  ['an empty name in the list covers requests without one', rule('list', '', 'pods', ''), resource('list', '', 'pods'), true],
  ['a URL star covers every path', urls('verb1', '*'), url('verb1', '/foo/bar/one'), true],
  ['a URL star does not cover another verb', urls('verb1', '*'), url('verb2', '/foo'), false],
  ['/foo/* covers what is below', urls('get', '/foo/*'), url('get', '/foo/bar/one'), true],
  ['/foo/* covers /foo/', urls('get', '/foo/*'), url('get', '/foo/'), true],
  ['/foo/* does not cover /foo', urls('get', '/foo/*'), url('get', '/foo'), false],
  ['/foo/* does not cover /notfoo/bar', urls('get', '/foo/*'), url('get', '/notfoo/bar'), false],
  ['a plain path covers itself', urls('*', '/foo', '/foo/bar/one'), url('get', '/foo/bar/one'), true],
  ['a plain path covers nothing below', urls('*', '/foo'), url('get', '/foo/bar'), false],
  ['a plain path does not cover its sibling with a slash', urls('get', '/healthz'), url('get', '/healthz/'), false],
  ['stars at the end are trimmed together', urls('get', '/a/**'), url('get', '/a/b'), true],
  ['a star inside a path is a letter', urls('get', '/a*b*'), url('get', '/a*bc'), true],
  ['a star inside a path stands for nothing', urls('get', '/a*b*'), url('get', '/axb'), false],
  ['a rule for resources says nothing of paths', rule('*', '*', '*'), url('get', '/version'), false],
  ['a rule for paths says nothing of resources', urls('*', '*'), resource('get', '', 'pods'), false],
];

describe('a rule', () => {
  it.each(table)('%s', (_claim, given, asked, allowed) => {
    expect(ruleAllows(given, asked)).toBe(allowed);
  });
});

/** The same rules once more, by listing everything a rule covers out of a small universe. */
const VERBS = ['get', 'list', 'create'];
const GROUPS = ['', 'apps'];
const RESOURCES = ['pods', 'deployments'];
const SUBRESOURCES = ['', 'log', 'scale'];
const NAMES = ['', 'a', 'b'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/b'];

function covered(given: PolicyRule): Set<string> {
  const out = new Set<string>();
  const verbs = given.verbs.includes('*') ? VERBS : given.verbs;
  const groups = given.apiGroups?.includes('*') ? GROUPS : (given.apiGroups ?? []);
  const things = RESOURCES.flatMap((r) => SUBRESOURCES.map((s) => [r, s] as const)).filter(([r, s]) => {
    for (const entry of given.resources ?? []) {
      if (entry === '*') return true;
      const [left, right] = entry.split('/');
      if (right === undefined ? left === r && s === '' : s !== '' && right === s && (left === '*' || left === r)) return true;
    }
    return false;
  });
  const names = given.resourceNames?.length ? given.resourceNames : NAMES;
  for (const v of verbs) {
    for (const g of groups) for (const [r, s] of things) for (const n of names) out.add([v, g, r, s, n].join('|'));
    for (const p of PATHS)
      for (const u of given.nonResourceURLs ?? []) {
        const stars = u.length - u.replace(/\*+$/, '').length;
        if (stars ? p.slice(0, u.length - stars) === u.slice(0, u.length - stars) : p === u) out.add([v, p].join('|'));
      }
  }
  return out;
}

describe('whatever the rule', () => {
  const list = (...values: string[]) => fc.array(fc.constantFrom(...values), { maxLength: 3 });
  const anyRule = fc.record({
    verbs: list('*', ...VERBS),
    apiGroups: list('*', ...GROUPS),
    resources: list('*', 'pods', 'pods/log', 'pods/*', '*/scale', '*/log', 'deployments', 'Pods'),
    resourceNames: list(...NAMES),
    nonResourceURLs: list('*', '/', '/a', '/a*', '/a/*', '/a/**', '/ab'),
  });
  it('matching agrees with listing all that it covers', () => {
    fc.assert(
      fc.property(anyRule, (given) => {
        const all = covered(given);
        for (const v of VERBS) {
          for (const g of GROUPS)
            for (const r of RESOURCES)
              for (const s of SUBRESOURCES)
                for (const n of NAMES) expect(ruleAllows(given, resource(v, g, s ? `${r}/${s}` : r, n))).toBe(all.has([v, g, r, s, n].join('|')));
          for (const p of PATHS) expect(ruleAllows(given, url(v, p))).toBe(all.has([v, p].join('|')));
        }
      }),
      { numRuns: 300 },
    );
  });
});
