// Where the learner is: the start page, the lab, a step of a lesson. Each place has a world of its own and edits of its own.
import type { Lesson, LessonTitle } from '../../lessons/lesson.ts';
import type { LessonPorts } from '../../ports/lesson.ts';
import type { PagePorts } from '../../ports/page.ts';
import type { Trace } from '../../trace/event.ts';
import type { Facts, WorldStart } from '../backend/backend.ts';
import type { Acts } from './acts.ts';
import { type Address, readAddress, writeAddress } from './address.ts';
import { type Context, report } from './context.ts';
import { initialSession } from './initial-session.ts';
import type { LessonProgress } from './lesson-progress.ts';
import { replay } from './replay.ts';

export interface Places {
  ports: Pick<PagePorts, 'openStart' | 'openLab'> & Pick<LessonPorts, 'openLesson' | 'lessonStep'>;
  place(): string;
  /** What the present world started from. */
  start(): WorldStart;
  /** Goes where the address points. */
  first(): void;
  /** The page takes input: the engine may load when nothing else is to do. */
  ready(): void;
  settled(): Promise<void>;
}

export interface PlacesOptions {
  context: Context;
  acts: Acts;
  address: Address;
  titles: readonly LessonTitle[];
  loadLesson(slug: string): Promise<Lesson>;
  progress: LessonProgress;
  tokens: { saw(trace: Trace): void };
  /** Drops what was typed, planned or explained for the world before. */
  forget(): void;
}

export function createPlaces({ context, acts, address, titles, loadLesson, progress, tokens, forget }: PlacesOptions): Places {
  const { environment, state, player, saved } = context;
  const { embed, theme } = address;
  const slugs = titles.map(({ slug }) => slug);
  let place = '';
  let start: WorldStart = {};
  let entering: Promise<void> = Promise.resolve();
  let isReady = false;

  const whenQuiet = (): void => {
    if (isReady) environment.idle(acts.ensureSetUp);
  };

  function enter(next: string, lesson: Lesson | undefined, step: number): void {
    place = next;
    start = lesson?.start ? { ...lesson.start } : {};
    const edits = saved.get().places[place]?.edits;
    player.clear();
    context.history.clear();
    forget();
    const { terminal, tokens: known } = state.getState();
    const fresh = initialSession(environment, titles);
    state.setState({
      engine: 'loading',
      terminal: { ...terminal, entries: [], draft: undefined },
      tokens: { ...fresh.tokens, keys: known.keys, key: known.key },
      objects: fresh.objects,
      tokensCsv: { ...fresh.tokensCsv, text: edits?.tokensCsv ?? '' },
      rbac: { ...fresh.rbac, text: edits?.rbac ?? '' },
      tab: 'Terminal',
      drawing: lesson?.drawing ?? 'Map',
    });
    const from = start;
    acts.setUpNext(async (backend) => {
      let facts: Facts = await backend.start(from);
      if (lesson) facts = await replay(backend, facts, lesson.steps.slice(0, step), tokens.saw);
      if (edits) facts = await backend.lay(edits);
      context.learn(facts);
    });
    whenQuiet();
  }

  const setAddress = (push: boolean): void => {
    const { page, lesson } = state.getState();
    const slug = page === 'lab' ? lesson?.lesson.slug : undefined;
    environment.setQuery(writeAddress({ page, lesson: slug, step: lesson && lesson.step + 1, embed, theme }), push);
  };

  const toStart = (): void => state.setState({ page: 'start' });

  const toLab = (): void => {
    progress.close();
    if (place !== 'lab') enter('lab', undefined, 0);
    state.setState({ page: 'lab' });
  };

  const lessonStep = (index: number): void => {
    if (!state.getState().lesson?.lesson.steps[index]) return;
    progress.goTo(index);
    setAddress(false);
  };

  const show = (lesson: Lesson, step: number | undefined): void => {
    const { slug, steps, title } = lesson;
    const done = saved.get().places[slug]?.done;
    const firstOpen = Math.max(0, done?.findIndex((each) => !each) ?? 0);
    const index = step === undefined ? firstOpen : step - 1;
    if (!steps[index]) {
      context.notice('warning', `“${title}” has ${steps.length} steps, and this link asks for step ${step}.`);
      toStart();
      return;
    }
    enter(slug, lesson, index);
    state.setState({ page: 'lab' });
    // The list counts the lessons that are there.
    const { number } = context.state.getState().lessons.find((listed) => listed.slug === slug) ?? lesson;
    progress.open({ ...lesson, number }, index, done);
    setAddress(false);
  };

  const toLesson = (slug: string, step: number | undefined, push: boolean): void => {
    environment.setQuery(writeAddress({ page: 'lab', lesson: slug, step, embed, theme }), push);
    if (place === slug && state.getState().lesson?.lesson.slug === slug) {
      state.setState({ page: 'lab' });
      if (step !== undefined) lessonStep(step - 1);
      return;
    }
    entering = loadLesson(slug).then(
      (lesson) => show(lesson, step),
      (error: unknown) => {
        toStart();
        report(context, error);
      },
    );
  };

  environment.onQuery(() => {
    const now = readAddress(environment.query(), slugs);
    if (now.lesson !== undefined) toLesson(now.lesson, now.step, false);
    else if (now.page === 'lab') toLab();
    else toStart();
  });

  return {
    ports: {
      openStart() {
        toStart();
        setAddress(true);
      },
      openLab() {
        toLab();
        setAddress(true);
      },
      openLesson: (slug, step) => {
        if (slugs.includes(slug)) toLesson(slug, step, true);
      },
      lessonStep,
    },
    place: () => place,
    start: () => start,
    first() {
      if (address.lesson !== undefined) toLesson(address.lesson, address.step, false);
      // The world of the lab stands behind the start page too, so that a first command waits for nothing.
      else enter('lab', undefined, 0);
    },
    ready() {
      isReady = true;
      whenQuiet();
    },
    settled: () => entering,
  };
}
