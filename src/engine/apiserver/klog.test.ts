import { describe, expect, test } from 'vitest';
import type { Trace, TraceEvent, UserInfo } from '../../trace/event.ts';
import { klogLines } from './klog.ts';

const ada: UserInfo = { name: 'ada', uid: 'u1', groups: ['devs', 'system:authenticated'], extra: {} };
const AT = Date.UTC(2026, 10, 24, 7, 56, 45, 688);
const HEAD = 'I1124 07:56:45.688000       1 ';
const attributes = {
  isResourceRequest: true,
  verb: 'get',
  path: '/p',
  apiGroup: '',
  apiVersion: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'default',
  name: 'web',
};

function refused(why = ''): Trace {
  const target = '/api/v1/namespaces/default/pods/web';
  const message = `pods "web" is forbidden: User "ada" cannot get resource "pods" in API group "" in the namespace "default"${why}`;
  let id = 0;
  const stage = (name: string, verdict: 'passed' | 'recognised' | 'no-opinion' | 'denied' | 'skipped', more: object = {}): TraceEvent[] => {
    id++;
    return [
      { kind: 'before', at: AT, id, stage: name },
      { kind: 'after', at: AT, id, verdict, reason: '', ...more },
    ];
  };
  return {
    version: 1,
    id: '7',
    startedAt: '2026-11-24T07:56:45Z',
    title: '',
    from: 'laptop',
    to: 'kube-apiserver',
    machine: { initial: 'tls', states: [] },
    snapshot: 1,
    events: [
      {
        kind: 'hop',
        at: AT,
        from: 'laptop',
        to: 'kube-apiserver',
        summary: '',
        message: { start: `GET ${target}`, headers: [['User-Agent', 'curl/8.5.0']], body: '' },
      },
      ...stage('request-info', 'passed', { evidence: { type: 'attributes', attributes } }),
      ...stage('authentication', 'recognised', { evidence: { type: 'user', user: ada } }),
      ...stage('flow-control', 'passed'),
      ...stage('authz.rbac', 'no-opinion'),
      ...stage('authorization', 'denied'),
      {
        kind: 'hop',
        at: AT,
        from: 'kube-apiserver',
        to: 'laptop',
        summary: '',
        message: { start: '403 Forbidden', headers: [['Audit-Id', 'a-1']], body: JSON.stringify({ message }) },
      },
    ],
  };
}

const HTTP =
  'httplog.go:134] "HTTP" verb="GET" URI="/api/v1/namespaces/default/pods/web" latency="0s" userAgent="curl/8.5.0" audit-ID="a-1" srcIP="192.168.49.1:32775" apf_pl="global-default" apf_fs="global-default" apf_iseats=1 apf_fseats=0 apf_additionalLatency="0s" apf_execution_time="0s" resp=403';
const FORBIDDEN = 'authorization.go:93] "Forbidden" URI="/api/v1/namespaces/default/pods/web" reason=""';
const RBAC =
  'rbac.go:119] RBAC: no rules authorize user "ada" with groups ["devs" "system:authenticated"] to "get" resource "pods" named "web" in namespace "default"';

describe('a refusal in the log', () => {
  const cases: [verbosity: number, lines: string[]][] = [
    [0, []],
    [2, []],
    [3, [HTTP]],
    [4, [FORBIDDEN, HTTP]],
    [5, [RBAC, FORBIDDEN, HTTP]],
  ];
  test.each(cases)('at -v=%i', (verbosity, lines) => {
    expect(klogLines(refused(), verbosity).map((l) => l.text)).toEqual(lines.map((l) => HEAD + l));
  });
  test('with the reason the authorizers gave', () => {
    expect(klogLines(refused(': Everything is forbidden.'), 4)[0]?.text).toContain('reason="Everything is forbidden."');
  });
  test('the lines the server wrote itself come first, at the gate they belong to', () => {
    const trace = refused();
    trace.written = { verbosity: 0, log: ['E1124 07:56:45.688000       1 authentication.go:75] "Unable…"'], audit: [] };
    expect(klogLines(trace)).toEqual([{ severity: 'E', text: 'E1124 07:56:45.688000       1 authentication.go:75] "Unable…"', events: 5 }]);
  });
});
