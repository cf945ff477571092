// Guess first. Never blocks play: who does not choose still sees the answer when it is home.
import type { Choice, Prediction } from '../../lessons/lesson.ts';
import type { LessonState } from '../ports.ts';
import { usePorts } from '../ports-context.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { standingOfStatus, TONE, type Tone } from '../words/verdict-words.ts';
import { Prose } from './prose.tsx';

/** A status has a verdict's colour; TLS hanging up has the client's. */
const standingOf = ({ label }: Choice) => (/^\d{3}$/.test(label) ? standingOfStatus(Number(label)) : 'refused');
const toneOf = (choice: Choice): Tone => TONE[standingOf(choice)];

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
          const caption = [isGuess ? 'your guess' : '', isAnswer && !isGuess ? 'the answer' : ''].join('');
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

function Outcome({ choices, chosen }: { choices: Choice[]; chosen: number | undefined }) {
  const answer = choices.find(({ right }) => right);
  const guess = chosen === undefined ? undefined : choices[chosen];
  if (!answer) return null;
  const said = (choice: Choice): string =>
    choices.filter(({ label }) => label === choice.label).length > 1 ? `${choice.label} ${choice.meaning}` : choice.label;
  return (
    <div className="predict-outcome">
      <VerdictMark standing={standingOf(answer)} size={18} />
      <p>
        <b>
          {guess ? `You said ${said(guess)}. ` : ''}It was {said(answer)}.
        </b>{' '}
        <Prose text={(guess ?? answer).because} />
      </p>
    </div>
  );
}
