// Guess first. Never blocks play: who does not choose still sees the answer when it is home.
import { Check } from 'lucide-react';
import type { Choice, Prediction } from '../../lessons/lesson.ts';
import type { LessonState } from '../../ports/lesson.ts';
import { usePorts } from '../ports-context.tsx';
import { standingOfStatus, TONE, type Tone } from '../words/verdict-words.ts';
import { Prose } from './prose.tsx';

const BOX: Partial<Record<Tone, string>> = {
  allow: 'border-allow bg-allow-soft text-ink',
  deny: 'border-deny bg-deny-soft text-ink',
  error: 'border-error bg-error-soft text-ink',
};

/** A status has a verdict's colour; TLS hanging up has the client's. */
const toneOf = ({ label }: Choice): Tone => TONE[/^\d{3}$/.test(label) ? standingOfStatus(Number(label)) : 'refused'];

export function Predict({ prediction, state }: { prediction: Prediction; state: NonNullable<LessonState['prediction']> }) {
  const ports = usePorts();
  const { choices } = prediction;
  const { chosen, answered } = state;
  return (
    <section className="mt-1 mb-4 border-y border-line py-3.5" aria-labelledby="predict-title">
      <h2 id="predict-title" className="mb-0.5 text-14 leading-ui font-strong">
        Predict first
      </h2>
      <p className="mb-2.5 text-13 text-ink-2">
        <Prose text={prediction.question} />
      </p>
      <ol className="grid auto-cols-fr grid-flow-col gap-1.5">
        {choices.map((choice, i) => {
          const isAnswer = answered && choice.right === true;
          const isGuess = chosen === i;
          const caption = [isGuess ? 'your guess' : '', isAnswer ? 'the answer' : ''].filter(Boolean).join(', ');
          // The wider edge takes from the padding, so that no word moves.
          const edge = isGuess || isAnswer ? 'border-2 p-0.25' : 'border p-0.5';
          const colour = isAnswer
            ? BOX[toneOf(choice)]
            : answered && !isGuess
              ? 'border-line-2 bg-surface text-ink-3'
              : isGuess
                ? 'border-ink bg-surface text-ink'
                : 'border-edge bg-surface text-ink';
          const forced = isAnswer
            ? 'forced-colors:border-highlight forced-colors:outline-2 forced-colors:outline-highlight'
            : isGuess
              ? 'forced-colors:border-dashed'
              : '';
          return (
            <li key={`${choice.label} ${choice.meaning}`} className="flex flex-col">
              <button
                type="button"
                className={`flex min-h-13 w-full flex-1 flex-col items-center justify-center gap-0.25 rounded-2 hover:not-aria-disabled:bg-surface-2 aria-disabled:cursor-default ${edge} ${colour} ${forced}`}
                aria-pressed={isGuess}
                aria-disabled={answered}
                onClick={() => ports.predict(i)}
              >
                <b className={`mono max-w-full leading-5 font-strong wrap-anywhere ${choice.label.length > 5 ? 'text-12' : 'text-15'}`}>{choice.label}</b>
                <small className={`text-12 leading-3.5 wrap-anywhere ${answered && !isGuess && !isAnswer ? 'text-ink-3' : 'text-ink-2'}`}>
                  {choice.meaning}
                </small>
              </button>
              {(answered || chosen !== undefined) && <span className="mt-1 block min-h-3.5 text-center text-12 leading-3.5 text-ink-2">{caption}</span>}
            </li>
          );
        })}
      </ol>
      <div role="status" aria-label="Prediction">
        {answered && <Outcome choices={choices} chosen={chosen} />}
      </div>
    </section>
  );
}

/** The verdict's own mark would read as a mark for the guess, so words say how it went. */
export function outcomeWords(guess: string | undefined, answer: string, right: boolean): string {
  if (right) return `You were right: it was ${answer}.`;
  return `${guess ? `You said ${guess}. ` : ''}It was ${answer}.`;
}

function Outcome({ choices, chosen }: { choices: Choice[]; chosen: number | undefined }) {
  const answer = choices.find(({ right }) => right);
  const guess = chosen === undefined ? undefined : choices[chosen];
  if (!answer) return null;
  const said = (choice: Choice): string =>
    choices.filter(({ label }) => label === choice.label).length > 1 ? `${choice.label} ${choice.meaning}` : choice.label;
  return (
    <div className="mt-2.5 flex gap-2">
      {guess === answer && <Check size={18} strokeWidth={1.75} aria-hidden="true" />}
      <p className="text-13 leading-ui text-ink-2">
        <b className="font-strong text-ink">{outcomeWords(guess && said(guess), said(answer), guess === answer)}</b> <Prose text={(guess ?? answer).because} />
      </p>
    </div>
  );
}
