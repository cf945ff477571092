// Ports without a world behind them: wishes change the session in the plainest way. For looking at the view only.
import { createStore } from 'zustand/vanilla';
import { browserEnvironment } from '../../src/app/session/environment.ts';
import { createSession } from '../../src/app/session/session.ts';
import { klogLines } from '../../src/engine/apiserver/klog.ts';
import { createPlayer } from '../../src/player/player.ts';
import type { Ports, Session } from '../../src/ports/ports.ts';
import { STORIES, tell } from './traces.ts';

const CSV = 'token1,arthur,1,"admin,dev,qa"\ntoken2,daniele,2,dev\ntoken3,errge,3,qa\n';
const STATUS = `{
  "kind": "Status",
  "apiVersion": "v1",
  "metadata": {},
  "status": "Failure",
  "message": "namespaces is forbidden: User \\"system:anonymous\\" cannot list resource \\"namespaces\\" in API group \\"\\" at the cluster scope",
  "reason": "Forbidden",
  "details": {
    "kind": "namespaces"
  },
  "code": 403
}
`;
const part = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const HEADER = { alg: 'RS256', kid: 'EkPynlSbgoGHc7gwH07q8N_fpyrls_f1B6BmnPCh8Fk' };
const PAYLOAD = {
  aud: ['https://kubernetes.default.svc.cluster.local'],
  exp: 1779102414,
  iat: 1779098814,
  iss: 'https://kubernetes.default.svc.cluster.local',
  jti: '6c1e2f0a-7b53-4c7e-9d8a-0c7f1a9f2b11',
  'kubernetes.io': {
    namespace: 'default',
    node: { name: 'node-1', uid: 'b7d5c9f2-1111-4222-8333-944445555666' },
    pod: { name: 'api-client', uid: 'e3f9a7c4-1111-4222-8333-944445555666' },
    serviceaccount: { name: 'api-client', uid: '1f0c6b2e-77aa-4c7e-9f59-0f2f5a3f5f10' },
  },
  nbf: 1779098814,
  sub: 'system:serviceaccount:default:api-client',
};
export const TOKEN = `${part(HEADER)}.${part(PAYLOAD)}.${'hxW2mRnftGvA8vcrlIt1Xb9JHEG3YrV4u_bxd2Jh-4FkjA'.repeat(8).slice(0, 342)}`;

const nothing = (): void => undefined;

export function fakePorts(story: string | undefined): Ports {
  // What is not made up here is a session's own that waits for its world for ever.
  const waiting = createSession({
    environment: { ...browserEnvironment(), storage: undefined, setTheme: nothing },
    openBackend: () => new Promise(() => {}),
    titles: [],
    loadLesson: () => new Promise(() => {}),
  }).ports;
  const initial: Session = {
    ...waiting.session.getState(),
    engine: 'ready',
    page: 'lab',
    layout: 'lab',
    embed: false,
    theme: 'light',
    moments: { refresh: undefined, expiry: undefined },
    passing: undefined,
    clock: '2026-05-18T10:41:40Z',
    server: { status: 'running', doing: undefined, startedAt: '2026-05-18T10:02:11Z', failure: undefined, log: [] },
    terminal: {
      entries: [
        {
          id: 1,
          prompt: '$ ',
          line: 'curl --cacert ca.crt https://kube-apiserver:6443/api/v1/namespaces',
          output: [{ stream: 'stdout', text: STATUS }],
          exitCode: 0,
          heldBack: false,
        },
      ],
      prompt: '$ ',
      busy: false,
      history: ['kubectl get ns', 'curl -k'],
      draft: undefined,
    },
    audit: { path: '/etc/kubernetes/audit-policy.yaml', text: undefined, on: false, stale: false },
    tokensCsv: {
      path: '/etc/ca-certificates/tokens.csv',
      text: CSV,
      inMemory: CSV,
      readAt: '2026-05-18T10:02:11Z',
      refused: undefined,
      savedAt: '2026-05-18T10:02:00Z',
      stale: false,
      diagnostics: [],
    },
    rbac: { text: '', diagnostics: [], status: 'in-force' },
    flags: {
      rows: [
        {
          name: 'token-auth-file',
          type: 'string',
          value: '/etc/ca-certificates/tokens.csv',
          isDefault: false,
          default: '',
          stage: 'authn.static-token-file',
          changed: false,
          error: undefined,
        },
        {
          name: 'anonymous-auth',
          type: 'bool',
          value: 'true',
          isDefault: true,
          default: '',
          stage: 'authn.anonymous',
          changed: false,
          error: undefined,
        },
        {
          name: 'authorization-mode',
          type: 'list',
          value: 'Node,RBAC',
          isDefault: false,
          default: '',
          stage: 'authorization',
          changed: true,
          error: undefined,
        },
        {
          name: 'service-account-issuer',
          type: 'list',
          value: 'x',
          isDefault: false,
          default: '',
          stage: 'authn.service-account',
          changed: true,
          error: 'invalid issuer',
        },
      ],
      commandLine: 'kube-apiserver --authorization-mode=Node,RBAC --token-auth-file=/etc/ca-certificates/tokens.csv',
      stale: true,
    },
    tokens: {
      known: [
        { id: 'a', label: 'api-client, 10:06:54Z', token: TOKEN },
        { id: 'b', label: 'token1', token: 'token1' },
      ],
      selected: 'a',
      token: TOKEN,
      header: { text: JSON.stringify(HEADER, null, 2), value: HEADER, error: undefined },
      payload: { text: JSON.stringify(PAYLOAD, null, 2), value: PAYLOAD, error: undefined },
      signature: { bytes: 256, fits: true, by: 'cluster' },
      keys: [
        { name: 'cluster', kid: 'EkPyn', trusted: true },
        { name: 'stranger', kid: 'abc', trusted: false },
      ],
      key: 'cluster',
      error: undefined,
      edited: false,
      cryptoMissing: false,
    },
    parties: { kinds: [], list: [], selected: undefined, text: '', diagnostics: [] },
    login: undefined,
    objects: {
      kinds: [
        { id: 'namespaces', title: 'Namespace', group: '', count: 5 },
        { id: 'clusterroles', title: 'ClusterRole', group: 'rbac.authorization.k8s.io', count: 71 },
      ],
      kind: 'namespaces',
      columns: ['Name', 'Status', 'Age'],
      rows: ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => ({ namespace: '', name, cells: [name, 'Active', '12m'] })),
      selected: { namespace: '', name: 'default' },
      yaml: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\nspec:\n  finalizers:\n  - kubernetes\nstatus:\n  phase: Active\n',
      volumes: undefined,
    },
    lessons: [],
    lesson: undefined,
    fits: {},
    tab: 'Terminal',
    drawing: 'Map',
    canUndo: undefined,
    canRedo: undefined,
    notices: [],
    suggestions: [{ label: 'Send token1', command: 'curl -H "Authorization: Bearer token1" $API_SERVER_URL/api/v1/namespaces' }],
  };
  const state = createStore(() => initial);
  const player = createPlayer({
    rest: () => 500,
    later: (run, ms) =>
      (
        (id) => () =>
          clearTimeout(id)
      )(setTimeout(run, ms)),
  });
  const found = story === undefined ? undefined : STORIES[story];
  if (found) {
    const told = found.id === 'service-account-403' ? { ...found, token: TOKEN } : found;
    player.add({ id: found.id, trace: tell(told), command: 1, program: 'curl', background: false }, { at: 'last' });
  }
  const set = state.setState;
  return {
    ...waiting,
    session: state,
    player,
    run(line) {
      const { terminal } = state.getState();
      const entry = {
        id: terminal.entries.length + 1,
        prompt: '$ ',
        line,
        output: [{ stream: 'stdout' as const, text: `${STATUS}` }],
        exitCode: 0,
        heldBack: false,
      };
      set({ terminal: { ...terminal, entries: [...terminal.entries, entry], history: [...terminal.history, line] } });
    },
    interrupt: nothing,
    clearTerminal: () => set({ terminal: { ...state.getState().terminal, entries: [] } }),
    needsMore: async (text) => /\\$/.test(text) || (text.includes('<<EOF') && !/\nEOF$/.test(text)),
    complete: async (line, cursor) => ({ from: line.lastIndexOf(' ', cursor - 1) + 1, candidates: ['namespaces', 'nodes', 'networkpolicies'] }),
    nearMisses: async () => [
      {
        binding: { kind: 'ClusterRoleBinding', name: 'system:public-info-viewer', namespace: '' },
        namesYou: true,
        coversIt: false,
        why: 'health and version paths',
        fix: 'let ClusterRole system:public-info-viewer list namespaces',
      },
      {
        binding: { kind: 'ClusterRoleBinding', name: 'admin', namespace: '' },
        namesYou: false,
        coversIt: true,
        why: 'User arthur',
        fix: 'name User system:anonymous',
      },
      {
        binding: { kind: 'ClusterRoleBinding', name: 'cluster-admin', namespace: '' },
        namesYou: false,
        coversIt: true,
        why: 'Group system:masters',
        fix: 'name User system:anonymous',
      },
    ],
    applyFix: nothing,
    sendAgain: nothing,
    openStart: nothing,
    openLab: nothing,
    openLesson: nothing,
    lessonStep: nothing,
    predict: nothing,
    hint: nothing,
    answerFit: nothing,
    playWays: async () => [],
    showSolution: nothing,
    selectTab: (tab) => set({ tab }),
    selectDrawing: (drawing) => set({ drawing }),
    editAuditPolicy: () => undefined,
    setAudit: () => undefined,
    logLines: async (traces, verbosity) => traces.map((trace) => klogLines(trace, Math.max(verbosity, trace.written?.verbosity ?? 0))),
    whoCan: async () => ({ grants: [], others: [] }),
    matrix: async () => ({ verbs: [], rows: [] }),
    editTokensCsv: (text) =>
      set({
        tokensCsv: {
          ...state.getState().tokensCsv,
          text,
          stale: text !== CSV,
          savedAt: '2026-05-18T10:09:30Z',
          diagnostics: /"[a-z]/.test(text.split('\n')[3] ?? '')
            ? [{ severity: 'error', line: 4, column: 5, message: 'parse error on line 4, column 5: bare " in non-quoted-field' }]
            : [],
        },
      }),
    discardTokensCsv: () => set({ tokensCsv: { ...state.getState().tokensCsv, text: CSV, stale: false, diagnostics: [] } }),
    editRbac: (text) =>
      set({
        rbac: {
          text,
          status: text.includes('[') ? 'refused' : 'in-force',
          diagnostics: text.includes('[') ? [{ severity: 'error', line: 2, column: 7, message: 'error converting YAML to JSON' }] : [],
        },
      }),
    setFlag: nothing,
    editFlags: nothing,
    restartServer: () => {
      const { tokensCsv } = state.getState();
      const broken = tokensCsv.diagnostics[0];
      if (broken)
        set({
          server: {
            ...state.getState().server,
            status: 'stopped',
            failure: { error: broken.message, file: tokensCsv.path, line: broken.line, column: broken.column, flag: 'token-auth-file' },
          },
        });
      else
        set({
          tokensCsv: { ...tokensCsv, inMemory: tokensCsv.text, stale: false, readAt: '2026-05-18T10:10:00Z' },
          server: { ...state.getState().server, status: 'running', failure: undefined },
        });
    },
    selectToken: (id) => set({ tokens: { ...state.getState().tokens, selected: id } }),
    pasteToken: nothing,
    editTokenHeader: nothing,
    editTokenPayload: (text) =>
      set({
        tokens: {
          ...state.getState().tokens,
          payload: { text, value: undefined, error: 'Unexpected end of JSON input' },
          edited: true,
          signature: { bytes: 256, fits: false, by: undefined },
        },
      }),
    selectKey: (key) => set({ tokens: { ...state.getState().tokens, key } }),
    signToken: nothing,
    sendToken: nothing,
    selectKind: nothing,
    selectObject: nothing,
    ...{ addParty: nothing, removeParty: nothing, selectParty: nothing, editParty: nothing },
    ...{ switchParty: nothing, rotateKey: nothing, configureFor: nothing, answerLogin: nothing },
    ...{ makeCertificate: () => new Promise(nothing), readPem: () => new Promise(nothing), writeCertificate: nothing },
    undo: nothing,
    redo: nothing,
    reset: nothing,
    setTheme: nothing,
    dismiss: nothing,
    downloadTrace: nothing,
  };
}
