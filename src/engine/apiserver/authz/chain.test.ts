import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RequestAttributes, UserInfo } from '../../../trace/event.ts';
import { Recorder } from '../../../trace/recorder.ts';
import { Clock } from '../../clock.ts';
import { Certificates } from '../../crypto/certificates.ts';
import type { Network } from '../../network/outbound.ts';
import { callsNobody, noApiServer } from '../../network/testing/alone.ts';
import { Parties } from '../../parties/parties.ts';
import { Random } from '../../random.ts';
import { Store } from '../../store/store.ts';
import type { Authorization, Authorizer } from './authorizer.ts';
import { buildAuthorizer, desksOf } from './chain.ts';
import { RbacAuthorizer } from './modes/rbac.ts';
import { RbacIndex } from './rbac/rbac-index.ts';
import { AuthorizationChain } from './union.ts';

const CASES = 'e2e/conformance/cases';

interface StartUp {
  server: { flags: Record<string, string | string[]>; files: Record<string, string> };
  startup: { failed: boolean; error?: string };
}

/** A recorded start of the real server; a flag that names one of its files means that file. */
async function start(suite: string) {
  const { server, startup } = JSON.parse(readFileSync(`${CASES}/${suite}/start-up.json`, 'utf8')) as StartUp;
  const files = Object.fromEntries(Object.entries(server.files).map(([name, text]) => [`$DIR/${name}`, text]));
  const flags = Object.fromEntries(Object.entries(server.flags).map(([f, v]) => [f, typeof v === 'string' && v in server.files ? `$DIR/${v}` : v]));
  return {
    startup,
    built: await buildAuthorizer({ flags, readFile: (path) => files[path], store: new Store(), outside: { network: network(), log: () => undefined } }),
  };
}

/** Nobody is there. */
function network(): Network {
  const clock = new Clock('2026-11-23T22:00:00Z');
  const certificates = new Certificates(new Map());
  return { clock, certificates, apiServer: noApiServer, parties: new Parties({ clock, random: new Random(1), pki: {}, certificates, call: callsNobody }) };
}

describe('every recorded start of a server', () => {
  const suites = readdirSync(CASES).filter((s) => /^(abac|authz)-/.test(s) && readdirSync(`${CASES}/${s}`).includes('start-up.json'));
  it.each(suites)('%s', async (suite) => {
    const { startup, built } = await start(suite);
    expect(built.ok ? { failed: false } : { failed: true, error: built.failure.error }).toEqual(startup);
  });
  it('there are dozens of them', () => {
    expect(suites.length).toBeGreaterThan(30);
  });
});

describe('a start', () => {
  const build = (flags: Record<string, string | string[]>, files: Record<string, string> = {}) =>
    buildAuthorizer({ flags, readFile: (path) => files[path], store: new Store(), outside: { network: network(), log: () => undefined } });
  const ids = (members: readonly Authorizer[]) => members.map((m) => m.id);

  it('without a mode allows everything', async () => {
    const built = await build({});
    expect(built.ok && [built.modes, ids(built.authorizer.members)]).toEqual([['AlwaysAllow'], ['authz.system-masters', 'authz.always-allow']]);
  });
  it('keeps the order of the flag, system:masters first', async () => {
    const built = await build({ 'authorization-mode': 'RBAC,Node,AlwaysDeny' });
    expect(built.ok && ids(built.authorizer.members)).toEqual(['authz.system-masters', 'authz.rbac', 'authz.node', 'authz.always-deny']);
  });
  it('points at the line of a policy file that is wrong', async () => {
    const built = await build({ 'authorization-mode': 'ABAC', 'authorization-policy-file': '/p' }, { '/p': '{"user":"a"}\n\n# x\n[1]\n' });
    expect(built.ok || [built.failure.file, built.failure.line, built.failure.flag]).toEqual(['/p', 4, 'authorization-policy-file']);
  });
  it('refuses a version of the webhook that there is not', async () => {
    const flags = { 'authorization-mode': 'Webhook', 'authorization-webhook-config-file': '/w', 'authorization-webhook-version': 'v2' };
    const built = await build(flags);
    expect(built.ok || built.failure.error).toBe(
      'invalid authorization config: unsupported webhook authorizer version "v2", supported versions are "v1", "v1beta1"',
    );
  });
  it('names a configuration file that is not there', async () => {
    const built = await build({ 'authorization-config': '/nowhere' });
    expect(built.ok || built.failure.error).toBe('open /nowhere: no such file or directory');
  });
  it('refuses modes beside a configuration file', async () => {
    const built = await build({ 'authorization-config': '/x', 'authorization-mode': 'RBAC' });
    expect(built.ok || built.failure.error).toBe(
      '--authorization-config can not be specified when --authorization-mode or --authorization-webhook-* flags are defined',
    );
  });
  it('makes a desk of each member, each leading to the next', async () => {
    const built = await build({ 'authorization-mode': 'Node,RBAC' });
    const desks = built.ok ? built.desks : [];
    expect(desks.map((d) => [d.id, d.parent, d.transitions.find((t) => t.on === 'no-opinion')?.to])).toEqual([
      ['authz.system-masters', 'authorization', 'authz.node'],
      ['authz.node', 'authorization', 'authz.rbac'],
      ['authz.rbac', 'authorization', 'authorization'],
    ]);
  });
});

describe('the union', () => {
  const user: UserInfo = { name: 'ada', uid: '', groups: [], extra: {} };
  const asked: RequestAttributes = {
    isResourceRequest: false,
    verb: 'get',
    path: '/x',
    apiGroup: '',
    apiVersion: '',
    resource: '',
    subresource: '',
    namespace: '',
    name: '',
  };
  const says = (id: string, answer: Authorization | Promise<Authorization>): Authorizer => ({
    id,
    title: id,
    blurb: '',
    upstream: '',
    authorize: () => answer,
  });
  const none = (reason = '', error?: string): Authorization => ({ decision: 'no-opinion', reason, ...(error ? { error } : {}) });
  const chain = (...members: Authorizer[]) => new AuthorizationChain(members, new RbacAuthorizer(new RbacIndex(new Store())));
  const recorder = () => new Recorder({ id: 't', title: '', from: 'a', to: 'b', machine: { initial: '', states: [] }, snapshot: 1, now: () => 0 });

  it('stops at the first that allows, with its reason alone', async () => {
    const all = chain(says('a', none('before')), says('b', { decision: 'allowed', reason: 'yes' }), says('c', { decision: 'denied', reason: 'no' }));
    expect(await all.authorize(user, asked)).toEqual({ decision: 'allowed', reason: 'yes' });
  });
  it('stops at the first that denies', async () => {
    const all = chain(says('a', { decision: 'denied', reason: 'never' }), says('b', { decision: 'allowed', reason: 'yes' }));
    expect((await all.authorize(user, asked)).decision).toBe('denied');
  });
  it('joins reasons by lines and leaves out empty ones', async () => {
    expect((await chain(says('a', none('one')), says('b', none()), says('c', none('two'))).authorize(user, asked)).reason).toBe('one\ntwo');
  });
  it('joins errors as a list', async () => {
    expect((await chain(says('a', none('', 'e1')), says('b', none('', 'e2'))).authorize(user, asked)).error).toBe('[e1, e2]');
  });
  it('allows in spite of an error before', async () => {
    const answer = await chain(says('a', none('', 'e1')), says('b', { decision: 'allowed', reason: '' })).authorize(user, asked);
    expect(answer).toEqual({ decision: 'allowed', reason: '' });
  });
  it('answers at once as long as nobody waits', () => {
    expect(chain(says('a', none()), says('b', none())).authorize(user, asked)).not.toBeInstanceOf(Promise);
  });
  it('records one stage a member, in order, also when one waits', async () => {
    const notes = recorder();
    const all = chain(
      says('a', none('', 'broken')),
      says('b', Promise.resolve(none('later'))),
      says('c', { decision: 'allowed', reason: 'yes' }),
      says('d', none()),
    );
    await all.authorize(user, asked, notes);
    const told = notes.trace().events.map((e) => (e.kind === 'before' ? e.stage : e.kind === 'after' ? `${e.verdict}: ${e.reason}` : e.kind));
    expect(told).toEqual(['a', 'error: broken', 'b', 'no-opinion: later', 'c', 'allowed: yes']);
  });
  it('has a desk for a lone authorizer too', () => {
    expect(desksOf(says('a', none())).map((d) => d.id)).toEqual(['a']);
  });
});
