// The ring closes here: wishes of the view become acts on the world, and what happened becomes what the view shows.
import { createStore } from 'zustand/vanilla';
import type { Action, Lesson, LessonTitle } from '../../lessons/lesson.ts';
import { createPlayer } from '../../player/player.ts';
import type { Ports, Session } from '../../ports/ports.ts';
import { rest } from '../../view/words/rest.ts';
import type { Backend, Facts } from '../backend/backend.ts';
import { createActs } from './acts.ts';
import { readAddress } from './address.ts';
import { type Context, report } from './context.ts';
import { createEditHistory } from './edit-history.ts';
import type { Environment } from './environment.ts';
import { initialSession } from './initial-session.ts';
import { createLessonProgress } from './lesson-progress.ts';
import { createLogin } from './login.ts';
import { createPage } from './page.ts';
import { createPast } from './past.ts';
import { createPlaces } from './places.ts';
import { createReset } from './reset.ts';
import { openSavedState } from './saved-state.ts';
import { createSolutions } from './solutions.ts';
import { createSuggestions } from './suggestions.ts';
import { each, type OpenTabs, openTabs, portsOf } from './tabs.ts';

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
    for (const tab of each(tabs)) tab.learn?.(news);
    progress.learn(news);
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
    wishes: () => ports,
    commands: () => tabs.Terminal,
    lesson: () => progress,
    collectTokens: (trace) => tabs.Tokens.saw(trace),
    setFlags: (values, label) => tabs['API server flags'].setFlags(values, label),
    flush: () => Promise.all(each(tabs).map((tab) => tab.flush?.())),
  };

  const tabs: OpenTabs = openTabs(context);
  const forget = (): void => {
    for (const tab of each(tabs)) tab.forget?.();
    past.forget();
  };
  const past = createPast(context, () => tabs.RBAC);
  const solutions = createSolutions(context, () => ({ ...ports, changeParty: tabs.Parties.change }));
  const progress = createLessonProgress(context, solutions.show);
  const places = createPlaces({ context, acts, address, titles, loadLesson, progress, tokens: tabs.Tokens, forget });

  /** A wish of the view that none of these knows does not compile. */
  const ports: Ports = {
    session: state,
    player: {
      ...player,
      last() {
        tabs.Terminal.skipToReply();
        player.last();
      },
    },
    ...portsOf(tabs),
    ...past.ports,
    ...createLogin(context),
    ...places.ports,
    ...progress.ports,
    ...createPage(context, createReset(context, places.start, forget), (tab) => tabs[tab].opened?.()),
    answerFit(plugin, situation, fits) {
      const all = state.getState().fits;
      const next = { ...all, [plugin]: { ...all[plugin], [situation]: fits } };
      state.setState({ fits: next });
      saved.change((kept) => {
        kept.fits = next;
      });
    },
    playWays: (commands) => context.look((backend) => backend.play(places.start(), commands)),
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
    await context.flush();
    await tabs['API server flags'].restarted();
    await tabs.Tokens.signed();
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
      if (action.do === 'run') ports.run(action.command, 'row');
      else if (action.do === 'restart') ports.restartServer();
      else if (action.do === 'send-token') ports.sendToken();
      else if (action.do === 'log-in') ports.answerLogin({ do: 'log-in', login: action.login, password: '' });
      else solutions.edit(action);
      await idle();
    },
  };
}
