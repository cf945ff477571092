// Two ways to the same end, played in a fresh world each, and what their requests say of them.
import { useEffect, useState } from 'react';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Trace } from '../../trace/event.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { partyWords } from '../sequence/party-words.ts';
import { sideBySide } from './side-by-side.ts';
import { Table, Task } from './task.tsx';

export default function Comparison({ ways }: { ways: NonNullable<Lesson['compare']> }) {
  const ports = usePorts();
  const known = useSession((session) => session.parties);
  const [traces, setTraces] = useState<Trace[][]>();
  useEffect(() => {
    let left = false;
    ports.playWays(ways.map(({ command }) => command)).then(
      (played) => !left && setTraces(played),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [ports, ways]);
  return (
    <Task title="Side by side">
      {!traces ? (
        <p className="text-14 leading-5.5 text-ink-2">Both ways are being played in a world as it was at the lesson’s start.</p>
      ) : (
        <Table caption="Read off the requests of both ways" className="table-fixed">
          <thead>
            <tr>
              {ways.map(({ title }) => (
                <th key={title} scope="col" className="border-t border-line py-1 pr-1.5 text-left font-strong">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          {sideBySide(traces, (party) => partyWords(party, known).title).map(({ title, values }) => (
            <tbody key={title}>
              <tr>
                <th scope="rowgroup" colSpan={ways.length} className="border-t border-line pt-2 pr-1.5 pb-1 text-left font-ui text-ink-2">
                  {title}
                </th>
              </tr>
              <tr>
                {values.map((value, i) => (
                  <td key={ways[i]?.title} className="py-1 pr-2 text-left align-top wrap-anywhere">
                    {value}
                  </td>
                ))}
              </tr>
            </tbody>
          ))}
        </Table>
      )}
    </Task>
  );
}
