// Which plugin when: the learner puts one plugin beside six situations. Under it stands the table of all they answered so far.
import { useId } from 'react';
import type { PluginFit, Situation } from '../../lessons/lesson.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { Prose } from './prose.tsx';
import { situations } from './situations.data.ts';
import { Table, Task } from './task.tsx';

export default function FitTable({ fit }: { fit: PluginFit }) {
  const fits = useSession((s) => s.fits);
  const own = fits[fit.plugin] ?? {};
  const answered = situations.filter(({ id }) => own[id] !== undefined).length;
  return (
    <Task title="Which plugin when?">
      <p className="mb-3 text-14 leading-5.5 text-ink-2">
        {fit.plugin}: say for each situation whether you would use it there. {answered} of {situations.length} answered.
      </p>
      {situations.map((situation) => (
        <Question key={situation.id} fit={fit} situation={situation} said={own[situation.id]} />
      ))}
      {answered === situations.length && <Summary fits={fits} />}
    </Task>
  );
}

function Question({ fit, situation: { id, title, text }, said }: { fit: PluginFit; situation: Situation; said: boolean | undefined }) {
  const ports = usePorts();
  const name = useId();
  const { fits, because } = fit.situations[id];
  return (
    <fieldset className="border-t border-line py-2.5">
      <legend className="float-left w-full text-13 font-strong">{title}</legend>
      <p className="clear-both mb-1.5 text-13 leading-ui text-ink-2">{text}</p>
      <div className="flex gap-4 text-13">
        {[true, false].map((value) => (
          <label key={String(value)} className="flex min-h-7 items-center gap-1.5">
            <input type="radio" name={name} checked={said === value} onChange={() => ports.answerFit(fit.plugin, id, value)} />
            {value ? 'Fits' : 'Does not fit'}
          </label>
        ))}
      </div>
      <div role="status" aria-label={`${title}, explained`}>
        {said !== undefined && (
          <p className="mt-1.5 flex gap-2 text-13 leading-ui text-ink-2 [&>.mark]:mt-0.25">
            <VerdictMark standing={fits ? 'passed' : 'invalid'} size={16} />
            <span>
              <b className="font-strong text-ink">
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

const CELL = 'border-t border-line py-1 pr-1.5 text-left';

function Summary({ fits }: { fits: Readonly<Record<string, Readonly<Record<string, boolean>>>> }) {
  const plugins = Object.keys(fits);
  return (
    <Table caption="Your table so far">
      <thead>
        <tr>
          <td className={CELL} />
          {plugins.map((plugin) => (
            <th key={plugin} scope="col" className={`${CELL} font-strong`}>
              {plugin}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {situations.map(({ id, title }) => (
          <tr key={id}>
            <th scope="row" className={`${CELL} font-text`}>
              {title}
            </th>
            {plugins.map((plugin) => (
              <td key={plugin} className={CELL}>
                {fits[plugin]?.[id] === undefined ? '' : fits[plugin]?.[id] ? 'fits' : 'no'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
