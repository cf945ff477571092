// The ring closes here: wishes of the view become acts on the world, and what happened becomes what the view shows.
import { createStore } from 'zustand/vanilla';
import type { Action, Lesson, LessonTitle } from '../../lessons/lesson.ts';
import { createPlayer } from '../../player/player.ts';
import type { Ports, Session } from '../../ports/ports.ts';
import { rest } from '../../view/words/rest.ts';
import type { Backend, Facts } from '../backend/backend.ts';
import { createActs } from './acts.ts';
import { readAddress } from './address.ts';
import { createAuditTab } from './audit-tab.ts';
import { createCertificatesTab } from './certificates-tab.ts';
import { createCommands } from './commands.ts';
import { type Context, report } from './context.ts';
import { createEditHistory } from './edit-history.ts';
import type { Environment } from './environment.ts';
import { createFlagsTab } from './flags.ts';
import { initialSession } from './initial-session.ts';
import { createLessonProgress } from './lesson-progress.ts';
import { createObjectsTab } from './objects-tab.ts';
import { createPartiesTab } from './parties-tab.ts';
import { createPast } from './past.ts';
import { createPlaces } from './places.ts';
import { createRbacText } from './rbac-text.ts';
import { createReset } from './reset.ts';
import { openSavedState } from './saved-state.ts';
import { createSolutions } from './solutions.ts';
import { createSuggestions } from './suggestions.ts';
import { createTokensCsv } from './tokens-csv.ts';
import { createTokensTab } from './tokens-tab.ts';

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
  const address = readAddress(
    environment.query(),
    titles.map(({ slug }) => slug),
  );
  const { embed } = address;
  const theme = address.theme ?? saved.get().theme ?? (environment.prefersDark() ? 'dark' : 'light');
  environment.setTheme(theme);
  const state = createStore<Session>(() => ({
    ...initialSession(environment, titles),
    embed,
    theme,
    page: address.page,
    layout: environment.layout(embed),
    fits: saved.get().fits ?? {},
  }));
  const player = createPlayer({ rest: (run, step) => rest(run, step, environment.reducedMotion()), later: environment.later });

  let facts: Facts | undefined;
  let command = 0;
  let runs = 0;
  let notices = 0;

  const notice = (severity: 'info' | 'warning', text: string): void => {
    const { notices: shown } = state.getState();
    if (shown.some((other) => other.text === text)) return;
    state.setState({ notices: [...shown.slice(-2), { id: ++notices, severity, text }] });
  };

  const learn = (news: Facts): void => {
    facts = news;
    const { terminal } = state.getState();
    state.setState({ clock: news.clock, moments: news.moments, terminal: terminal.prompt === news.prompt ? terminal : { ...terminal, prompt: news.prompt } });
    for (const part of [flags, audit, tokensCsv, rbac, tokens, objects, parties, progress]) part.learn(news);
  };

  const acts = createActs({
    state,
    openBackend: () => openBackend((why) => notice('warning', why)),
    before: (backend) => past.forkIfBack(backend),
    report: (error) => report(context, error),
  });
  const context: Context = {
    environment,
    state,
    player,
    saved,
    history: createEditHistory({ later: environment.later, changed: (canUndo, canRedo) => state.setState({ canUndo, canRedo }) }),
    act: acts.act,
    look: acts.look,
    backendNow: acts.backendNow,
    learn,
    facts: () => facts,
    notice,
    nextCommand: () => ++command,
    nextRun: () => `run-${++runs}`,
    place: () => places.place(),
  };

  /** What was edited a moment ago and still waits counts before anything else is done. */
  const flush = (): Promise<unknown> => Promise.all([audit.flush(), tokensCsv.flush(), rbac.flush(), parties.flush()]);
  const forget = (): void => {
    tokensCsv.forget();
    audit.forget();
    rbac.forget();
    flags.forget();
    parties.forget();
  };

  const commands = createCommands(context, {
    before: () => void flush(),
    holds: (line, origin) => progress.holds(line, origin),
    sawRun(run, number) {
      tokens.saw(run.trace);
      progress.sawRun(run, number);
    },
    finished: (number, line) => progress.finished(number, line),
  });
  const past = createPast(
    context,
    () => commands,
    () => rbac,
  );
  const tokensCsv = createTokensCsv(context);
  const rbac = createRbacText(
    context,
    () => commands,
    (run, number) => progress.sawRun(run, number),
  );
  const flags = createFlagsTab(context, flush);
  const audit = createAuditTab(context, flags.setFlag);
  const tokens = createTokensTab(context, (line) => commands.run(line, 'row'));
  const objects = createObjectsTab(context);
  const parties = createPartiesTab(context, flags.setFlags);
  const solutions = createSolutions(context, () => ({ ...ports, changeParty: parties.change }));
  const progress = createLessonProgress(context, () => commands, solutions.show);
  const places = createPlaces({
    context,
    acts,
    address,
    titles,
    loadLesson,
    progress,
    tokens,
    forget() {
      forget();
      past.forget();
    },
  });

  const { openStart, openLab, openLesson, lessonStep } = places;
  const { predict, hint, showSolution } = progress;
  const { run, interrupt, clearTerminal, needsMore, complete, sendAgain } = commands;
  const { nearMisses, applyFix } = past;
  const { editTokensCsv, discardTokensCsv } = tokensCsv;
  const { setFlag, editFlags, restartServer } = flags;
  const { selectToken, pasteToken, editTokenHeader, editTokenPayload, selectKey, signToken, sendToken } = tokens;
  const { selectKind, selectObject } = objects;
  const { addParty, removeParty, selectParty, editParty, switchParty, rotateKey, configureFor, answerLogin } = parties;

  const ports: Ports = {
    session: state,
    player: {
      ...player,
      last() {
        commands.skipToReply();
        player.last();
      },
    },
    ...{ openStart, openLab, openLesson, lessonStep, predict, hint, showSolution },
    ...{ run, interrupt, clearTerminal, needsMore, complete, sendAgain, nearMisses, applyFix },
    ...{ editAuditPolicy: audit.editAuditPolicy, setAudit: audit.setAudit, logLines: audit.logLines, whoCan: audit.whoCan, matrix: audit.matrix },
    ...{ editTokensCsv, discardTokensCsv, editRbac: rbac.editRbac, setFlag, editFlags, restartServer },
    ...{ selectToken, pasteToken, editTokenHeader, editTokenPayload, selectKey, signToken, sendToken, selectKind, selectObject },
    ...createCertificatesTab(context),
    ...{ addParty, removeParty, selectParty, editParty, switchParty, rotateKey, configureFor, answerLogin },
    answerFit(plugin, situation, fits) {
      const all = state.getState().fits;
      const next = { ...all, [plugin]: { ...all[plugin], [situation]: fits } };
      state.setState({ fits: next });
      saved.change((kept) => {
        kept.fits = next;
      });
    },
    selectTab(tab) {
      state.setState({ tab });
      if (tab === 'Objects') objects.opened();
    },
    playWays: (commands) => context.look((backend) => backend.play(places.start(), commands)),
    selectDrawing: (drawing) => state.setState({ drawing }),
    undo: () => context.history.undo(),
    redo: () => context.history.redo(),
    reset: createReset(context, places.start, () => {
      forget();
      past.forget();
    }),
    setTheme(next) {
      environment.setTheme(next);
      state.setState({ theme: next });
      saved.change((kept) => {
        kept.theme = next;
      });
    },
    dismiss: (id) => state.setState({ notices: state.getState().notices.filter((other) => other.id !== id) }),
    downloadTrace() {
      const { runs: all, selected } = player.store.getState();
      const shown = all.find(({ id }) => id === selected);
      if (shown) environment.download(`${shown.trace.title.replace(/[^\w.-]+/g, '-')}.trace.json`, JSON.stringify(shown.trace, null, 1));
    },
  };

  /** Until nothing is under way, or somebody has to log in before anything goes on. */
  const idle = async (): Promise<void> => {
    let stop = (): void => {};
    const loginOpen = new Promise<void>((resolve) => {
      const look = (): void => {
        if (state.getState().login) resolve();
      };
      stop = state.subscribe(look);
      queueMicrotask(look);
    });
    await Promise.race([loginOpen, quiet()]);
    stop();
  };
  const quiet = async (): Promise<void> => {
    await places.settled();
    await flush();
    await flags.restarted();
    await tokens.signed();
    await acts.settled();
    await progress.settled();
  };

  environment.onLayout(() => state.setState({ layout: environment.layout(embed) }));
  const suggest = createSuggestions(context);
  player.store.subscribe(suggest);
  state.subscribe(suggest);
  suggest();
  if (saved.problem) notice(environment.storage ? 'warning' : 'info', saved.problem);
  if (address.problem) notice('warning', address.problem);
  places.first();

  return {
    ports,
    ready: places.ready,
    idle,
    async perform(action) {
      if (action.do === 'run') run(action.command, 'row');
      else if (action.do === 'restart') restartServer();
      else if (action.do === 'send-token') sendToken();
      else if (action.do === 'log-in') answerLogin({ do: 'log-in', login: action.login, password: '' });
      else solutions.edit(action);
      await idle();
    },
  };
}
