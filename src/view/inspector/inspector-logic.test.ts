import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestAttributes, StateMachine, Trace, UserInfo, Verdict } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import { decisiveTab } from './decisive-tab.ts';
import { bearerOf, canICommand, counted, ruleFields, shellWord, wants, whoAmICommand } from './request-words.ts';
import { evidenceOf, serverLog, stageFacts } from './stage-facts.ts';
import { decodePart, looksLikeJwt } from './token/decode.ts';

const asked: RequestAttributes = {
  isResourceRequest: true,
  verb: 'list',
  path: '/api/v1/namespaces',
  apiGroup: '',
  apiVersion: 'v1',
  resource: 'namespaces',
  subresource: '',
  namespace: '',
  name: '',
};
const user = (name: string, ...groups: string[]): UserInfo => ({ name, uid: '', groups, extra: {} });

describe('what a request wants', () => {
  it.each([
    ['a list', asked, 'list namespaces, cluster-wide'],
    ['in a namespace, by name', { ...asked, verb: 'get', resource: 'pods', namespace: 'dev', name: 'a' }, 'get pods “a”, in namespace dev'],
    ['of a group, a subresource', { ...asked, apiGroup: 'apps', resource: 'deployments', subresource: 'scale' }, 'list deployments.apps/scale, cluster-wide'],
    ['a path', { ...asked, isResourceRequest: false, verb: 'get', path: '/healthz' }, 'get /healthz, no resource'],
  ])('%s', (_, attributes, text) => {
    const { what, where } = wants(attributes);
    expect(what + where).toBe(text);
  });
  it.each([
    ['anonymous', user('system:anonymous', 'system:unauthenticated'), asked, 'kubectl auth can-i list namespaces --as=system:anonymous'],
    [
      'with groups',
      user('arthur', 'admin', 'dev', 'system:authenticated'),
      asked,
      'kubectl auth can-i list namespaces --as=arthur --as-group=admin --as-group=dev',
    ],
    [
      'a service account, in a namespace',
      user('system:serviceaccount:a:b', 'system:serviceaccounts', 'system:serviceaccounts:a', 'system:authenticated'),
      { ...asked, resource: 'pods', subresource: 'log', namespace: 'a', name: 'p' },
      'kubectl auth can-i list pods/p --subresource=log -n a --as=system:serviceaccount:a:b',
    ],
    ['a path', user('x y'), { ...asked, isResourceRequest: false, verb: 'get', path: '/healthz' }, "kubectl auth can-i get /healthz --as='x y'"],
  ])('the same question as a command: %s', (_, who, attributes, command) => expect(canICommand(who, attributes)).toBe(command));
  it.each([
    ['nothing has no command: a 403 would say nothing', 'authn.anonymous', 'system:anonymous', undefined, undefined],
    ['the kubeconfig’s certificate', 'authn.x509', 'minikube-user', undefined, 'kubectl auth whoami'],
    ['the same certificate and a token', 'authn.x509', 'minikube-user', 'token1', 'kubectl auth whoami'],
    ['a certificate that only the caller holds', 'authn.x509', 'jane', undefined, undefined],
    ['the word of a proxy', 'authn.front-proxy', 'jane', 'token1', undefined],
  ])('who am I with %s', (_, desk, who, bearer, command) => expect(whoAmICommand(desk, user(who), bearer)).toBe(command));
  it('a quoted word is one word again', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: fc.constantFrom('a', "'", ' ', '$', '\\', '\n', '"') }), (text) => {
        const word = shellWord(text);
        const back = word.startsWith("'") ? word.slice(1, -1).replaceAll(`'\\''`, "'") : word;
        expect(back).toBe(text);
      }),
    );
  });
  it.each([
    ['Bearer token1', 'token1'],
    ['bearer  a.b.c ', 'a.b.c'],
    ['Basic x', undefined],
    ['Bearer ', undefined],
  ])('the bearer of %j is %j', (header, token) => expect(bearerOf([['authorization', header]])).toBe(token));
  it('counts in words', () => expect([counted(1, 'desk'), counted(7, 'desk'), counted(12, 'desk')]).toEqual(['one desk', 'seven desks', '12 desks']));
});

describe('the rule that covers a request', () => {
  const marked = (rule: Parameters<typeof ruleFields>[0], a: RequestAttributes): string[] =>
    ruleFields(rule, a).map((f) => `${f.title}: ${f.values.map((v) => (v.hit ? `[${v.text}]` : v.text)).join(' ')}`);
  it.each([
    [
      'verb, core group and resource',
      { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods', 'namespaces'] },
      asked,
      ['verbs: get [list]', 'apiGroups: ["" (core)]', 'resources: pods [namespaces]'],
    ],
    ['stars', { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, asked, ['verbs: [*]', 'apiGroups: [*]', 'resources: [*]']],
    [
      'a subresource of anything, by name',
      { verbs: ['get'], apiGroups: ['apps'], resources: ['deployments', '*/scale'], resourceNames: ['a', 'b'] },
      { ...asked, verb: 'get', apiGroup: 'apps', resource: 'deployments', subresource: 'scale', name: 'b' },
      ['verbs: [get]', 'apiGroups: [apps]', 'resources: deployments [*/scale]', 'resourceNames: a [b]'],
    ],
    [
      'a path with a star; resource fields are not shown',
      { verbs: ['get'], resources: ['x'], nonResourceURLs: ['/livez', '/healthz/*'] },
      { ...asked, isResourceRequest: false, verb: 'get', path: '/healthz/etcd' },
      ['verbs: [get]', 'nonResourceURLs: /livez [/healthz/*]'],
    ],
  ])('%s', (_, rule, a, fields) => expect(marked(rule, a)).toEqual(fields));
});

const machine: StateMachine = { initial: 'tls', states: [] };
function record(verdicts: [string, Verdict][], answered = true): Trace {
  const recorder = new Recorder({ id: 'r', title: 'GET /', from: 'laptop', to: 'server', machine, snapshot: 1, now: () => 0 });
  recorder.hop('laptop', 'server', '');
  for (const [stage, verdict] of verdicts) {
    const id = recorder.before(stage);
    if (verdict === 'error') recorder.note('in the server’s log: no way');
    recorder.after(id, verdict, verdict, { type: 'header', name: stage, value: verdict });
  }
  recorder.hop('server', 'laptop', '', ...(answered ? [{ start: '200 OK', headers: [] as [string, string][], body: '' }] : []));
  return recorder.trace();
}

describe('the tab of the decisive gate', () => {
  it.each([
    ['TLS refused', record([['tls', 'refused']], false), 'Request'],
    ['no answer at all', record([], false), 'Request'],
    [
      '401',
      record([
        ['tls', 'passed'],
        ['authn.x509', 'no-opinion'],
        ['authentication', 'error'],
      ]),
      'Decision',
    ],
    [
      '403',
      record([
        ['authentication', 'recognised'],
        ['authorization', 'denied'],
      ]),
      'Decision',
    ],
    [
      '409',
      record([
        ['authorization', 'allowed'],
        ['storage', 'conflict'],
      ]),
      'Response',
    ],
    [
      '200',
      record([
        ['authentication', 'recognised'],
        ['authorization', 'allowed'],
        ['storage', 'passed'],
      ]),
      'Identity',
    ],
  ])('%s', (_, trace, tab) => expect(decisiveTab(trace).tab).toBe(tab));
});

describe('what the stages said', () => {
  const trace = record([
    ['tls', 'passed'],
    ['authentication', 'error'],
  ]);
  it('so far: an open stage has no verdict', () =>
    expect(stageFacts(trace, 2)).toEqual([{ stage: 'tls', verdict: undefined, reason: '', notes: [], evidence: [] }]));
  it('evidence by type and stage', () => {
    expect(evidenceOf(stageFacts(trace, 99), 'header', 'authentication')?.value).toBe('error');
    expect(evidenceOf(stageFacts(trace, 99), 'jwt')).toBeUndefined();
  });
  it('the line of the server’s log', () => {
    expect(serverLog(stageFacts(trace, 99))).toBe('no way');
    expect(serverLog(stageFacts(trace, 3))).toBeUndefined();
  });
});

describe('decoding a token for the eye', () => {
  it.each([
    ['eyJhbGciOiJSUzI1NiJ9', { value: { alg: 'RS256' } }],
    ['', { error: 'the header is empty' }],
    ['a b', { error: 'the header is not base64url' }],
    ['_w', { error: 'the header does not decode' }],
    ['Zm9v', { error: 'the header decodes, but is not JSON' }],
  ])('%j', (text, result) => expect(decodePart('header', text)).toEqual(result));
  it('any text ends in a value or an error', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => Object.keys(decodePart('x', text)).length === 1));
    fc.assert(fc.property(fc.string(), (text) => typeof looksLikeJwt(text) === 'boolean'));
  });
});
