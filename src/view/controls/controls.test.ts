import { describe, expect, it } from 'vitest';
import { STORIES, tell } from '../../../e2e/harness/traces.ts';
import type { Run } from '../../player/player.ts';
import { fold } from '../../trace/fold.ts';
import { timeline } from '../../trace/timeline.ts';
import { foldDesks } from '../focus/current-gate.tsx';
import { clientSays, replyOf } from '../words/reply-words.ts';
import { rest } from '../words/rest.ts';
import { byProgram, commandsOf } from './run-list.tsx';
import { endsOf, stepAt } from './scrubber.tsx';

const run = (name: string, more: Partial<Run> = {}): Run => {
  const trace = tell(STORIES[name]!);
  return { id: name, trace, timeline: timeline(trace), command: 1, program: 'curl', background: false, older: false, ...more };
};

describe('the scrubber', () => {
  const { steps } = run('token1-200').timeline;
  const ends = endsOf(steps);

  it('runs from 0 to 1, and every step has a place of its own', () => {
    expect(ends[0]).toBe(0);
    expect(ends.at(-1)).toBeCloseTo(1, 9);
    expect(ends).toHaveLength(steps.length + 1);
    for (let i = 1; i < ends.length; i++) expect(ends[i]!).toBeGreaterThan(ends[i - 1]!);
  });

  it('finds the step under the pointer, and clamps outside', () => {
    for (const { number } of steps) expect(stepAt(ends, (ends[number - 1]! + ends[number]!) / 2)).toBe(number);
    expect(stepAt(ends, -3)).toBe(1);
    expect(stepAt(ends, 7)).toBe(steps.length);
  });
});

describe('the run list', () => {
  it('shows the newest command first and folds its background requests', () => {
    const runs = [
      run('tls-refused', { id: 'a', command: 1 }),
      run('token1-200', { id: 'b', command: 2, background: true }),
      run('token1-200', { id: 'c', command: 2, background: true }),
      run('token9-401', { id: 'd', command: 2 }),
    ];
    expect(commandsOf(runs).map(({ command, runs: shown, background }) => [command, shown.map((r) => r.id), background.map((r) => r.id)])).toEqual([
      [2, ['d'], ['b', 'c']],
      [1, ['a'], []],
    ]);
  });

  it('keeps what each component did together', () => {
    const runs = ['kubectl', 'kubelet', 'kube-scheduler', 'kubelet'].map((program, i) => run('token1-200', { id: `${i}`, program, background: true }));
    expect(byProgram(runs).map(([program, own]) => [program, own.map(({ id }) => id)])).toEqual([
      ['kubectl', ['0']],
      ['kubelet', ['1', '3']],
      ['kube-scheduler', ['2']],
    ]);
  });
});

describe('the rest on a step', () => {
  const r = run('token1-200');

  it('is long enough to read its sentence', () => {
    expect(rest(r, 1)).toBe(60 * 'You send GET /api/v1/namespaces, sealed, to kube-apiserver.'.length);
  });

  it('is 2.5 seconds for those who want less motion', () => {
    expect(rest(r, 1, true)).toBe(2500);
  });
});

describe('the reply in a few words', () => {
  const reply = (name: string, body?: unknown) => {
    const trace = tell({ ...STORIES[name]!, ...(body === undefined ? {} : { body }) });
    return replyOf(fold(trace, trace.events.length));
  };

  it.each([
    ['token1-200', undefined, 'NamespaceList · 5 items'],
    ['anonymous-403', undefined, 'Status · namespaces is forbidden'],
    ['token9-401', undefined, 'Status · Unauthorized'],
    ['token1-200', { kind: 'Table', rows: [{}] }, 'Table · 1 row'],
    ['token1-200', { kind: 'Namespace', metadata: { name: 'dev' } }, 'Namespace · dev'],
    ['token1-200', 'ok', '"ok"'],
    ['token1-200', { major: '1' }, 'JSON'],
  ])('%s %j → %s', (name, body, kind) => {
    expect(reply(name, body)?.kind).toBe(kind);
  });

  it.each([
    ['curl', 'No answer: curl error 60'],
    ['kubectl', 'No answer: kubectl is unable to connect, the certificate does not verify'],
    ['rbac editor', 'No answer: no CA of this server is known'],
  ])('%s without an answer', (program, text) => {
    expect(clientSays(tell(STORIES['tls-refused']!), 'no CA of this server is known', program)).toBe(text);
  });
});

describe('desks where there is little room', () => {
  const at = (name: string, quiet?: number): string[] => {
    const trace = tell(STORIES[name]!);
    const { desks, bearer } = fold(trace, trace.events.length);
    return foldDesks(desks, bearer, quiet).map((row) => `${row.title}, ${row.word ?? row.standing}${row.reason ? `: ${row.reason}` : ''}`);
  };

  it('keep the one that speaks and two before it', () => {
    expect(at('token1-200')).toEqual([
      'Front proxy headers, no-opinion',
      'X.509 client certificate, no-opinion',
      'Static token file, recognised: token1,arthur,1,"admin,dev,qa"',
      '5 more desks, not asked',
    ]);
  });

  it('count the others before, and end with the sum', () => {
    expect(at('token9-401')).toEqual([
      'Five desks before, no-opinion',
      'OIDC / JWT, no-opinion',
      'Webhook, no-opinion',
      'Bearer token, error: no one knew it',
      '1 more desk, not asked',
    ]);
  });
});
