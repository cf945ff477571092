import { describe, expect, test } from 'vitest';
import pki from '../../../../../e2e/conformance/cases/pki.json';
import { Recorder } from '../../../../trace/recorder.ts';
import { Clock } from '../../../clock.ts';
import { Certificates } from '../../../crypto/certificates.ts';
import { Headers } from '../../../http/message.ts';
import type { KeyMaterial } from '../../../spec.ts';
import type { RequestContext } from '../../request-context.ts';
import { type FrontProxyOptions, frontProxy, unescapeKey } from './front-proxy.ts';

const PKI: Record<string, KeyMaterial> = pki;
const NOW = '2026-11-23T22:40:00Z';

const OPTIONS: FrontProxyOptions = {
  roots: pki['front-proxy-ca'].crt,
  allowedNames: ['front-proxy-client', 'aggregator'],
  usernameHeaders: ['X-Remote-User', 'X-Second-User'],
  uidHeaders: ['X-Remote-Uid'],
  groupHeaders: ['X-Remote-Group', 'X-Second-Group'],
  extraPrefixes: ['X-Remote-Extra-', 'X-More-'],
};

interface Given {
  certs?: string[];
  tls?: boolean;
  options?: Partial<FrontProxyOptions>;
}

async function ask(headers: [string, string][], { certs = ['fp-good'], tls = true, options = {} }: Given = {}) {
  const clock = new Clock(NOW);
  const recorder = new Recorder({ id: '1', title: '', from: '', to: '', machine: { initial: '', states: [] }, snapshot: 0, now: clock.now });
  const span = recorder.before('authn.front-proxy');
  const context = {
    request: { method: 'GET', target: '/', headers: new Headers(headers), body: '' },
    connection: { tls, host: '', peerCertificates: certs.map((name) => ({ pem: PKI[name]?.crt ?? name })) },
    recorder,
    server: { clock },
  } as unknown as RequestContext;
  const answer = await frontProxy(new Certificates(new Map()), { ...OPTIONS, ...options }).authenticate(context);
  recorder.after(span, 'no-opinion', '');
  const notes = recorder.trace().events.flatMap((e) => (e.kind === 'note' ? [e] : []));
  return { answer, notes };
}
const userOf = async (headers: [string, string][], given?: Given) => {
  const { answer } = await ask(headers, given);
  return answer.verdict === 'recognised' ? answer.user : [answer.verdict, answer.reason];
};
const ADA: [string, string] = ['X-Remote-User', 'ada'];

describe('whom a proxy speaks for', () => {
  test.each<[claim: string, headers: [string, string][], user: { name?: string; uid?: string; groups?: string[]; extra?: Record<string, string[]> }]>([
    ['a user, and nothing else', [ADA], { name: 'ada', uid: '', groups: [], extra: {} }],
    ['a header in other case', [['x-REMOTE-user', 'ada']], { name: 'ada' }],
    ['the second header when the first is not there', [['X-Second-User', 'bob']], { name: 'bob' }],
    ['the first of two headers', [['X-Second-User', 'bob'], ADA], { name: 'ada' }],
    ['the second header when the first value is empty', [['X-Remote-User', ''], ADA, ['X-Second-User', 'bob']], { name: 'bob' }],
    ['a name with a comma', [['X-Remote-User', 'a,b']], { name: 'a,b' }],
    ['a uid', [ADA, ['X-Remote-Uid', '7']], { uid: '7' }],
    ['a uid under another name', [ADA, ['X-Remote-Uid-1', '7']], { uid: '' }],
    [
      'groups in the order of the headers’ names',
      [ADA, ['X-Second-Group', 'c'], ['X-Remote-Group', 'a'], ['X-Remote-Group', 'b']],
      { groups: ['a', 'b', 'c'] },
    ],
    ['groups that are empty are left out', [ADA, ['X-Remote-Group', ''], ['X-Remote-Group', 'b']], { groups: ['b'] }],
    ['one group with a comma', [ADA, ['X-Remote-Group', 'dev,qa']], { groups: ['dev,qa'] }],
    ['a service account’s name makes no groups', [['X-Remote-User', 'system:serviceaccount:default:x']], { groups: [] }],
    ['extra, in small letters', [ADA, ['X-Remote-Extra-UPPER-Case', 'V']], { extra: { 'upper-case': ['V'] } }],
    ['extra, several values', [ADA, ['X-Remote-Extra-A', '1'], ['x-remote-extra-a', '2']], { extra: { a: ['1', '2'] } }],
    ['extra of two prefixes, prefix by prefix', [ADA, ['X-More-A', '1'], ['X-Remote-Extra-A', '2']], { extra: { a: ['2', '1'] } }],
    ['extra without a key', [ADA, ['X-Remote-Extra-', '1']], { extra: { '': ['1'] } }],
    ['extra with a key decoded once', [ADA, ['X-Remote-Extra-Example.com%2Fpercent%2520encoded', '1']], { extra: { 'example.com/percent%20encoded': ['1'] } }],
    ['extra whose value is not decoded', [ADA, ['X-Remote-Extra-Acme%2Fproject', 'some/%2fvalue']], { extra: { 'acme/project': ['some/%2fvalue'] } }],
    ['extra with a key that cannot be decoded', [ADA, ['X-Remote-Extra-Almost%zzpercent%xxencoded', '1']], { extra: { 'almost%zzpercent%xxencoded': ['1'] } }],
    ['a header that only begins like a prefix', [ADA, ['X-Remote-Extr', '1']], { extra: {} }],
  ])('%s', async (_claim, headers, user) => {
    expect(await userOf(headers)).toMatchObject(user);
  });

  test('is told with the header that says so', async () => {
    const { answer, notes } = await ask([ADA]);
    expect(answer).toMatchObject({
      verdict: 'recognised',
      code: 'recognised',
      reason: 'ada',
      evidence: { type: 'certificate', chain: [{ commonName: 'front-proxy-client' }, {}] },
    });
    expect(notes).toMatchObject([
      { text: 'the proxy front-proxy-client speaks for ada', ok: true, evidence: { type: 'header', name: 'X-Remote-User', value: 'ada' } },
    ]);
    const checks = answer.evidence?.type === 'certificate' ? answer.evidence.checks : [];
    expect(checks.at(-1)).toEqual({ check: 'is a proxy this server knows', ok: true, detail: 'CN=front-proxy-client' });
    expect(checks.map((c) => c.ok)).toEqual([true, true, true, true]);
  });

  test('is nobody when no header names a user', async () => {
    const { answer } = await ask([
      ['X-Remote-User', ''],
      ['X-Remote-User-With-Suffix', 'x'],
    ]);
    expect(answer).toMatchObject({ verdict: 'no-opinion', reason: 'names no user', evidence: { type: 'certificate' } });
  });

  test('any name may do it when none is listed', async () => {
    expect(await userOf([ADA], { certs: ['fp-other'], options: { allowedNames: [] } })).toMatchObject({ name: 'ada' });
  });
});

describe('who is no proxy', () => {
  const NOT_READ = 'X-Remote-User: ada is not read';
  const CLAIMED = 'X-Remote-User: ada came without the proxy’s certificate, so nobody reads it';
  type Row = [claim: string, given: Given, verdict: string, reason: string, error: string | undefined, why: string | undefined];
  const rows: Row[] = [
    ['who shows no certificate', { certs: [] }, 'no-opinion', 'no proxy certificate', undefined, CLAIMED],
    ['who comes without TLS', { tls: false }, 'no-opinion', 'no proxy certificate', undefined, CLAIMED],
    ['whose certificate cannot be read', { certs: ['nonsense'] }, 'no-opinion', 'no proxy certificate', undefined, CLAIMED],
    [
      'whose name is not listed',
      { certs: ['fp-other'] },
      'error',
      'somebody-else is no proxy',
      'x509: subject with cn=somebody-else is not in the allowed list',
      `the proxies’ CA signed it for somebody-else, but only front-proxy-client, aggregator may speak for others; ${NOT_READ}`,
    ],
    [
      'whose certificate another CA signed',
      { certs: ['x-alice'] },
      'error',
      'signed by an unknown CA',
      'x509: certificate signed by unknown authority',
      `CN=kubernetes signed it; this server trusts CN=front-proxy-ca; ${NOT_READ}`,
    ],
    [
      'whose certificate is too old',
      { certs: ['x-expired'] },
      'error',
      'certificate expired',
      `x509: certificate has expired or is not yet valid: current time ${NOW} is after 2024-02-01T00:00:00Z`,
      `it was good until 2024-02-01T00:00:00Z; ${NOT_READ}`,
    ],
  ];
  test.each(rows)('%s', async (_claim, given, verdict, reason, error, why) => {
    const { answer } = await ask([ADA], given);
    expect({
      verdict: answer.verdict,
      reason: answer.reason,
      error: 'error' in answer ? answer.error : undefined,
      why: 'why' in answer ? answer.why : undefined,
    }).toEqual({ verdict, reason, error, why });
  });

  test.each(rows)('%s, and says nothing of a user', async (_claim, given, verdict, reason, error) => {
    const { answer } = await ask([['X-Second-Group', 'x']], given);
    expect([answer.verdict, 'error' in answer ? answer.error : undefined]).toEqual([verdict, error]);
    expect(answer.reason).toBe(verdict === 'error' ? 'not a front proxy’s certificate' : reason);
    const listed = 'the proxies’ CA signed it for somebody-else, but only front-proxy-client, aggregator may speak for others';
    expect('why' in answer ? answer.why : undefined).toBe(reason === 'somebody-else is no proxy' ? listed : undefined);
  });

  test('the claim of the second header is told as well', async () => {
    const { answer } = await ask([['X-Second-User', 'bob']], { certs: [] });
    expect(answer).toMatchObject({ why: 'X-Second-User: bob came without the proxy’s certificate, so nobody reads it' });
  });

  test('the check of the name is told as failed', async () => {
    const { answer } = await ask([ADA], { certs: ['fp-other'] });
    const checks = answer.evidence?.type === 'certificate' ? answer.evidence.checks : [];
    expect(checks.at(-1)).toEqual({ check: 'is a proxy this server knows', ok: false, detail: 'CN=somebody-else' });
  });
});

test.each([
  ['plain', 'plain'],
  ['a%2fb', 'a/b'],
  ['a%2Fb', 'a/b'],
  ['100%', '100%'],
  ['%zz', '%zz'],
  ['%2f%zz', '%2f%zz'],
  ['%ff', '%ff'],
])('the key %s is read as %s', (key, read) => {
  expect(unescapeKey(key)).toBe(read);
});
