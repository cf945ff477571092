// A lesson as it is lived: the prediction, what waits for it, hints, and whether the goal of the step is reached.
import type { Action, Lesson, LessonStep } from '../../lessons/lesson.ts';
import { currentRun } from '../../player/player.ts';
import type { LessonPorts, LessonState } from '../../ports/lesson.ts';
import type { Tab } from '../../ports/tabs.ts';
import type { Trace } from '../../trace/event.ts';
import type { Facts } from '../backend/backend.ts';
import { holds as goalHolds } from './conditions.ts';
import type { Context, LessonHooks } from './context.ts';
import { keep, report } from './context.ts';

export interface LessonProgress extends LessonHooks {
  ports: Pick<LessonPorts, 'predict' | 'hint' | 'showSolution'>;
  open(lesson: Lesson, step: number, done: readonly boolean[] | undefined): void;
  close(): void;
  goTo(step: number): void;
  learn(facts: Facts): void;
  /** Resolves when every goal has been looked at. */
  settled(): Promise<void>;
}

interface Seen {
  id: string;
  trace: Trace;
  command: number;
}

const squeeze = (line: string): string => line.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();

export function createLessonProgress(context: Context, show: (action: Action) => void): LessonProgress {
  const { state, player } = context;
  let seen: Seen[] = [];
  let ended: { code: number; text: string }[] = [];
  let since = '';
  /** Commands whose answer waits for the reply step. */
  const held = new Set<number>();
  /** The line that the solution typed last: once it ran, the next part follows. */
  let drafted: string | undefined;
  /** Where the playhead has already waited for a prediction. */
  let waited = new Set<string>();
  let played = new Set<string>();
  let looking: Promise<void> = Promise.resolve();
  const predictions = new Map<number, NonNullable<LessonState['prediction']>>();

  const lesson = (): LessonState | undefined => state.getState().lesson;
  const step = (): LessonStep | undefined => {
    const now = lesson();
    return now?.lesson.steps[now.step];
  };
  const put = (part: Partial<LessonState>): void => {
    const now = lesson();
    if (now) state.setState({ lesson: { ...now, ...part } });
  };
  const setPrediction = (prediction: NonNullable<LessonState['prediction']>): void => {
    predictions.set(lesson()?.step ?? 0, prediction);
    put({ prediction });
  };
  const predictedLine = (): string | undefined => {
    const now = step();
    const about = now?.prediction?.about ?? 0;
    return about === 'any' ? undefined : now?.runs?.[about]?.command;
  };
  const isPredicted = (line: string): boolean => {
    if (step()?.prediction?.about === 'any') return /^(curl|kubectl)\b/.test(line);
    const wanted = predictedLine();
    return wanted !== undefined && squeeze(line) === squeeze(wanted);
  };

  const enter = (index: number): void => {
    seen = [];
    ended = [];
    since = context.facts()?.clock ?? '';
    drafted = undefined;
    waited = new Set();
    played = new Set();
    const now = lesson();
    const next = now?.lesson.steps[index];
    if (!now || !next) return;
    const prediction = next.prediction ? (predictions.get(index) ?? { chosen: undefined, answered: false }) : undefined;
    state.setState({ lesson: { ...now, step: index, prediction, hintsShown: 0, solutionShown: 0 }, ...(next.tab ? { tab: next.tab as Tab } : {}) });
    look();
  };

  const complete = (): void => {
    const now = lesson();
    if (!now || now.done[now.step]) return;
    const done = now.lesson.steps.map((_, i) => i === now.step || now.done[i] === true);
    put({ done });
    keep(context, (kept) => {
      kept.done = done;
    });
  };

  /** Whether the step's goal is reached by now. */
  const look = (): void => {
    const now = lesson();
    const present = step();
    const facts = context.facts();
    if (!now || !present || now.done[now.step] || !facts) return;
    const revealed = seen.filter(({ command }) => !held.has(command));
    if (!present.goal) {
      const first = present.runs?.[0];
      if (first ? played.has(squeeze(first.command)) && held.size === 0 : now.step < now.lesson.steps.length && !present.prediction) {
        if (first) complete();
      }
      return;
    }
    const { goal } = present;
    const traces = revealed.map(({ trace }) => trace);
    looking = looking
      .then(() => goalHolds(goal, { facts, since, traces, ended: [...ended], allowed: (questions) => context.look((backend) => backend.allowed(questions)) }))
      .then((reached) => {
        if (reached && step() === present) complete();
      })
      .catch((error: unknown) => report(context, error));
  };

  const answer = (): void => {
    const now = lesson();
    if (now?.prediction && !now.prediction.answered) setPrediction({ ...now.prediction, answered: true });
  };

  const reveal = (command: number): void => {
    if (!held.delete(command)) return;
    context.commands().release(command);
    answer();
    look();
  };

  player.store.subscribe((now) => {
    const run = currentRun(now);
    if (!run || !held.has(run.command) || run.background) return;
    const { steps } = run.timeline;
    if (now.step >= steps.length) return reveal(run.command);
    const gate = step()?.prediction?.gate;
    // Where the question is not in sight nobody would know what the playhead waits for.
    if (state.getState().layout !== 'lab' || !now.playing || gate === undefined || lesson()?.prediction?.chosen !== undefined || waited.has(run.id)) return;
    const here = steps[now.step - 1];
    const next = steps[now.step];
    if (here?.stage === gate || next?.stage === gate) {
      waited.add(run.id);
      player.pause();
    }
  });

  const showSolution = (): void => {
    const actions = step()?.solution ?? [];
    const now = lesson();
    if (!now || actions.length === 0) return;
    const part = now.solutionShown % actions.length;
    const action = actions[part];
    if (!action) return;
    put({ solutionShown: part + 1 });
    show(action);
    drafted = state.getState().terminal.draft;
  };

  return {
    open(opened, index, done) {
      held.clear();
      predictions.clear();
      state.setState({
        lesson: { lesson: opened, step: index, done: opened.steps.map((_, i) => done?.[i] === true), prediction: undefined, hintsShown: 0, solutionShown: 0 },
      });
      enter(index);
    },
    close() {
      held.clear();
      state.setState({ lesson: undefined });
    },
    goTo(index) {
      const now = lesson();
      const present = step();
      if (!now || !present) return;
      // A step that only wants to be read is done when it is left.
      if (index > now.step && !present.goal && !present.runs?.length) complete();
      enter(index);
    },
    ports: {
      predict(choice) {
        const now = lesson();
        if (!now?.prediction || now.prediction.answered || !step()?.prediction?.choices[choice]) return;
        setPrediction({ ...now.prediction, chosen: choice });
        const run = currentRun(player.store.getState());
        if (run && waited.has(run.id) && held.has(run.command) && !player.store.getState().playing) player.play();
      },
      hint() {
        const now = lesson();
        if (now) put({ hintsShown: Math.min(now.hintsShown + 1, step()?.hints?.length ?? 0) });
      },
      showSolution,
    },
    holds: (line) => lesson()?.prediction?.answered === false && isPredicted(line),
    sawRun({ id, trace }, command) {
      const entry = state.getState().terminal.entries.find((e) => e.id === command);
      if (entry?.heldBack) held.add(command);
      seen.push({ id, trace, command });
      look();
    },
    finished(command, line) {
      for (const other of [...held]) if (other < command) reveal(other);
      // Nothing was sent, so nothing will be played: show what there is.
      const entry = state.getState().terminal.entries.find((e) => e.id === command);
      if (entry?.heldBack && !held.has(command)) context.commands().release(command);
      if (entry?.exitCode !== undefined) ended.push({ code: entry.exitCode, text: entry.output.map(({ text }) => text).join('') });
      played.add(squeeze(line));
      const now = lesson();
      if (now && drafted !== undefined && squeeze(drafted) === squeeze(line)) {
        drafted = undefined;
        if (now.solutionShown < (step()?.solution.length ?? 0)) showSolution();
      }
      look();
    },
    learn(facts) {
      // The world was still being built when the step began.
      since ||= facts.clock;
      look();
    },
    settled: () => looking,
  };
}
