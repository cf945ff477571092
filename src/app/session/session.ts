// The ring closes here: wishes of the view become acts on the world, and what happened becomes what the view shows.
import type { Action, Lesson, LessonTitle } from '../../lessons/lesson.ts';
import { createPlayer, standsBack } from '../../player/player.ts';
import type { NearMissRow, Ports, Session } from '../../view/ports.ts';
import { rest } from '../../view/words/rest.ts';
import type { Backend, Facts, WorldStart } from '../backend/backend.ts';
import { readAddress, writeAddress } from './address.ts';
import { createCommands } from './commands.ts';
import { type Context, report } from './context.ts';
import { createEditHistory } from './edit-history.ts';
import type { Environment } from './environment.ts';
import { createFlagsTab } from './flags.ts';
import { initialSession } from './initial-session.ts';
import { createLessonProgress } from './lesson-progress.ts';
import { createObjectsTab } from './objects-tab.ts';
import { createRbacText } from './rbac-text.ts';
import { openSavedState, type Place } from './saved-state.ts';
import { createState } from './state.ts';
import { createSuggestions } from './suggestions.ts';
import { createTokensCsv } from './tokens-csv.ts';
import { createTokensTab, sendCommand } from './tokens-tab.ts';

export interface SessionOptions {
  environment: Environment;
  openBackend(onRestored: (why: string) => void): Promise<Backend>;
  titles: readonly LessonTitle[];
  loadLesson(slug: string): Promise<Lesson>;
}

export interface OpenSession {
  ports: Ports;
  /** The page takes input: from now on the engine may load when nothing else is to do. */
  ready(): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
  /** Does what a lesson's solution says, and waits for it. */
  perform(action: Action): Promise<void>;
}

export function createSession({ environment, openBackend, titles, loadLesson }: SessionOptions): OpenSession {
  const saved = openSavedState(environment);
  const slugs = titles.map(({ slug }) => slug);
  const address = readAddress(environment.query(), slugs);
  const { embed } = address;
  const theme = address.theme ?? saved.get().theme ?? (environment.prefersDark() ? 'dark' : 'light');
  environment.setTheme(theme);
  const state = createState<Session>({ ...initialSession(environment, titles), embed, theme, page: address.page, layout: environment.layout(embed) });
  const player = createPlayer({ rest: (run, step) => rest(run, step, environment.reducedMotion()), later: environment.later });

  let opened: Promise<Backend> | undefined;
  let loaded: Backend | undefined;
  let facts: Facts | undefined;
  let place = 'lab';
  let start: WorldStart = {};
  /** Builds the world of the present place; done before the first act. */
  let setUp: ((backend: Backend) => Promise<void>) | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let command = 0;
  let runs = 0;
  let notices = 0;
  const nearMisses = new Map<string, Promise<NearMissRow[]>>();

  const backend = (): Promise<Backend> => {
    opened ??= openBackend((why) => notice('warning', why)).then(
      (made) => (loaded = made),
      (error: unknown) => {
        state.set({ engine: 'failed' });
        opened = undefined;
        throw error;
      },
    );
    return opened;
  };

  const notice = (severity: 'info' | 'warning', text: string): void => {
    const { notices: shown } = state.get();
    if (shown.some((other) => other.text === text)) return;
    state.set({ notices: [...shown.slice(-2), { id: ++notices, severity, text }] });
  };

  const learn = (news: Facts): void => {
    facts = news;
    const { terminal } = state.get();
    state.set({ clock: news.clock, terminal: terminal.prompt === news.prompt ? terminal : { ...terminal, prompt: news.prompt } });
    flags.learn(news);
    tokensCsv.learn(news);
    rbac.learn(news);
    tokens.learn(news);
    objects.learn(news);
    progress.learn(news);
  };

  const ensureSetUp = (): void => {
    const pending = setUp;
    if (!pending) return;
    setUp = undefined;
    queue = queue
      .then(backend)
      .then(pending)
      .then(() => state.set({ engine: 'ready' }))
      .catch((error: unknown) => {
        state.set({ engine: 'failed' });
        report(context, error);
      });
  };

  const context: Context = {
    environment,
    state,
    player,
    saved,
    history: createEditHistory({ later: environment.later, changed: (canUndo, canRedo) => state.set({ canUndo, canRedo }) }),
    act(call) {
      ensureSetUp();
      const result = queue.then(async () => {
        const to = await backend();
        await forkIfBack(to);
        return call(to);
      });
      queue = result.catch(() => undefined);
      return result;
    },
    look: (call) => {
      ensureSetUp();
      return backend().then(call);
    },
    backendNow: () => loaded,
    learn,
    facts: () => facts,
    notice,
    nextCommand: () => ++command,
    nextRun: () => `run-${++runs}`,
    place: () => place,
  };

  /** Somebody went back and acts there: the world goes back too, and what came after is kept as another future. */
  async function forkIfBack(to: Backend): Promise<void> {
    const now = player.store.getState();
    const run = now.runs.find(({ id }) => id === now.selected);
    if (!run || !standsBack(now)) return;
    const mark = commands.markOf(run.command);
    if (mark === undefined) return;
    const first = now.runs.findIndex((other) => other.command === run.command);
    // Their explanations belong to a store that is about to be gone.
    for (const other of now.runs.slice(first)) if (!other.older) await explain(other.id);
    const back = await to.fork(mark);
    if (!back) return;
    player.leaveFuture(now.runs[first]?.id ?? run.id);
    learn(back);
    notice('info', 'You acted in the middle of an earlier run, so the world went back to before it. What came after is kept as an older run.');
  }

  const explain = (runId: string): Promise<NearMissRow[]> => {
    const known = nearMisses.get(runId);
    if (known) return known;
    const run = player.store.getState().runs.find(({ id }) => id === runId);
    const rows = run && !run.older ? backend().then((to) => to.nearMisses(run.trace)) : Promise.resolve([]);
    nearMisses.set(runId, rows);
    return rows;
  };

  const commands = createCommands(context, {
    holds: (line, origin) => progress.holds(line, origin),
    sawRun(run, number) {
      tokens.saw(run.trace);
      progress.sawRun(run, number);
    },
    finished: (number, line) => progress.finished(number, line),
  });
  const tokensCsv = createTokensCsv(context);
  const rbac = createRbacText(context, () => commands, (run, number) => progress.sawRun(run, number));
  const flags = createFlagsTab(context, () => Promise.all([tokensCsv.flush(), rbac.flush()]));
  const tokens = createTokensTab(context, (line) => commands.run(line, 'row'));
  const objects = createObjectsTab(context);
  const suggest = createSuggestions(context);

  const draft = (line: string): void => {
    const { terminal } = state.get();
    state.set({ tab: 'Terminal', terminal: { ...terminal, draft: line } });
  };

  /** Shows what a solution does and leaves the last key to the learner. */
  const show = (action: Action): void => {
    if (action.do === 'run') draft(action.command);
    else if (action.do === 'restart') draft('restart kube-apiserver');
    else if (action.do === 'send-token') draft(sendCommand(state.get().tokens.token));
    else {
      const tab = { 'edit-file': 'tokens.csv', 'edit-rbac': 'RBAC', 'set-flag': 'API server flags', 'forge-token': 'Tokens' } as const;
      state.set({ tab: tab[action.do] });
      edit(action);
    }
  };

  const edit = (action: Action): void => {
    if (action.do === 'edit-file') ports.editTokensCsv(action.text);
    else if (action.do === 'edit-rbac') ports.editRbac(action.text);
    else if (action.do === 'set-flag') ports.setFlag(action.name, action.value ?? undefined);
    else if (action.do === 'forge-token') {
      const newest = state.get().tokens.known[0];
      if (newest) tokens.selectToken(newest.id);
      const lay = (text: string, fields: Record<string, unknown>): string => JSON.stringify({ ...(JSON.parse(text || '{}') as object), ...fields }, null, 2);
      if (action.header) tokens.editTokenHeader(lay(state.get().tokens.header.text, action.header));
      if (action.payload) tokens.editTokenPayload(lay(state.get().tokens.payload.text, action.payload));
      if (action.key !== null) {
        tokens.selectKey(action.key);
        tokens.signToken();
      }
    }
  };
  const progress = createLessonProgress(context, () => commands, show);

  const perform = async (action: Action): Promise<void> => {
    if (action.do === 'run') commands.run(action.command, 'row');
    else if (action.do === 'restart') flags.restartServer();
    else if (action.do === 'send-token') tokens.sendToken();
    else edit(action);
    await idle();
  };

  const idle = async (): Promise<void> => {
    await entering;
    await Promise.all([tokensCsv.flush(), rbac.flush()]);
    await flags.restarted();
    await tokens.signed();
    await queue;
    await progress.settled();
  };

  /** Steps before `until` have been lived: what they did to the world is done again, unseen. */
  async function replay(to: Backend, lesson: Lesson, until: number): Promise<void> {
    for (const { solution } of lesson.steps.slice(0, until))
      for (const action of solution) {
        if (action.do === 'run') {
          const { facts: news } = await to.run(action.command, (event) => {
            if (event.type === 'run') tokens.saw(event.trace);
          });
          facts = news;
        } else if (action.do === 'edit-file') await to.lay({ tokensCsv: action.text, tokensRead: facts?.server.filesRead[action.path] ?? action.text });
        else if (action.do === 'edit-rbac') await to.lay({ rbac: action.text });
        else if (action.do === 'restart' || action.do === 'set-flag') {
          const given = facts?.server.flags ?? {};
          const { [action.do === 'set-flag' ? action.name : '']: _old, ...others } = given;
          facts = await to.restart(action.do === 'set-flag' ? { ...others, ...(action.value === null ? {} : { [action.name]: action.value }) } : given);
        }
      }
  }

  function enterPlace(next: string, lesson: Lesson | undefined, step: number): void {
    place = next;
    start = lesson?.start ? { ...lesson.start } : {};
    const kept: Place | undefined = saved.get().places[place];
    const edits = kept?.edits;
    player.clear();
    context.history.clear();
    nearMisses.clear();
    const { terminal } = state.get();
    const fresh = initialSession(environment, titles);
    state.set({
      terminal: { ...terminal, entries: [], draft: undefined },
      engine: state.get().engine === 'failed' ? 'failed' : 'loading',
      tokens: { ...fresh.tokens, keys: state.get().tokens.keys, key: state.get().tokens.key },
      objects: fresh.objects,
      tokensCsv: { ...fresh.tokensCsv, text: edits?.tokensCsv ?? fresh.tokensCsv.text },
      rbac: { ...fresh.rbac, text: edits?.rbac ?? '' },
      tab: 'Terminal',
    });
    const from = start;
    setUp = async (to) => {
      facts = await to.start(from);
      if (lesson && step > 0) await replay(to, lesson, step);
      const later = edits ? await to.lay(edits) : undefined;
      if (later) facts = later;
      if (!facts) return;
      tokensCsv.forget();
      rbac.forget();
      learn(facts);
    };
  }

  const setAddress = (push: boolean): void => {
    const { page, lesson } = state.get();
    environment.setQuery(
      writeAddress({ page, lesson: page === 'lab' ? lesson?.lesson.slug : undefined, step: lesson && lesson.step + 1, embed, theme: address.theme }),
      push,
    );
  };

  let entered = false;
  let entering: Promise<void> = Promise.resolve();
  const toLab = (): void => {
    if (place !== 'lab' || !entered) enterPlace('lab', undefined, 0);
    entered = true;
    progress.close();
    state.set({ page: 'lab' });
    whenQuiet();
  };

  const toLesson = (slug: string, step: number | undefined, push: boolean): void => {
    const present = state.get().lesson;
    if (entered && place === slug && present?.lesson.slug === slug) {
      state.set({ page: 'lab' });
      if (step !== undefined) lessonStep(step - 1);
      else setAddress(push);
      return;
    }
    entering = loadLesson(slug).then(
      (lesson) => {
        const done = saved.get().places[slug]?.done;
        const firstOpen = done ? Math.max(0, done.findIndex((each) => !each)) : 0;
        const index = step === undefined ? firstOpen : step - 1;
        if (!lesson.steps[index]) {
          notice('warning', `“${lesson.title}” has ${lesson.steps.length} steps, and this link asks for step ${step}.`);
          state.set({ page: 'start' });
          return;
        }
        enterPlace(slug, lesson, index);
        entered = true;
        state.set({ page: 'lab' });
        progress.open(lesson, index, done);
        setAddress(push);
        whenQuiet();
      },
      (error: unknown) => {
        state.set({ page: 'start' });
        report(context, error);
      },
    );
  };

  const lessonStep = (index: number): void => {
    const lesson = state.get().lesson;
    if (!lesson?.lesson.steps[index]) return;
    progress.goTo(index);
    setAddress(false);
  };

  let isReady = false;
  const whenQuiet = (): void => {
    if (isReady) environment.idle(ensureSetUp);
  };

  const ports: Ports = {
    session: state,
    player: {
      ...player,
      last() {
        commands.skipToReply();
        player.last();
      },
    },
    ...commands,
    run: (line, origin) => commands.run(line, origin),
    nearMisses: explain,
    applyFix(runId, index) {
      const { runs: all } = player.store.getState();
      const run = all.find(({ id }) => id === runId);
      const line = run && commands.lineOf(run.command);
      if (!run) return;
      const number = context.nextCommand();
      context
        .act(async (to) => {
          commands.mark(number, await to.mark());
          const { facts: news, run: fixed } = await to.applyFix(run.trace, index);
          if (fixed) commands.addRun(fixed, number, { select: false });
          learn(news);
        })
        .catch((error: unknown) => report(context, error));
      if (line) commands.run(line, 'row');
    },
    openStart() {
      state.set({ page: 'start' });
      setAddress(true);
    },
    openLab() {
      toLab();
      setAddress(true);
    },
    openLesson: (slug, step) => toLesson(slug, step, true),
    lessonStep,
    predict: progress.predict,
    hint: progress.hint,
    showSolution: progress.showSolution,
    selectTab(tab) {
      state.set({ tab });
      if (tab === 'Objects') objects.opened();
    },
    editTokensCsv: tokensCsv.editTokensCsv,
    discardTokensCsv: tokensCsv.discardTokensCsv,
    editRbac: rbac.editRbac,
    setFlag: flags.setFlag,
    editFlags: flags.editFlags,
    restartServer: flags.restartServer,
    selectToken: tokens.selectToken,
    pasteToken: tokens.pasteToken,
    editTokenHeader: tokens.editTokenHeader,
    editTokenPayload: tokens.editTokenPayload,
    selectKey: tokens.selectKey,
    signToken: tokens.signToken,
    sendToken: tokens.sendToken,
    selectKind: objects.selectKind,
    selectObject: objects.selectObject,
    undo: () => context.history.undo(),
    redo: () => context.history.redo(),
    reset,
    setTheme(next) {
      environment.setTheme(next);
      state.set({ theme: next });
      saved.change((kept) => {
        kept.theme = next;
      });
    },
    dismiss: (id) => state.set({ notices: state.get().notices.filter((other) => other.id !== id) }),
    downloadTrace() {
      const { runs: all, selected } = player.store.getState();
      const run = all.find(({ id }) => id === selected);
      if (run) environment.download(`${run.trace.title.replace(/[^\w.-]+/g, '-')}.trace.json`, JSON.stringify(run.trace, null, 1));
    },
  };

  /** Back to the start of the place. The world before is kept, so that this can be undone. */
  function reset(): void {
    let other = { player: player.store.getState(), terminal: state.get().terminal, kept: saved.get().places[place] };
    const swap = (world: (to: Backend) => Promise<Facts>): void => {
      const mine = { player: player.store.getState(), terminal: state.get().terminal, kept: saved.get().places[place] };
      const { player: list, terminal, kept } = other;
      other = mine;
      if (list.selected === undefined) player.clear();
      else player.restore(list);
      state.set({ terminal: { ...terminal, prompt: state.get().terminal.prompt, history: state.get().terminal.history } });
      saved.change((all) => {
        if (kept) all.places[place] = kept;
        else delete all.places[place];
      });
      context
        .act(async (to) => {
          const news = await world(to);
          tokensCsv.forget();
          rbac.forget();
          flags.forget();
          learn(news);
        })
        .catch((error: unknown) => report(context, error));
    };
    const { done } = saved.get().places[place] ?? {};
    const before = other;
    other = {
      player: { ...before.player, runs: [], selected: undefined, step: 0, reached: 0 },
      terminal: { ...before.terminal, entries: [], draft: undefined },
      kept: done ? { edits: {}, done } : undefined,
    };
    const from = start;
    context.history.seal();
    swap((to) => to.start(from));
    context.history.record({ label: 'Reset', kind: 'reset', undo: () => swap((to) => to.back()), redo: () => swap((to) => to.back()) });
    context.history.seal();
  }

  environment.onLayout(() => state.set({ layout: environment.layout(embed) }));
  environment.onQuery(() => {
    const now = readAddress(environment.query(), slugs);
    if (now.lesson !== undefined) toLesson(now.lesson, now.step, false);
    else if (now.page === 'lab') toLab();
    else state.set({ page: 'start' });
  });
  player.store.subscribe(() => suggest());
  suggest();
  if (saved.problem) notice(environment.storage ? 'warning' : 'info', saved.problem);
  if (address.problem) notice('warning', address.problem);
  if (address.lesson !== undefined) toLesson(address.lesson, address.step, false);
  else toLabQuietly();

  /** The world of the lab stands behind the start page too, so that a first command waits for nothing. */
  function toLabQuietly(): void {
    enterPlace('lab', undefined, 0);
    entered = true;
  }

  return {
    ports,
    ready() {
      isReady = true;
      whenQuiet();
    },
    idle,
    perform,
  };
}
