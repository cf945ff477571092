import { describe, expect, it } from 'vitest';
import { oidcAbout } from '../../engine/parties/oidc/oidc.about.ts';
import type { MessageRow } from '../../player/messages.ts';
import type { Run } from '../../player/player.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { messageWords } from './message-words.ts';
import { partyWords } from './party-words.ts';

const attributes = {
  isResourceRequest: true,
  verb: 'list',
  path: '/api/v1/pods',
  apiGroup: '',
  apiVersion: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: '',
  name: '',
};
const events: TraceEvent[] = [{ kind: 'note', at: 0, id: 1, text: '', evidence: { type: 'attributes', attributes } }];
const run = { trace: { from: 'laptop', to: 'kube-apiserver', events } } as Run;
const row = (asks: boolean, start: string, body: unknown = '', from = 'somebody', to = 'x'): MessageRow => ({
  kind: 'message',
  run,
  from,
  to,
  asks,
  summary: start,
  message: { start, headers: [], body: typeof body === 'string' ? body : JSON.stringify(body) },
  call: 'c',
  at: 0,
  places: [],
});

describe('a question in words', () => {
  it.each<[title: string, start: string, body: unknown, from?: string, to?: string]>([
    ['AssumeRoleWithWebIdentity', 'POST /', 'Version=2011-06-15&Action=AssumeRoleWithWebIdentity&RoleArn=x'],
    ['Where are your keys?', 'GET /id/EXAMPLE/.well-known/openid-configuration', ''],
    ['Give me the public keys', 'GET /id/EXAMPLE/keys', ''],
    ['Give me the public keys', 'GET /openid/v1/jwks', ''],
    ['Whose token is this?', 'POST /authenticate', { kind: 'TokenReview' }],
    ['May this pass?', 'POST /mutate?timeout=10s', { kind: 'AdmissionReview' }],
    ['AssumeRoleForPodIdentity', 'POST /clusters/minikube/assume-role-for-pod-identity', {}],
    ['List the bucket', 'GET /?list-type=2', '', 'somebody', 's3'],
    ['Get an object', 'GET /notes.txt', '', 'somebody', 's3'],
    ['Put an object', 'PUT /notes.txt', 'hello', 'somebody', 's3'],
    ['Create an association', 'POST /clusters/minikube/pod-identity-associations', {}, 'somebody', 'eks'],
    ['List pods', 'GET /api/v1/pods', '', 'laptop'],
    ['', 'GET /api/v1/pods', ''],
    ['', 'POST /x', '{"kind":'],
  ])('%s: %s', (title, start, body, from, to) => {
    expect(messageWords(row(true, start, body, from, to))).toEqual({ title, line: start, standing: undefined });
  });

  it('that never arrived says why', () => {
    const lost = { ...row(true, ''), summary: 'dial tcp: lookup hook.example: no such host', message: undefined };
    expect(messageWords(lost)).toEqual({ title: '', line: 'dial tcp: lookup hook.example: no such host', standing: 'refused' });
  });
});

describe('an answer in words', () => {
  it.each<[title: string, standing: string, start: string, body: unknown]>([
    ['names jwks_uri', 'passed', '200 OK', { issuer: 'x', jwks_uri: 'https://x/keys' }],
    ['one key', 'passed', '200 OK', { keys: [{}] }],
    ['a token', 'passed', '201 Created', { kind: 'TokenRequest', status: { token: 'x' } }],
    ['it is jane', 'passed', '200 OK', { kind: 'TokenReview', status: { authenticated: true, user: { username: 'jane' } } }],
    ['nobody I know', 'passed', '200 OK', { kind: 'TokenReview', status: { error: 'x' } }],
    ['not allowed', 'passed', '200 OK', { kind: 'SubjectAccessReview', status: { allowed: false } }],
    ['with changes', 'passed', '200 OK', { kind: 'AdmissionReview', response: { allowed: true, patch: 'W10=' } }],
    ['InvalidIdentityToken', 'error', '400 Bad Request', '<ErrorResponse><Error><Code>InvalidIdentityToken</Code></Error></ErrorResponse>'],
    ['temporary credentials', 'passed', '200 OK', '<Credentials><SecretAccessKey>x</SecretAccessKey></Credentials>'],
    ['PodList · 2 items', 'passed', '200 OK', { kind: 'PodList', items: [{}, {}] }],
    ['Status · pods is forbidden', 'denied', '403 Forbidden', { kind: 'Status', message: 'pods is forbidden: User "x"' }],
    ['', 'passed', '200 OK', 'ok'],
  ])('%s, %s: %s', (title, standing, start, body) => {
    expect(messageWords(row(false, start, body))).toEqual({ title, standing, line: start });
  });
});

describe('a column', () => {
  const list = [{ kind: 'oidc', name: 'login', origin: 'https://login.example', down: false }];
  it.each([
    ['kube-apiserver', 'API server', 'Your cluster'],
    ['kube-scheduler', 'Scheduler', 'Your cluster'],
    ['api-client', 'Pod', 'Your cluster'],
    ['login', 'OIDC provider', 'Outside'],
    ['gone.example', 'Nobody', 'Outside'],
    ['sts', 'AWS STS', 'AWS'],
  ])('%s is called %s and stands in the zone %s', (name, title, zone) => {
    expect(partyWords(name, { list, kinds: [{ ...oidcAbout, sample: undefined }] })).toMatchObject({ title, zone });
  });
});
