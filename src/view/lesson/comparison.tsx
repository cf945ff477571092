// Two ways to the same end, played in a fresh world each, and what their requests say of them.
import { useEffect, useState } from 'react';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Trace } from '../../trace/event.ts';
import { usePorts, useSession } from '../ports-context.tsx';
import { partyWords } from '../sequence/party-words.ts';
import { sideBySide } from './side-by-side.ts';
import './fit-table.css';

export default function Comparison({ ways }: { ways: NonNullable<Lesson['compare']> }) {
  const ports = usePorts();
  const list = useSession((session) => session.parties.list);
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
    <section className="fit" aria-label="Side by side">
      <h2>Side by side</h2>
      {!traces ? (
        <p>Both ways are being played in a world as it was at the lesson’s start.</p>
      ) : (
        <div className="fit-scroll">
          <table className="side-by-side">
            <caption>Read off the requests of both ways</caption>
            <thead>
              <tr>
                {ways.map(({ title }) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            {sideBySide(traces, (party) => partyWords(party, list).title).map(({ title, values }) => (
              <tbody key={title}>
                <tr>
                  <th scope="rowgroup" colSpan={ways.length}>
                    {title}
                  </th>
                </tr>
                <tr>
                  {values.map((value, i) => (
                    <td key={ways[i]?.title}>{value}</td>
                  ))}
                </tr>
              </tbody>
            ))}
          </table>
        </div>
      )}
    </section>
  );
}
