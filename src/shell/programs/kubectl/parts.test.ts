import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../trace/json.ts';
import type { KubeObject } from './client.ts';
import { humanAge, parseDuration } from './duration.ts';
import { errorText, StatusFailure } from './failure.ts';
import { type FlagSpec, parseFlags } from './flags.ts';
import { lookUp } from './mapper.ts';
import { ruleCells, ruleRows } from './rules.ts';
import { lastApplied, threeWayPatch } from './three-way.ts';

describe("Go's durations", () => {
  it.each([
    ['10m', 600e9],
    ['1h5m2s', 3_902e9],
    ['1.5h', 5400e9],
    ['0', 0],
    ['-1s', -1e9],
    ['100ms', 1e8],
    ['abc', 'time: invalid duration "abc"'],
    ['10', 'time: missing unit in duration "10"'],
    ['1h5x', 'time: unknown unit "x" in duration "1h5x"'],
    ['', 'time: invalid duration ""'],
  ])('%j is %j', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [330, '5m30s'],
    [10_800, '3h'],
    [12_000, '3h20m'],
    [100_000, '27h'],
    [200_000, '2d7h'],
    [86_400 * 30, '30d'],
    [86_400 * 800, '2y70d'],
    [-5, '<invalid>'],
  ])('%d seconds are %s old', (seconds, text) => {
    expect(humanAge(seconds * 1000)).toBe(text);
  });
});

describe('flags', () => {
  const specs: FlagSpec[] = [
    { name: 'namespace', short: 'n', type: 'string' },
    { name: 'all', short: 'A', type: 'bool' },
    { name: 'verb', type: 'list', split: true },
    { name: 'dry-run', type: 'string', alone: 'unchanged' },
    { name: 'v', short: 'v', type: 'int' },
    { name: 'duration', type: 'duration' },
  ];
  const read = (...words: string[]) => parseFlags(words, specs, 'kubectl get');

  it('reads them anywhere, joined or apart', () => {
    const { flags, args } = read('a', '-nx', '--verb=get,list', '--verb', 'watch', '-v=6', '-A', 'b', '--dry-run');
    expect([args, flags.text('namespace'), flags.list('verb'), flags.text('v'), flags.on('all'), flags.text('dry-run')]).toEqual([
      ['a', 'b'],
      'x',
      ['get', 'list', 'watch'],
      '6',
      true,
      'unchanged',
    ]);
  });

  it('leaves everything after -- alone', () => {
    const { args, dash } = read('pod', '--', 'ls', '-n');
    expect([args, dash]).toEqual([['pod', 'ls', '-n'], 1]);
  });

  it.each([
    [['--nope'], 'unknown flag: --nope'],
    [['-x'], "unknown shorthand flag: 'x' in -x"],
    [['-Ax'], "unknown shorthand flag: 'x' in -Ax"],
    [['--namespace'], 'flag needs an argument: --namespace'],
    [['-n'], "flag needs an argument: 'n' in -n"],
    [['--all=x'], 'invalid argument "x" for "-A, --all" flag: strconv.ParseBool: parsing "x": invalid syntax'],
    [['-v=x'], 'invalid argument "x" for "-v, --v" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [['--duration=abc'], 'invalid argument "abc" for "--duration" flag: time: invalid duration "abc"'],
  ])('%j: %s', (words, message) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ message: `error: ${message}\nSee 'kubectl get --help' for usage.`, exitCode: 1 }));
  });
});

describe('errors', () => {
  const of = (status: StatusFailure['status']) => errorText(new StatusFailure(status));
  it.each([
    ['401', { reason: 'Unauthorized', message: 'Unauthorized' }, 'error: You must be logged in to the server (Unauthorized)'],
    ['403', { reason: 'Forbidden', message: 'no' }, 'Error from server (Forbidden): no'],
    ['no reason', { message: 'odd' }, 'Error from server: odd'],
    ['one cause', { reason: 'Invalid', details: { kind: 'Role', name: 'r', causes: [{ field: 'a', message: 'b' }] } }, 'The Role "r" is invalid: a: b'],
    [
      'two causes, one of them twice',
      {
        reason: 'Invalid',
        details: {
          kind: 'Role',
          name: 'r',
          causes: [
            { field: 'a', message: 'b' },
            { field: 'c', message: 'd' },
            { field: 'a', message: 'b' },
          ],
        },
      },
      'The Role "r" is invalid: \n* a: b\n* c: d',
    ],
    [
      'neither kind nor name',
      { reason: 'Invalid', message: 'm', details: { causes: [{ field: 'patch', message: 'bad' }] } },
      'The request is invalid: patch: bad',
    ],
  ])('%s', (_what, status, text) => {
    expect(of(status)).toBe(text);
  });
});

describe('resource names', () => {
  const base = { verbs: [], categories: [], subresources: [] };
  const discovery = [
    { ...base, group: '', version: 'v1', name: 'pods', singular: 'pod', kind: 'Pod', namespaced: true, shortNames: ['po'] },
    { ...base, group: 'apps', version: 'v1', name: 'deployments', singular: 'deployment', kind: 'Deployment', namespaced: true, shortNames: ['deploy'] },
    { ...base, group: 'rbac.authorization.k8s.io', version: 'v1', name: 'roles', singular: 'role', kind: 'Role', namespaced: true, shortNames: [] },
  ];
  it.each([
    ['po', 'pods'],
    ['Pod', 'pods'],
    ['deploy.apps', 'deployments'],
    ['deployments.v1.apps', 'deployments'],
    ['roles.rbac', 'roles'],
    ['role.rbac.authorization.k8s.io', 'roles'],
    ['deployments.nope', undefined],
    ['widgets', undefined],
  ])('%s is %s', (word, name) => {
    expect(lookUp(discovery, word)?.name).toBe(name);
  });
});

describe('policy rules', () => {
  it('are taken apart, merged by resource, sorted by verbs first; URLs stay apart', () => {
    const rows = ruleRows([
      { verbs: ['get', 'list'], apiGroups: ['', 'apps'], resources: ['pods/log'] },
      { verbs: ['create'], apiGroups: ['x'], resources: ['ys'] },
      { verbs: ['watch'], apiGroups: [''], resources: ['pods/log'] },
      { verbs: ['get'], nonResourceURLs: ['/healthz'] },
      { verbs: ['get'], nonResourceURLs: ['/healthz'] },
    ]);
    expect(rows.map(ruleCells)).toEqual([
      ['ys.x', '[]', '[]', '[create]'],
      ['pods/log', '[]', '[]', '[get list watch]'],
      ['pods.apps/log', '[]', '[]', '[get list]'],
      ['', '[/healthz]', '[]', '[get]'],
      ['', '[/healthz]', '[]', '[get]'],
    ]);
  });
});

describe('apply', () => {
  /** RFC 7386. */
  const merge = (target: unknown, patch: unknown): unknown => {
    if (!isJsonObject(patch)) return patch;
    const out: KubeObject = isJsonObject(target) ? { ...target } : {};
    for (const [key, value] of Object.entries(patch)) {
      if (value === null) delete out[key];
      else out[key] = merge(out[key], value);
    }
    return out;
  };
  const value = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 2 }, fc.integer({ min: 0, max: 3 }), fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }), tie('map')),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), { maxKeys: 3 }),
  })).map as fc.Arbitrary<KubeObject>;

  it('makes what is there equal to what is wanted when all of it was applied before', () => {
    fc.assert(
      fc.property(value, value, (current, modified) => {
        expect(merge(current, threeWayPatch(current, modified, current, false))).toEqual(modified);
      }),
    );
  });

  it('leaves alone what it never applied', () => {
    fc.assert(
      fc.property(value, value, (current, modified) => {
        expect(merge(current, threeWayPatch({}, modified, current, false))).toEqual(merge(current, modified));
      }),
    );
  });

  it('has nothing to do the second time', () => {
    fc.assert(
      fc.property(value, value, value, (original, modified, current) => {
        const after = merge(current, threeWayPatch(original, modified, current, false)) as KubeObject;
        expect(threeWayPatch(modified, modified, after, false)).toEqual({});
      }),
    );
  });

  it('merges lists of named things by name', () => {
    const containers = (...list: KubeObject[]) => ({ spec: { containers: list } });
    const patch = threeWayPatch(
      containers({ name: 'a', image: '1' }, { name: 'b' }),
      containers({ name: 'a', image: '2' }),
      containers({ name: 'a', image: '1', x: 1 }, { name: 'b' }),
      true,
    );
    expect(patch).toEqual({
      spec: {
        containers: [
          { name: 'a', image: '2' },
          { $patch: 'delete', name: 'b' },
        ],
      },
    });
  });

  it('remembers the object in an annotation, keys sorted, one newline', () => {
    const { metadata } = lastApplied({ kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'test', namespace: 'x' } });
    expect(metadata).toEqual({
      name: 'test',
      namespace: 'x',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration':
          '{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"annotations":{},"name":"test","namespace":"x"}}\n',
      },
    });
  });
});
