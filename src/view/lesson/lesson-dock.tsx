// The left dock: what you see, what it means, what to try; a prediction before the decisive gate; hints that cost nothing.
import { ArrowLeft, ArrowRight, PanelLeftClose } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Lesson, LessonStep } from '../../lessons/lesson.ts';
import type { LessonState } from '../../ports/lesson.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { RunRow } from '../ui/run-row.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { Predict } from './predict.tsx';
import { Prose } from './prose.tsx';
import { HELP_LIST, Solution } from './solution.tsx';

const Comparison = lazy(() => import('./comparison.tsx'));
const FitTable = lazy(() => import('./fit-table.tsx'));

/** Nothing when no lesson is open. `onFold` folds the dock to its rail, where there is one. */
export function LessonDock({ onFold }: { onFold?: () => void }) {
  const state = useSession((s) => s.lesson);
  if (!state) return null;
  return <OpenLesson state={state} {...(onFold ? { onFold } : {})} />;
}

function OpenLesson({ state, onFold }: { state: LessonState; onFold?: () => void }) {
  const { lesson, step: index } = state;
  const count = useSession((s) => s.lessons.length);
  const step = lesson.steps[index];
  const body = useRef<HTMLDivElement>(null);
  const shown = useRef<{ lesson: Lesson; index: number } | undefined>(undefined);
  // Another step begins at its top.
  // Braces matter: a browser may answer scrollTo with a promise, which React would take for a clean-up.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
    // Who went on reads on there; who has only just come is left where they are.
    const { current } = shown;
    shown.current = { lesson, index };
    if (current) body.current?.querySelector<HTMLElement>(current.lesson === lesson ? '.lesson-step-title' : 'h1')?.focus({ preventScroll: true });
  }, [lesson, index]);
  if (!step) return null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto p-5" ref={body} data-heir=".lesson-done|.lesson-next">
        <div className="lesson-kicker flex min-h-4.5 items-center justify-between text-12 text-ink-3">
          <span>
            Lesson {lesson.number} of {count}
          </span>
          {onFold && (
            <Button look="icon" className="-my-1.5 -mr-2" aria-label="Collapse lesson" onClick={onFold}>
              <PanelLeftClose size={16} strokeWidth={1.75} aria-hidden="true" />
            </Button>
          )}
        </div>
        <h1 className="mt-1 mb-3 font-display text-22 leading-tight font-strong tracking-tight focus:outline-none" tabIndex={-1}>
          {lesson.title}
        </h1>
        <StepBar state={state} />
        <Step key={index} step={step} state={state} />
        {lesson.fit && index === lesson.steps.length - 1 && state.done[index] && (
          <Suspense fallback={null}>
            <FitTable fit={lesson.fit} />
          </Suspense>
        )}
        {lesson.compare && index === lesson.steps.length - 1 && state.done[index] && (
          <Suspense fallback={null}>
            <Comparison ways={lesson.compare} />
          </Suspense>
        )}
      </div>
      <Foot state={state} />
    </div>
  );
}

function StepBar({ state: { lesson, step, done } }: { state: LessonState }) {
  return (
    <div className="mb-4 flex gap-1" role="img" aria-label={`Step ${step + 1} of ${lesson.steps.length}`}>
      {lesson.steps.map(({ title }, i) => (
        <i
          key={title}
          className={`h-0.75 flex-1 rounded-1 forced-colors:h-1.25 forced-colors:border forced-colors:border-canvas-text ${i === step ? 'bg-now forced-colors:border-highlight forced-colors:bg-highlight' : done[i] ? 'bg-ink forced-colors:bg-canvas-text' : 'bg-line-2 forced-colors:bg-canvas'}`}
        />
      ))}
    </div>
  );
}

function Step({ step, state }: { step: LessonStep; state: LessonState }) {
  const { prediction } = state;
  const done = state.done[state.step] === true;
  return (
    <>
      <h2
        className="lesson-step-title mb-2 text-14 leading-ui font-strong focus:outline-none focus-visible:rounded-1 focus-visible:outline-2 focus-visible:outline-offset-3 focus-visible:outline-now"
        tabIndex={-1}
      >
        {step.title}
      </h2>
      {step.text.map((text) => (
        <p key={text} className="mb-3 text-14 leading-5.5 text-ink-2">
          <Prose text={text} />
        </p>
      ))}
      {step.runs?.map(({ label, command }) => (
        <RunRow key={label + command} className="mb-3.5" label={label} command={command} />
      ))}
      {step.prediction && prediction && <Predict prediction={step.prediction} state={prediction} />}
      <div role="status" aria-label="Lesson">
        {done && step.done && (
          <div className="lesson-done mb-3 flex gap-2 [&>.mark]:mt-0.5" tabIndex={-1}>
            <VerdictMark standing="passed" size={18} />
            <p className="text-14 leading-5.5">
              <Prose text={step.done} />
            </p>
          </div>
        )}
      </div>
      {!done && <Help step={step} state={state} />}
    </>
  );
}

function Help({ step, state }: { step: LessonStep; state: LessonState }) {
  const { hintsShown: shown } = state;
  const ports = usePorts();
  const hints = step.hints ?? [];
  return (
    <div>
      <div role="status" aria-label="Hints">
        {shown > 0 && (
          <ol className={`lesson-hints ${HELP_LIST}`}>
            {hints.slice(0, shown).map((hint) => (
              <li key={hint} tabIndex={-1}>
                <Prose text={hint} />
              </li>
            ))}
          </ol>
        )}
      </div>
      <Solution step={step} shown={state.solutionShown}>
        {shown < hints.length && (
          <Button look="line" data-heir=".lesson-hints li:last-child" onClick={ports.hint}>
            {shown === 0 ? 'Hint' : 'Another hint'}
          </Button>
        )}
      </Solution>
    </div>
  );
}

const NEXT = 'lesson-next min-w-0 px-2';
const NEXT_NAME = 'py-1 text-left text-12 leading-tight whitespace-normal';

function Foot({ state: { lesson, step, done } }: { state: LessonState }) {
  const ports = usePorts();
  const lessons = useSession((s) => s.lessons);
  const next = lesson.steps[step + 1];
  const nextLesson = lessons[lessons.findIndex(({ slug }) => slug === lesson.slug) + 1];
  return (
    <div className="flex min-h-12 flex-none items-center justify-between gap-1 border-t border-line px-2">
      <Button className="flex-none px-2" onClick={() => (step > 0 ? ports.lessonStep(step - 1) : ports.openStart())}>
        <ArrowLeft size={16} strokeWidth={1.75} aria-hidden="true" />
        {step > 0 ? 'Back' : 'Lessons'}
      </Button>
      {next ? (
        <Button look="line" className={NEXT} onClick={() => ports.lessonStep(step + 1)}>
          <span className={NEXT_NAME}>{next.title}</span>
          <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
        </Button>
      ) : nextLesson ? (
        <Button look={done.every(Boolean) ? 'ink' : 'line'} className={NEXT} onClick={() => ports.openLesson(nextLesson.slug, 1)}>
          <span className={NEXT_NAME}>{nextLesson.title}</span>
          <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
        </Button>
      ) : (
        <Button look="ink" className="px-2" onClick={ports.openLab}>
          Open the lab
        </Button>
      )}
    </div>
  );
}
