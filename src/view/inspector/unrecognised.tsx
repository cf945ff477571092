import { csvLines } from '../editor/csv-fields.ts';
import { linesOf } from '../editor/line-changes.ts';
import { useSession } from '../ports-context.tsx';
import { CodeBlock, FilePaper } from '../ui/paper.tsx';
import { capital } from '../words/names.ts';
import { replyOf } from '../words/reply-words.ts';
import { EvidenceView } from './evidence-view.tsx';
import { Note, Part, Title } from './pieces.tsx';
import { bearerOf, counted } from './request-words.ts';
import { evidenceOf, factsOf, serverLog } from './stage-facts.ts';
import { clockTime } from './token/moments.ts';
import type { Picture } from './use-picture.ts';

/** 401: nobody could say who this is. What each side is told, and what came nearest. */
export function Unrecognised({ run, snapshot, facts }: Picture) {
  const asked = snapshot.desks.filter((d) => d.standing === 'no-opinion' || d.standing === 'error');
  const failed = snapshot.desks.find((d) => d.standing === 'error');
  const reply = replyOf(snapshot);
  const log = serverLog(facts);
  const credential = snapshot.envelope.credential.kind !== 'none';
  return (
    <>
      <Title title="Not recognised" standing="error">
        {failed ? `at the desk ${failed.title}` : `after ${counted(asked.length, 'desk')}`}
      </Title>
      <Part title="What you are told">
        <CodeBlock>
          {reply?.status ?? '401 Unauthorized'}
          {'\n"message": '}
          <span className="text-code-str">"Unauthorized"</span>
        </CodeBlock>
        <Note>Always the same words. The server never tells a stranger why.</Note>
      </Part>
      {log !== undefined && (
        <Part title="What the server writes in its log">
          <CodeBlock>{log}</CodeBlock>
        </Part>
      )}
      {failed && (
        <Part title={`Why ${failed.title} refuses it`}>
          <Note>{failed.reason}</Note>
          {missesOf(facts, failed.id).map((text) => (
            <Note key={text}>{capital(text)}.</Note>
          ))}
          {failed.evidence.map((evidence, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence of one desk
            <EvidenceView key={i} evidence={evidence} />
          ))}
        </Part>
      )}
      {!failed && <NearestLine run={run} snapshot={snapshot} facts={facts} />}
      <OtherMisses desks={asked.filter((d) => d !== failed)} facts={facts} />
      {credential && (
        <Part title="Why not anonymous">
          <Note>Anonymous is for requests that show nothing. Showing a wrong token is worse than showing none.</Note>
        </Part>
      )}
    </>
  );
}

/** Why not: what a desk says would have to be different. */
const missesOf = (facts: Picture['facts'], desk: string): string[] => factsOf(facts, desk)?.notes.flatMap((n) => (n.ok === false ? [n.text] : [])) ?? [];

/** What the other desks came near to, each in a line. */
function OtherMisses({ desks, facts }: { desks: Picture['snapshot']['desks']; facts: Picture['facts'] }) {
  const rows = desks.flatMap(({ id, title }) => missesOf(facts, id).map((text) => ({ title, text })));
  if (rows.length === 0) return null;
  return (
    <Part title="What nearly fitted">
      {rows.map(({ title, text }) => (
        <Note key={`${title} ${text}`}>
          <b>{title}</b>: {text}.
        </Note>
      ))}
    </Part>
  );
}

/** The token file as the server remembered it, beside the file as it stood on the disk when this was sent. */
function NearestLine({ run, snapshot, facts }: Pick<Picture, 'run' | 'snapshot' | 'facts'>) {
  const path = useSession((s) => s.tokensCsv.path);
  const miss = evidenceOf(facts, 'csv-miss');
  if (!miss) return null;
  const token = snapshot.request ? bearerOf(snapshot.request.headers) : undefined;
  const memory = firstColumn(miss.rows.map((r) => r.text).join('\n'));
  const disk = path === miss.file && run.tokensOnDisk !== undefined ? firstColumn(linesOf(run.tokensOnDisk).join('\n')) : memory;
  if (memory.join('\n') === disk.join('\n')) {
    return (
      <Part title="Nearest miss">
        <EvidenceView evidence={miss} />
      </Part>
    );
  }
  const line = token === undefined ? -1 : disk.indexOf(token);
  const rows = Math.max(memory.length, disk.length);
  return (
    <Part title="Nearest miss">
      <FilePaper head={<span title={miss.file}>{miss.file.split('/').at(-1)}, two copies as they stood then</span>} more={Math.max(0, rows - 12)}>
        <table className="w-full table-fixed border-collapse">
          <thead>
            <tr>
              <th scope="col" className={HEAD}>
                in memory
              </th>
              <th scope="col" className={HEAD}>
                on disk
              </th>
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.min(rows, 12) }, (_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a file
              <tr key={i}>
                <Copy text={memory[i]} token={token} />
                <Copy text={disk[i]} token={token} />
              </tr>
            ))}
          </tbody>
        </table>
      </FilePaper>
      <Note>
        The server read it at {clockTime(miss.readAt)}. {line >= 0 ? `You saved line ${line + 1} after that` : 'You saved it after that'}, before this was sent
        {line >= 0 ? '.' : ', and the token is in neither.'}
      </Note>
    </Part>
  );
}

const HEAD = 'border-line px-2.5 pt-1.5 text-left font-sans leading-4.5 font-ui text-ink-2 not-first:border-l';
const CELL = 'border-line px-2.5 wrap-anywhere not-first:border-l [tr:last-child>&]:pb-1.5';

function Copy({ text, token }: { text: string | undefined; token: string | undefined }) {
  if (text === undefined) return <td className={`${CELL} font-sans text-ink-3`}>nothing here</td>;
  return (
    <td className={CELL}>{text === token ? <b className="-ml-1 rounded-1 bg-error-soft px-1 py-0.5 font-strong text-error">{text}</b> : text || '(empty)'}</td>
  );
}

/** The tokens of a file, line by line. */
function firstColumn(text: string): string[] {
  const lines = text.split('\n');
  return csvLines(text).map((fields, i) => {
    const first = fields[0];
    return first && first.column === 0 ? (lines[i] ?? '').slice(first.from, first.to) : '';
  });
}
