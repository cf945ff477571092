// Traces made by hand from the contract, for looking at the view without a world behind it. Never part of the product.
import type { Evidence, MachineState, PolicyRule, RequestAttributes, RoomId, StateMachine, Trace, UserInfo, Verdict } from '../../src/trace/event.ts';
import { Recorder } from '../../src/trace/recorder.ts';

const AT = Date.UTC(2026, 4, 18, 10, 6, 54);

const gate = (id: string, room: RoomId, title: string, question: string, kind: MachineState['kind'] = 'gate'): MachineState => ({
  id,
  kind,
  room,
  title,
  question,
  configured: true,
  transitions: [],
});
const desk = (id: string, title: string, configured = true): MachineState => ({
  id,
  kind: 'desk',
  room: 'authentication',
  parent: 'authentication',
  title,
  configured,
  transitions: [],
});

export const DESKS: [id: string, title: string][] = [
  ['authn.front-proxy', 'Front proxy headers'],
  ['authn.x509', 'X.509 client certificate'],
  ['authn.static-token-file', 'Static token file'],
  ['authn.service-account', 'Service account tokens'],
  ['authn.bootstrap', 'Bootstrap tokens'],
  ['authn.oidc', 'OIDC / JWT'],
  ['authn.webhook', 'Webhook'],
  ['authn.anonymous', 'Anonymous'],
];
const TOKEN_DESKS = DESKS.slice(2, 7);

export const machine = (missing: string[] = []): StateMachine => ({
  initial: 'tls',
  states: [
    gate('tls', 'tls', 'TLS', 'Private?'),
    gate('request-info', 'authentication', 'Request info', '', 'filter'),
    gate('authentication', 'authentication', 'Authentication', 'Who are you?'),
    ...DESKS.map(([id, title]) => desk(id, title, !missing.includes(id))),
    gate('audit', 'authentication', 'Audit', '', 'filter'),
    gate('impersonation', 'impersonation', 'Impersonation', 'As whom?'),
    gate('authorization', 'authorization', 'Authorization', 'May you do this?'),
    { ...desk('authz.rbac', 'RBAC'), room: 'authorization', parent: 'authorization' },
    gate('admission', 'admission', 'Admission', 'In order?'),
    gate('storage', 'storage', 'etcd', 'Stored'),
    gate('reply.200', 'reply', '200 OK', '', 'final'),
  ],
});

const user = (name: string, uid: string, groups: string[]): UserInfo => ({ name, uid, groups, extra: {} });
export const ARTHUR = user('arthur', '1', ['admin', 'dev', 'qa', 'system:authenticated']);
export const ANONYMOUS = user('system:anonymous', '', ['system:unauthenticated']);
export const TEST = user('system:serviceaccount:authn-demo:test', '1f0c6b2e-77aa-4c7e-9f59-0f2f5a3f5f10', [
  'system:serviceaccounts',
  'system:serviceaccounts:authn-demo',
  'system:authenticated',
]);

const ATTRIBUTES: RequestAttributes = {
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
const RULE: PolicyRule = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
const ROWS = ['token1,arthur,1,"admin,dev,qa"', 'token2,daniele,2,dev', 'token3,errge,3,qa'].map((text, i) => ({ line: i + 1, text }));

export interface Story {
  id: string;
  token?: string;
  /** The client does not trust the server. */
  refusedByTls?: string;
  /** Desk that answers, its words, and who it says this is. */
  hit?: { desk: string; code?: string; reason: string; user: UserInfo; evidence?: Evidence };
  broken?: { desk: string; code?: string; reason: string };
  allowed?: string;
  denied?: string;
  missing?: string[];
  attributes?: Partial<RequestAttributes>;
  body?: unknown;
}

/** One request from the laptop, told in the order in which the handler chain works. */
export function tell(story: Story): Trace {
  let now = AT;
  const attributes = { ...ATTRIBUTES, ...story.attributes };
  const r = new Recorder({
    id: story.id,
    title: `GET ${attributes.path}`,
    from: 'laptop',
    to: 'kube-apiserver',
    machine: machine(story.missing),
    snapshot: 1,
    now: () => now++,
  });
  const stage = (id: string, verdict: Verdict, reason: string, evidence?: Evidence, code?: string): void =>
    r.after(r.before(id), verdict, reason, evidence, code);
  const headers: [string, string][] = story.token ? [['Authorization', `Bearer ${story.token}`]] : [];
  r.hop('laptop', 'kube-apiserver', 'https://192.168.49.2:8443', { start: `GET ${attributes.path}`, headers, body: '' });
  if (story.refusedByTls) {
    stage('tls', 'refused', story.refusedByTls);
    r.hop('kube-apiserver', 'laptop', story.refusedByTls);
    return r.trace();
  }
  stage('tls', 'passed', 'signed by minikubeCA');
  const info = r.before('request-info');
  r.note(`${attributes.verb} ${attributes.resource}`, { evidence: { type: 'attributes', attributes } });
  r.after(info, 'passed', `${attributes.verb} ${attributes.resource}`);
  const status = authenticate(r, story, stage) ? authorize(r, story, stage, attributes) : 401;
  const [start, body] = answer(status, story, attributes);
  r.hop('kube-apiserver', 'laptop', start, { start, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) });
  return r.trace();
}

type Stage = (id: string, verdict: Verdict, reason: string, evidence?: Evidence, code?: string) => void;

function authenticate(r: Recorder, story: Story, stage: Stage): boolean {
  const { hit, broken, missing = [] } = story;
  const gateId = r.before('authentication');
  const ask = (id: string, reason: string): boolean => {
    if (missing.includes(id)) {
      stage(id, 'skipped', 'not configured');
      return false;
    }
    if (hit?.desk === id) {
      const csv: Evidence = { type: 'csv-row', file: '/etc/ca-certificates/tokens.csv', line: 1, rows: ROWS, user: hit.user, readAt: '2026-05-18T10:02:11Z' };
      stage(
        id,
        'recognised',
        hit.reason,
        hit.evidence ?? (id === 'authn.static-token-file' ? csv : { type: 'user', user: hit.user }),
        hit.code ?? 'recognised',
      );
      return true;
    }
    if (broken?.desk === id) stage(id, 'error', broken.reason, undefined, broken.code);
    else stage(id, 'no-opinion', reason, undefined, CODES[id]);
    return false;
  };
  const CODES: Record<string, string> = {
    'authn.front-proxy': 'no-certificate',
    'authn.x509': 'no-certificate',
    'authn.static-token-file': 'no-such-line',
    'authn.service-account': 'not-a-jwt',
    'authn.bootstrap': 'wrong-shape',
    'authn.oidc': 'not-a-jwt',
    'authn.webhook': 'unknown',
  };
  const REASONS: Record<string, string> = {
    'authn.static-token-file': 'no such line',
    'authn.service-account': 'not a JWT',
    'authn.bootstrap': 'wrong shape',
    'authn.oidc': 'not a JWT',
    'authn.webhook': 'authenticated: false',
  };
  let found = ask('authn.front-proxy', 'no proxy certificate') || ask('authn.x509', 'no certificate sent');
  if (!found && story.token) {
    const bearer = r.before('authn.bearer-token');
    found = TOKEN_DESKS.some(([id]) => ask(id, REASONS[id] ?? ''));
    r.after(bearer, found ? 'recognised' : 'error', found ? (hit?.reason ?? '') : 'no one knew it');
    if (!found) stage('authn.anonymous', 'skipped', 'an error came first');
  } else if (!found) found = ask('authn.anonymous', '');
  if (found && hit) {
    const title = DESKS.find(([id]) => id === hit.desk)?.[1] ?? '';
    r.after(gateId, 'recognised', `${title.toLowerCase()}, ${hit.user.name}`, { type: 'user', user: hit.user });
    stage('audit', 'passed', '');
    return true;
  }
  r.after(gateId, 'error', 'no one knew it');
  return false;
}

function authorize(r: Recorder, story: Story, stage: Stage, attributes: RequestAttributes): number {
  stage('impersonation', 'skipped', 'no one else named');
  const gateId = r.before('authorization');
  if (story.denied !== undefined) {
    stage('authz.rbac', 'no-opinion', story.denied);
    r.after(gateId, 'denied', story.denied);
    return 403;
  }
  const allowed = story.allowed ?? '';
  stage('authz.rbac', 'allowed', allowed, {
    type: 'rbac-rule',
    binding: { kind: 'ClusterRoleBinding', name: 'admin', namespace: '' },
    role: { kind: 'ClusterRole', name: 'cluster-admin' },
    subject: { kind: 'User', name: story.hit?.user.name ?? '', namespace: '' },
    rule: RULE,
  });
  r.after(gateId, 'allowed', allowed);
  stage('admission', 'skipped', 'writes only');
  r.store('list', `/registry/${attributes.resource}`, '812');
  stage('storage', 'passed', 'read');
  return 200;
}

function answer(status: number, story: Story, attributes: RequestAttributes): [string, unknown] {
  if (status === 200) {
    const names = ['default', 'dev', 'kube-node-lease', 'kube-public', 'kube-system'];
    const list = { kind: 'NamespaceList', apiVersion: 'v1', metadata: { resourceVersion: '812' }, items: names.map((name) => ({ metadata: { name } })) };
    return ['200 OK', story.body ?? list];
  }
  const about = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' };
  if (status === 401) return ['401 Unauthorized', { ...about, message: 'Unauthorized', reason: 'Unauthorized', code: 401 }];
  const { verb, resource } = attributes;
  const message = `${resource} is forbidden: User "${story.hit?.user.name}" cannot ${verb} resource "${resource}" in API group "" at the cluster scope`;
  return ['403 Forbidden', { ...about, message, reason: 'Forbidden', details: { kind: resource }, code: 403 }];
}

export const STORIES: Record<string, Story> = {
  'token1-200': {
    id: 'token1-200',
    token: 'token1',
    hit: { desk: 'authn.static-token-file', reason: 'arthur, line 1', user: ARTHUR },
    allowed: 'RBAC: allowed by ClusterRoleBinding "admin" of ClusterRole "cluster-admin" to User "arthur"',
  },
  'anonymous-403': {
    id: 'anonymous-403',
    hit: { desk: 'authn.anonymous', reason: 'system:anonymous', user: ANONYMOUS },
    denied: 'no rule allows it',
    missing: ['authn.oidc', 'authn.webhook'],
  },
  'token9-401': { id: 'token9-401', token: 'token9' },
  'token4-401': { id: 'token4-401', token: 'token4', missing: ['authn.oidc', 'authn.webhook'] },
  'tls-refused': { id: 'tls-refused', token: 'token1', refusedByTls: 'no CA of this server is known' },
  'service-account-403': {
    id: 'service-account-403',
    token: `eyJhbGciOiJSUzI1NiIsImtpZCI6${'IkVrUHlubFNiZ29HSGM3'.repeat(20)}`,
    hit: {
      desk: 'authn.service-account',
      code: 'recognised-account',
      reason: 'signature valid',
      user: TEST,
      evidence: {
        type: 'jwt',
        token: 'eyJ',
        header: { alg: 'RS256' },
        payload: { sub: TEST.name, 'kubernetes.io': { namespace: 'authn-demo', serviceaccount: { name: 'test', uid: '1' } } },
        checks: [],
      },
    },
    denied: 'no rule allows it',
  },
};
