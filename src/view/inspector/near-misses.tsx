import { Check, Wrench, X } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import type { NearMissRow } from '../../ports/past.ts';
import { usePorts } from '../ports-context.tsx';
import { Button } from '../ui/button.tsx';
import { capital } from '../words/names.ts';
import { Breakable, Note, Part } from './pieces.tsx';

/** How many stand there without asking for more. */
const FIRST = 3;

type Loaded = NearMissRow[] | 'loading' | 'failed';

/** The bindings that came nearest, and for each the one change that would allow the request. */
export function NearMisses({ runId }: { runId: string }) {
  const ports = usePorts();
  const [rows, setRows] = useState<Loaded>('loading');
  const [all, setAll] = useState(false);
  /** The row whose mending is shown; the first one's stands there at once. */
  const [opened, setOpened] = useState(0);
  useEffect(() => {
    let gone = false;
    setRows('loading');
    ports.nearMisses(runId).then(
      (found) => !gone && setRows(found),
      () => !gone && setRows('failed'),
    );
    return () => {
      gone = true;
    };
  }, [ports, runId]);

  return (
    <Part title="Nearest misses">
      {rows === 'loading' ? (
        <Note>The bindings are being compared…</Note>
      ) : rows === 'failed' ? (
        <Note>The bindings could not be compared: the state this request was judged on is no longer kept.</Note>
      ) : rows.length === 0 ? (
        <Note>No binding comes near: none names you, and none covers this.</Note>
      ) : (
        <table className="w-full border-collapse text-12 [&_code]:wrap-anywhere">
          <thead>
            <tr>
              <th scope="col" className={`${HEAD} w-1/3`}>
                {sameKind(rows) ?? 'Binding'}
              </th>
              <th scope="col" className={`${HEAD} w-[29%]`}>
                names you
              </th>
              <th scope="col" className={HEAD}>
                covers it
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, FIRST)).map((row, i) => (
              <Fragment key={`${row.binding.kind} ${row.binding.namespace}/${row.binding.name} ${row.fix}`}>
                <tr>
                  <td rowSpan={2} className={CELL}>
                    <code className="text-12">
                      <Breakable text={row.binding.name} />
                    </code>
                    {sameKind(rows) === undefined && <small className={SMALL}>{row.binding.kind}</small>}
                    {row.binding.namespace !== '' && <small className={SMALL}>in namespace {row.binding.namespace}</small>}
                  </td>
                  <td className={CELL}>
                    <YesNo yes={row.namesYou} />
                  </td>
                  <td className={CELL}>
                    <YesNo yes={row.coversIt} />
                  </td>
                  <td rowSpan={2} className="w-6.5 border-t border-line py-0.5 align-top">
                    <Button
                      look="icon"
                      aria-label={`What would mend ${row.binding.name}`}
                      aria-expanded={opened === i}
                      title={row.fix}
                      onClick={() => setOpened(opened === i ? -1 : i)}
                    >
                      <Wrench size={14} strokeWidth={1.75} aria-hidden />
                    </Button>
                  </td>
                </tr>
                <tr>
                  <td colSpan={2} className="pb-1.5 align-top">
                    <small className={SMALL}>
                      <Breakable text={row.why} />
                    </small>
                  </td>
                </tr>
                {opened === i && (
                  <tr>
                    <td colSpan={4} className="pb-1.5">
                      <Button
                        look="line"
                        className="w-full justify-start px-2 py-1 text-left text-12 leading-4 whitespace-normal wrap-anywhere"
                        title="Applies this one change and sends the request again"
                        onClick={() => ports.applyFix(runId, i)}
                      >
                        {capital(row.fix)}
                      </Button>
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {!all && typeof rows !== 'string' && rows.length > FIRST && <Button onClick={() => setAll(true)}>Show {rows.length - FIRST} more</Button>}
    </Part>
  );
}

const HEAD = 'pr-2 pb-1 text-left font-ui text-ink-3';
const CELL = 'border-t border-line pt-1.25 pr-2 pb-0.5 align-top';
const SMALL = 'block text-12 leading-3.75 text-ink-2 wrap-anywhere';

function YesNo({ yes }: { yes: boolean }) {
  const Mark = yes ? Check : X;
  return (
    <span className="flex items-center gap-1.25 font-strong">
      <Mark size={15} strokeWidth={2.5} aria-hidden />
      {yes ? 'yes' : 'no'}
    </span>
  );
}

function sameKind(rows: readonly NearMissRow[]): string | undefined {
  const kind = rows[0]?.binding.kind;
  return rows.every((r) => r.binding.kind === kind) ? kind : undefined;
}
