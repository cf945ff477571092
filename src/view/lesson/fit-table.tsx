// Which plugin when: the learner puts one plugin beside six situations. Under it stands the table of all they answered so far.
import { useId } from 'react';
import type { PluginFit, Situation } from '../../lessons/lesson.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { Prose } from './prose.tsx';
import { situations } from './situations.data.ts';
import './fit-table.css';

export default function FitTable({ fit }: { fit: PluginFit }) {
  const fits = useSession((s) => s.fits);
  const own = fits[fit.plugin] ?? {};
  const answered = situations.filter(({ id }) => own[id] !== undefined).length;
  const id = useId();
  return (
    <section className="fit" aria-labelledby={id}>
      <h2 id={id}>Which plugin when?</h2>
      <p>
        {fit.plugin}: say for each situation whether you would use it there. {answered} of {situations.length} answered.
      </p>
      {situations.map((situation) => (
        <Question key={situation.id} fit={fit} situation={situation} said={own[situation.id]} />
      ))}
      {answered === situations.length && <Summary fits={fits} />}
    </section>
  );
}

function Question({ fit, situation: { id, title, text }, said }: { fit: PluginFit; situation: Situation; said: boolean | undefined }) {
  const ports = usePorts();
  const name = useId();
  const { fits, because } = fit.situations[id];
  return (
    <fieldset className="fit-question">
      <legend>{title}</legend>
      <p>{text}</p>
      <div className="fit-choices">
        {[true, false].map((value) => (
          <label key={String(value)}>
            <input type="radio" name={name} checked={said === value} onChange={() => ports.answerFit(fit.plugin, id, value)} />
            {value ? 'Fits' : 'Does not fit'}
          </label>
        ))}
      </div>
      <div role="status" aria-label={`${title}, explained`}>
        {said !== undefined && (
          <p className="fit-because">
            <VerdictMark standing={fits ? 'passed' : 'invalid'} size={16} />
            <span>
              <b>
                {said === fits ? 'Yes' : 'Not so'}: it {fits ? 'fits' : 'does not fit'}.
              </b>{' '}
              <Prose text={because} />
            </span>
          </p>
        )}
      </div>
    </fieldset>
  );
}

function Summary({ fits }: { fits: Readonly<Record<string, Readonly<Record<string, boolean>>>> }) {
  const plugins = Object.keys(fits);
  return (
    <div className="fit-scroll">
      <table>
        <caption>Your table so far</caption>
        <thead>
          <tr>
            <td />
            {plugins.map((plugin) => (
              <th key={plugin} scope="col">
                {plugin}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {situations.map(({ id, title }) => (
            <tr key={id}>
              <th scope="row">{title}</th>
              {plugins.map((plugin) => (
                <td key={plugin}>{fits[plugin]?.[id] === undefined ? '' : fits[plugin]?.[id] ? 'fits' : 'no'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
