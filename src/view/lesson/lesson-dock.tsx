// The left dock: what you see, what it means, what to try; a prediction before the decisive gate; hints that cost nothing.
import { ArrowLeft, ArrowRight, PanelLeftClose } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Lesson, LessonStep } from '../../lessons/lesson.ts';
import type { LessonState } from '../ports.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { RunRow } from '../ui/run-row.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { Predict } from './predict.tsx';
import { Prose } from './prose.tsx';
import { Solution } from './solution.tsx';
import './lesson.css';

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
    <div className="lesson">
      <div className="lesson-body" ref={body} data-heir=".lesson-done|.lesson-next">
        <div className="lesson-kicker">
          <span>
            Lesson {lesson.number} of {count}
          </span>
          {onFold && (
            <Button look="icon" aria-label="Collapse lesson" onClick={onFold}>
              <PanelLeftClose size={16} strokeWidth={1.75} aria-hidden="true" />
            </Button>
          )}
        </div>
        <h1 className="display" tabIndex={-1}>
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
    <div className="lesson-steps" role="img" aria-label={`Step ${step + 1} of ${lesson.steps.length}`}>
      {lesson.steps.map(({ title }, i) => (
        <i key={title} className={i === step ? 'is-now' : done[i] ? 'is-done' : ''} />
      ))}
    </div>
  );
}

function Step({ step, state }: { step: LessonStep; state: LessonState }) {
  const { prediction } = state;
  const done = state.done[state.step] === true;
  return (
    <>
      <h2 className="lesson-step-title" tabIndex={-1}>
        {step.title}
      </h2>
      {step.text.map((text) => (
        <p key={text}>
          <Prose text={text} />
        </p>
      ))}
      {step.runs?.map(({ label, command }) => (
        <RunRow key={label + command} label={label} command={command} />
      ))}
      {step.prediction && prediction && <Predict prediction={step.prediction} state={prediction} />}
      <div role="status" aria-label="Lesson">
        {done && step.done && (
          <div className="lesson-done" tabIndex={-1}>
            <VerdictMark standing="passed" size={18} />
            <p>
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
    <div className="lesson-help">
      <div role="status" aria-label="Hints">
        {shown > 0 && (
          <ol className="lesson-hints">
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

function Foot({ state: { lesson, step, done } }: { state: LessonState }) {
  const ports = usePorts();
  const lessons = useSession((s) => s.lessons);
  const next = lesson.steps[step + 1];
  const nextLesson = lessons[lessons.findIndex(({ slug }) => slug === lesson.slug) + 1];
  return (
    <div className="lesson-foot">
      <Button onClick={() => (step > 0 ? ports.lessonStep(step - 1) : ports.openStart())}>
        <ArrowLeft size={16} strokeWidth={1.75} aria-hidden="true" />
        {step > 0 ? 'Back' : 'Lessons'}
      </Button>
      {next ? (
        <Button look="line" className="lesson-next" onClick={() => ports.lessonStep(step + 1)}>
          <span>{next.title}</span>
          <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
        </Button>
      ) : nextLesson ? (
        <Button look={done.every(Boolean) ? 'ink' : 'line'} className="lesson-next" onClick={() => ports.openLesson(nextLesson.slug, 1)}>
          <span>{nextLesson.title}</span>
          <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
        </Button>
      ) : (
        <Button look="ink" onClick={ports.openLab}>
          Open the lab
        </Button>
      )}
    </div>
  );
}
