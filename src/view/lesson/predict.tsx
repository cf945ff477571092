// Guess first. Never blocks play: who does not choose still sees the answer when it is home.
import { Check } from 'lucide-react';
import type { Choice, Prediction } from '../../lessons/lesson.ts';
import type { LessonState } from '../ports.ts';
import { usePorts } from '../ports-context.tsx';
import { standingOfStatus, TONE, type Tone } from '../words/verdict-words.ts';
import { Prose } from './prose.tsx';

/** A status has a verdict's colour; TLS hanging up has the client's. */
const toneOf = ({ label }: Choice): Tone => TONE[/^\d{3}$/.test(label) ? standingOfStatus(Number(label)) : 'refused'];

export function Predict({ prediction, state }: { prediction: Prediction; state: NonNullable<LessonState['prediction']> }) {
  const ports = usePorts();
  const { choices } = prediction;
  const { chosen, answered } = state;
  return (
    <section className="predict" aria-labelledby="predict-title">
      <h2 id="predict-title">Predict first</h2>
      <p className="predict-question">
        <Prose text={prediction.question} />
      </p>
      <ol className="predict-choices">
        {choices.map((choice, i) => {
          const isAnswer = answered && choice.right === true;
          const isGuess = chosen === i;
          const caption = [isGuess ? 'your guess' : '', isAnswer ? 'the answer' : ''].filter(Boolean).join(', ');
          const look = `${isGuess ? ' is-chosen' : ''}${isAnswer ? ` is-answer tone-box-${toneOf(choice)}` : answered && !isGuess ? ' is-off' : ''}`;
          return (
            <li key={`${choice.label} ${choice.meaning}`}>
              <button type="button" className={`predict-choice${look}`} aria-pressed={isGuess} aria-disabled={answered} onClick={() => ports.predict(i)}>
                <b className={choice.label.length > 5 ? 'is-long' : undefined}>{choice.label}</b>
                <small>{choice.meaning}</small>
              </button>
              {(answered || chosen !== undefined) && <span className="predict-caption">{caption}</span>}
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
    <div className="predict-outcome">
      {guess === answer && <Check size={18} strokeWidth={1.75} aria-hidden="true" />}
      <p>
        <b>{outcomeWords(guess && said(guess), said(answer), guess === answer)}</b> <Prose text={(guess ?? answer).because} />
      </p>
    </div>
  );
}
