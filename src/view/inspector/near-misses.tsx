import { Check, Wrench, X } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import type { NearMissRow } from '../ports.ts';
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
        <table className="insp-miss">
          <thead>
            <tr>
              <th scope="col">{sameKind(rows) ?? 'Binding'}</th>
              <th scope="col">names you</th>
              <th scope="col">covers it</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, FIRST)).map((row, i) => (
              <Fragment key={`${row.binding.kind} ${row.binding.namespace}/${row.binding.name} ${row.fix}`}>
                <tr>
                  <td rowSpan={2}>
                    <code>
                      <Breakable text={row.binding.name} />
                    </code>
                    {sameKind(rows) === undefined && <small>{row.binding.kind}</small>}
                    {row.binding.namespace !== '' && <small>in namespace {row.binding.namespace}</small>}
                  </td>
                  <td>
                    <YesNo yes={row.namesYou} />
                  </td>
                  <td>
                    <YesNo yes={row.coversIt} />
                  </td>
                  <td rowSpan={2}>
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
                <tr className="insp-why-row">
                  <td colSpan={2}>
                    <small>
                      <Breakable text={row.why} />
                    </small>
                  </td>
                </tr>
                {opened === i && (
                  <tr className="insp-fix-row">
                    <td colSpan={4}>
                      <Button
                        look="line"
                        className="insp-fix"
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

function YesNo({ yes }: { yes: boolean }) {
  const Mark = yes ? Check : X;
  return (
    <span className="insp-yes-no">
      <Mark size={15} strokeWidth={2.5} aria-hidden />
      {yes ? 'yes' : 'no'}
    </span>
  );
}

function sameKind(rows: readonly NearMissRow[]): string | undefined {
  const kind = rows[0]?.binding.kind;
  return rows.every((r) => r.binding.kind === kind) ? kind : undefined;
}
