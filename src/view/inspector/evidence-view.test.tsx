import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { CertificateFacts, Evidence, RequestAttributes, UserInfo } from '../../trace/event.ts';
import { EvidenceView } from './evidence-view.tsx';

/** What a person reads of it: tags gone, breaks and spaces as one space. */
function words(evidence: Evidence, more: { attributes?: RequestAttributes; holder?: 'client' | 'server' } = {}): string {
  return renderToStaticMarkup(<EvidenceView evidence={evidence} {...more} />)
    .replace(/<wbr\/>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();
}

const arthur: UserInfo = { name: 'arthur', uid: '1', groups: ['dev', ''], extra: { 'example.org/floor': ['3'] } };
const rows = [
  { line: 1, text: 'token1,arthur,1,"admin,dev,qa"' },
  { line: 2, text: 'token2,daniele,2,dev' },
];
const certificate: CertificateFacts = {
  subject: 'CN=minikube-user,O=system:masters',
  commonName: 'minikube-user',
  organizations: ['system:masters'],
  issuer: 'CN=minikubeCA',
  serial: '3',
  notBefore: '2026-05-17T10:02:11Z',
  notAfter: '2036-05-14T10:02:11Z',
  extendedKeyUsage: ['client auth'],
  dnsNames: [],
  ipAddresses: [],
  isCA: false,
  sha256: 'ab',
};
const attributes: RequestAttributes = {
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

describe('every kind of evidence is drawn', () => {
  it('the used line of a file, with the names of its columns', () =>
    expect(words({ type: 'csv-row', file: '/etc/ca-certificates/tokens.csv', line: 1, rows, user: arthur, readAt: '2026-05-18T10:02:11Z' })).toBe(
      'tokens.csv read at start, 10:02:11Z 1 token1,arthur,1,"admin,dev,qa" token user uid groups 2 token2,daniele,2,dev Line 1 matches the whole token, letter for letter.',
    ));
  it('a file without the line, and the line that comes nearest', () =>
    expect(words({ type: 'csv-miss', file: 'tokens.csv', rows, readAt: '2026-05-18T10:02:11Z', nearest: { line: 2, why: 'one character differs' } })).toBe(
      'tokens.csv read at start, 10:02:11Z 1 token1,arthur,1,"admin,dev,qa" 2 token2,daniele,2,dev Line 2 comes nearest: one character differs.',
    ));
  it('the checks of a token: what fits, what does not, what was never reached', () =>
    expect(
      words({
        type: 'jwt',
        token: 'a.b.c',
        header: {},
        payload: {},
        checks: [
          { check: 'signature', ok: true, detail: 'RS256 fits the key' },
          { check: 'time', ok: false, detail: 'expired' },
          { check: 'account', ok: null, detail: 'not reached' },
        ],
      }),
    ).toBe('signature fits: RS256 fits the key time does not fit: expired account not checked: not reached'));
  it('a check without details says only whether it fits', () =>
    expect(words({ type: 'jwt', token: 'a.b.c', header: {}, payload: {}, checks: [{ check: 'issuer', ok: true, detail: '' }] })).toBe('issuer fits'));
  it('a client’s certificate: its common name becomes the username, its organizations the groups', () =>
    expect(words({ type: 'certificate', chain: [certificate], checks: [] })).toContain(
      'Username minikube-user Groups system:masters Issuer CN=minikubeCA Valid 2026-05-17 to 2036-05-14',
    ));
  it('a server’s certificate: they do not', () =>
    expect(words({ type: 'certificate', chain: [certificate], checks: [] }, { holder: 'server' })).not.toMatch(/Username|Groups/));
  it('a header', () => expect(words({ type: 'header', name: 'X-Remote-User', value: '' })).toBe('X-Remote-User empty'));
  it('a user, with empty names made visible', () =>
    expect(words({ type: 'user', user: arthur })).toBe('Username arthur UID 1 Groups dev "" Extra example.org/floor 3'));
  it('what a request asks for', () =>
    expect(words({ type: 'attributes', attributes })).toBe(
      'Wants list namespaces , cluster-wide Verb list API group “”, the core group Resource namespaces Path /api/v1/namespaces',
    ));
  it('the binding, role and rule that allow, with what covers the request', () =>
    expect(
      words(
        {
          type: 'rbac-rule',
          binding: { kind: 'RoleBinding', name: 'read', namespace: 'dev' },
          role: { kind: 'ClusterRole', name: 'view' },
          subject: { kind: 'Group', name: 'dev', namespace: '' },
          rule: { verbs: ['get', 'list'], apiGroups: [''], resources: ['namespaces'] },
        },
        { attributes },
      ),
    ).toBe(
      'RoleBinding dev/read names Group dev gives ClusterRole view verbs get list covers it apiGroups "" (core) covers it resources namespaces covers it',
    ));
  it('an expression and what it gave', () =>
    expect(words({ type: 'cel', expression: 'user.username != ""', result: 'true' })).toBe('user.username != "" gives true'));
  it('an object', () => expect(words({ type: 'object', object: { kind: 'Pod' } })).toBe('{ "kind" : "Pod" }'));
  it('messages, JSON bodies indented', () =>
    expect(
      words({
        type: 'http',
        request: { start: 'POST /x', headers: [['Accept', '*/*']], body: '' },
        response: { start: '200 OK', headers: [], body: '{"a":1}' },
      }),
    ).toBe('POST /x Accept: */* 200 OK { "a" : 1 }'));
});
