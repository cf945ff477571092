// Answers the page's calls over one world and one shell. Runs in the worker, in process where there is none, and in Node.
import { readTokenFile } from '../../engine/apiserver/authn/token/static-token-file.ts';
import { createWorld } from '../../engine/create-world.ts';
import type { Machine } from '../../engine/machine.ts';
import type { PartyAbout } from '../../engine/parties/party.about.ts';
import { PARTY_KINDS } from '../../engine/parties/party-kinds.ts';
import type { WorldSpec } from '../../engine/spec.ts';
import type { World, WorldSnapshot } from '../../engine/world.ts';
import type { Diagnostic } from '../../ports/diagnostic.ts';
import type { PartyKindRow } from '../../ports/parties.ts';
import type { NearMissRow } from '../../ports/past.ts';
import type { LoginAnswer } from '../../shell/browser.ts';
import { createShell, type Shell, type ShellSnapshot } from '../../shell/shell.ts';
import type { Trace } from '../../trace/event.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';
import { Administrator, LAPTOP } from './administrator.ts';
import type { Backend, BackendEvent, Checkpoint, CommandDone, Edits, Facts, Permission, RunReport, WorldStart } from './backend.ts';
import { AUDIT_POLICY_PATH, rbacKeys, TOKENS_PATH, withStart } from './base-world.ts';
import { flagRows, parseCommandLine, printCommandLine } from './flag-rows.ts';
import { ObjectLists } from './object-lists.ts';
import { PROGRAM, RbacEditor } from './rbac-editor.ts';
import { whoSigned } from './signatures.ts';

interface Staged {
  world: World;
  shell: Shell;
  rbac: RbacEditor;
  objects: ObjectLists;
  administrator: Administrator;
  marks: Map<number, { world: WorldSnapshot; shell: ShellSnapshot }>;
}

export interface WorldBackendOptions {
  base(): Promise<WorldSpec>;
  /** A world to go on from, instead of a fresh start. */
  from?: Checkpoint;
}

export function createWorldBackend({ base, from }: WorldBackendOptions): Backend {
  let stage: Staged | undefined;
  let before: Staged | undefined;
  let nextMark = 1;
  let running: AbortController | undefined;
  let loginWaits: ((answer: LoginAnswer) => void) | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /** Calls that touch the world wait for each other. */
  const inTurn = <T>(call: () => Promise<T>): Promise<T> => {
    const result = queue.then(call);
    queue = result.catch(() => undefined);
    return result;
  };
  const here = async (): Promise<Staged> => {
    stage ??= await setUp(await firstSpec(), await base());
    return stage;
  };
  // A checkpoint comes from a worker of this same page, never from outside, so it passes no schema.
  const firstSpec = async (): Promise<WorldSpec> => (from ? (from.spec as unknown as WorldSpec) : await base());
  const specOf = async (start: WorldStart): Promise<WorldSpec> => {
    const laid = withStart(start.aws ? (await import('../../engine/base-worlds/aws.ts')).withAws(await base()) : await base(), start);
    return start.parties?.length ? (await import('./party-acts.ts')).withOutside(laid, start.parties) : laid;
  };
  const withStage = <T>(call: (stage: Staged) => Promise<T> | T): Promise<T> => inTurn(async () => call(await here()));

  return {
    start: (start) =>
      inTurn(async () => {
        const spec = from ? await firstSpec() : await specOf(start);
        const next = await setUp(spec, await base());
        if (from) next.shell.restore(from.shell as unknown as ShellSnapshot);
        from = undefined;
        before = stage;
        stage = next;
        return facts(next);
      }),
    play: (start, commands) =>
      inTurn(async () => {
        const ways: Trace[][] = [];
        for (const command of commands) {
          const { shell } = await setUp(await specOf(start), await base());
          const traces: Trace[] = [];
          await shell.run(command, {
            signal: new AbortController().signal,
            onOutput: () => undefined,
            onRun: ({ trace, background }) => background || traces.push(trace),
          });
          ways.push(traces);
        }
        return ways;
      }),
    lay: (edits) =>
      withStage(async (now) => {
        await lay(now, edits);
        return facts(now);
      }),
    back: () =>
      inTurn(async () => {
        const now = await here();
        if (before) [stage, before] = [before, now];
        return facts(await here());
      }),
    mark: () =>
      withStage(({ marks, world, shell }) => {
        const mark = nextMark++;
        marks.set(mark, { world: world.snapshot(), shell: shell.snapshot() });
        return mark;
      }),
    fork: (mark) =>
      withStage((now) => {
        const kept = now.marks.get(mark);
        if (!kept) return undefined;
        now.world.restore(kept.world);
        now.shell.restore(kept.shell);
        // Later marks tell of a future that is no more: its revisions will be used again.
        for (const later of [...now.marks.keys()]) if (later > mark) now.marks.delete(later);
        return facts(now);
      }),
    run: (line, onEvent) =>
      withStage(async (now): Promise<CommandDone> => {
        running = new AbortController();
        try {
          const result = await now.shell.run(line, {
            signal: running.signal,
            onOutput: (stream, text) => onEvent({ type: 'output', stream, text }),
            onRun: (run) => onEvent({ type: 'run', ...run } satisfies BackendEvent),
            onProgress: (done) => onEvent({ type: 'clock', clock: now.world.clock.timestamp(), done }),
            onLogin: (page) =>
              new Promise((resolve) => {
                loginWaits = resolve;
                onEvent({ type: 'login', page });
              }),
          });
          return { exitCode: result.exitCode, facts: await facts(now) };
        } finally {
          running = undefined;
        }
      }),
    interrupt() {
      running?.abort();
      loginWaits?.({ do: 'close' });
    },
    async answerLogin(answer) {
      loginWaits?.(answer);
    },
    parties: (act) =>
      withStage(async (now) => {
        const done = await (await import('./party-acts.ts')).changeParties(now.world, node(now.world), act);
        return { ...done, facts: await facts(now) };
      }),
    flagsFor: (name, version) => withStage(async ({ world }) => (await import('./party-acts.ts')).flagsOf(world, name, version)),
    makeCertificate: (wish) => withStage(async ({ world }) => (await import('./certificate-making.ts')).makeCertificate(world, node(world), wish)),
    readPem: (text) => withStage(async ({ world }) => (await import('./certificate-making.ts')).readPem(world, node(world), text)),
    writeLaptop: (files) =>
      withStage((now) => {
        writeLaptop(now.world, files);
        return facts(now);
      }),
    needsMore: async (text) => (await here()).shell.needsMore(text),
    complete: (line, cursor) => withStage(({ shell }) => shell.complete(line, cursor)),
    writeTokens: (text) =>
      withStage((now) => {
        node(now.world).write(TOKENS_PATH, text);
        return facts(now);
      }),
    writeAuditPolicy: (text) =>
      withStage((now) => {
        const path = auditPath(now.world);
        if (text === undefined) node(now.world).remove(path);
        else node(now.world).write(path, text);
        return facts(now);
      }),
    whoCan: (query) => withStage(async ({ world }) => (await import('./who-can.ts')).whoCan(world, query)),
    matrix: (user, groups, namespace) => withStage(async ({ world }) => (await import('./who-can.ts')).matrix(world, user, groups, namespace)),
    checkTokens: async (text) => checkTokens(text),
    restart: (flags) =>
      withStage(async (now) => {
        await now.world.restart(flags);
        return facts(now);
      }),
    parseFlags: async (commandLine) => parseCommandLine(commandLine),
    applyRbac: (text) =>
      withStage(async (now) => {
        const applied = await now.rbac.apply(text);
        return { ...applied, facts: await facts(now) };
      }),
    nearMisses: (trace) => withStage(({ world }) => nearMisses(world, trace)),
    applyFix: (trace, index) =>
      withStage(async (now) => {
        const fix = (await now.world.nearMisses(trace))[index]?.fix.request;
        const answer = fix && (await now.administrator.ask(fix.method, fix.target, fix.body));
        const run: RunReport | undefined = answer && { trace: answer.exchange.trace, background: false, program: PROGRAM };
        return { facts: await facts(now), run };
      }),
    signToken: (header, payload, key) => withStage(({ world }) => world.signToken(header, payload, key)),
    whoSigned: (token) => withStage(({ world }) => whoSigned(world.toSpec().pki, token)),
    objects: (kind) => withStage(({ objects }) => objects.list(kind)),
    objectYaml: (kind, namespace, name) => withStage(({ objects }) => objects.yaml(kind, namespace, name)),
    podVolumes: (namespace, name) => withStage(async ({ world }) => (await import('./pod-volumes.ts')).podVolumes(world, namespace, name)),
    allowed: (questions) => withStage(async ({ administrator }) => Promise.all(questions.map((question) => allowed(administrator, question)))),
    checkpoint: () => withStage(({ world, shell }): Checkpoint => ({ spec: world.toSpec() as unknown as Json, shell: shell.snapshot() as unknown as Json })),
    close() {
      running?.abort();
      loginWaits?.({ do: 'close' });
    },
  };
}

async function setUp(spec: WorldSpec, base: WorldSpec): Promise<Staged> {
  const world = await createWorld(spec);
  return {
    world,
    shell: createShell({ world, machine: LAPTOP }),
    rbac: new RbacEditor(world, rbacKeys(spec.objects.slice(base.objects.length))),
    objects: new ObjectLists(world),
    administrator: new Administrator(world, 'gatehouse'),
    marks: new Map(),
  };
}

async function lay({ world, rbac }: Staged, { tokensCsv, tokensRead, auditPolicy, rbac: text, flags, parties, laptop }: Edits): Promise<void> {
  const machine = node(world);
  if (parties) await (await import('./party-acts.ts')).layParties(world, machine, parties);
  if (laptop) writeLaptop(world, laptop);
  const read = tokensRead ?? tokensCsv;
  if (auditPolicy !== undefined) machine.write(AUDIT_POLICY_PATH, auditPolicy);
  if (read !== undefined && read !== machine.read(TOKENS_PATH)) machine.write(TOKENS_PATH, read);
  if (flags || (read !== undefined && world.server().filesRead[TOKENS_PATH] !== read)) await world.restart(flags);
  if (text !== undefined) await rbac.apply(text);
  if (tokensCsv !== undefined && tokensCsv !== read) machine.write(TOKENS_PATH, tokensCsv);
}

/** What is kept comes from outside: no other folder is written. */
function writeLaptop(world: World, files: Record<string, string>): void {
  const laptop = world.machine(LAPTOP);
  for (const [path, text] of Object.entries(files))
    if (/^\/home\/learner\/certs\/[\w.-]+$/.test(path)) laptop.write(path, text, path.endsWith('.key') ? 0o600 : 0o644);
}

/** The machine that kube-apiserver runs on. */
function node(world: World): Machine {
  return world.machine(world.machineNames().find((name) => name !== LAPTOP) ?? LAPTOP);
}

/** Where --audit-policy-file points, else where a policy would be put. */
const auditPath = (world: World): string => [world.server().flags['audit-policy-file'] ?? []].flat().at(-1) || AUDIT_POLICY_PATH;

async function facts({ world, shell, rbac, objects }: Staged): Promise<Facts> {
  const state = world.server();
  const flags = Object.fromEntries(Object.entries(state.flags).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));
  const machine = node(world);
  const file = machine.stat(TOKENS_PATH);
  const text = machine.read(TOKENS_PATH);
  const { failure } = state;
  return {
    clock: world.clock.timestamp(),
    moments: world.moments(),
    prompt: shell.prompt(),
    server: {
      status: state.status,
      startedAt: state.startedAt,
      failure: failure && { error: failure.error, file: failure.file, line: failure.line, column: failure.column, flag: failure.flag },
      flags,
      filesRead: { ...state.filesRead },
      log: [...state.log],
    },
    audit: { path: auditPath(world), text: machine.read(auditPath(world)) },
    tokensCsv: {
      path: TOKENS_PATH,
      text,
      savedAt: file && file !== 'folder' ? new Date(file.modified).toISOString().replace(/\.\d{3}Z$/, 'Z') : undefined,
      diagnostics: text === undefined ? [] : checkTokens(text),
    },
    rbac: await rbac.text(),
    flags: flagRows(flags),
    commandLine: printCommandLine(flags),
    keys: world.signingKeys(),
    kinds: objects.kinds(),
    parties: world.parties(),
    partyKinds,
  };
}

function checkTokens(text: string): Diagnostic[] {
  const read = readTokenFile(TOKENS_PATH, text);
  if (read.ok) return read.file.warnings.map((message) => ({ severity: 'warning', line: 1, column: 1, message }));
  const { error, line = 1, column = 1 } = read.failure;
  return [{ severity: 'error', line, column, message: error }];
}

const nearMisses = async (world: World, trace: Trace): Promise<NearMissRow[]> =>
  (await world.nearMisses(trace)).map(({ binding, namesYou, coversIt, why, fix }) => ({ binding, namesYou, coversIt, why, fix: fix.text }));

async function allowed(administrator: Administrator, { user, groups, verb, resource, group = '', namespace = '' }: Permission): Promise<boolean> {
  const answer = await administrator.ask('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user, groups, resourceAttributes: { verb, resource, group, namespace } },
  });
  return (
    answer !== undefined &&
    isJsonObject(answer.body) &&
    isJsonObject(answer.body.status ?? null) &&
    (answer.body.status as Record<string, Json>).allowed === true
  );
}

/** Every kind of party as the Parties tab shows it. */
const partyKinds = PARTY_KINDS.map(({ about }: { about: PartyAbout }): PartyKindRow => ({ ...about, sample: about.sample?.name }));
