// What a service of AWS looked at: each thing it wants beside what the token or the request says, the line that decided, and what came of it.
import type { Demand, Evidence } from '../../trace/event.ts';
import type { Standing } from '../../trace/fold.ts';
import { isJsonObject } from '../../trace/json.ts';
import { isRefusal } from '../../trace/timeline.ts';
import { Verdict, VerdictMark } from '../ui/verdict-mark.tsx';
import { Breakable, Checks, Facts, Note, Part, Pending, Title } from './pieces.tsx';
import { evidenceOf } from './stage-facts.ts';
import { lengthOfTime, readableTime, secondsOf } from './token/moments.ts';
import type { Picture } from './use-picture.ts';

export default function RoleCard({ snapshot, facts, run: { trace }, step, count }: Picture) {
  const isSts = trace.to === 'sts';
  const looks = trace.machine.states
    .filter(({ parent }) => parent === 'party')
    .map(({ id, title }) => ({ title, seen: facts.findLast(({ stage }) => stage === id) }));
  const last = looks.findLast(({ seen }) => seen?.verdict);
  const { seen } = last ?? {};
  const verdict = seen?.verdict;
  const allowed = verdict === 'allowed';
  const checks = looks.map(({ title, seen }) => ({
    check: title,
    ok: seen?.verdict ? !isRefusal(seen.verdict) : null,
    detail: seen ? seen.reason : 'not reached',
  }));
  if (!seen || (!allowed && !isRefusal(verdict))) return <Pending what="AWS looks at one thing after the other." step={step} count={count} />;
  const groups = seen.evidence.flatMap((one) => (one.type === 'demands' ? one : []));
  const shown = deciding(groups);
  const code = member(snapshot.response?.body ?? '', 'Code');
  return (
    <>
      <Title
        title={isSts ? (allowed ? 'Trusted' : 'Not trusted') : allowed ? 'Allowed' : 'Denied'}
        standing={verdict ?? 'asking'}
        {...(verdict === 'error' ? { word: 'refused' } : {})}
      >
        by the {isSts && allowed ? 'role’s ' : ''}
        {last?.title.toLowerCase()}
      </Title>
      {shown && <Demands demands={shown.demands} verdict={verdict ?? 'asking'} by={isSts ? 'Token says' : 'You ask'} />}
      {groups.length > 1 && (
        <Note>{`Statement ${groups.indexOf(shown ?? groups[0] ?? { type: 'demands', demands: [] }) + 1} of ${groups.length}, ${shown?.effect}.`}</Note>
      )}
      {!allowed && code && (
        <Note>
          The caller hears <code>{code}</code>, and nothing of what decided.
        </Note>
      )}
      {isSts && allowed && <Given snapshot={snapshot} facts={facts} now={secondsOf(trace.startedAt)} />}
      <Part title="What was looked at">
        <Checks checks={checks} />
      </Part>
    </>
  );
}

type Group = Extract<Evidence, { type: 'demands' }>;

/** A Deny that fits, else an Allow that does, else the one that comes nearest. */
function deciding(groups: readonly Group[]): Group | undefined {
  const misses = ({ demands }: Group): number => demands.filter(({ ok }) => !ok).length;
  const sorted = [...groups].sort((a, b) => misses(a) - misses(b));
  return sorted.find((one) => one.effect === 'Deny' && !misses(one)) ?? sorted.find(({ effect }) => effect !== 'Deny');
}

const HEAD = 'py-1.5 pr-2 text-start align-top font-ui text-ink-2';
const LINE = 'inset-shadow-bar forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-highlight';
const DECIDES = { denied: `bg-deny-soft inset-shadow-deny ${LINE}`, error: `bg-error-soft inset-shadow-error ${LINE}` };

function Demands({ demands, verdict, by }: { demands: readonly Demand[]; verdict: Standing; by: string }) {
  const decides = verdict === 'allowed' ? undefined : demands.find(({ ok }) => !ok);
  const matching = demands.filter(({ ok }) => ok).length;
  return (
    <>
      <table className="mb-2 w-full table-fixed border-collapse text-12 leading-4">
        <thead>
          <tr>
            <td className="w-[32%]" />
            <th scope="col" className={HEAD}>
              AWS wants
            </th>
            <th scope="col" className={HEAD}>
              {by}
            </th>
          </tr>
        </thead>
        <tbody>
          {demands.map((demand, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one document
            <tr key={i} className={`border-t border-line ${demand !== decides ? '' : verdict === 'error' ? DECIDES.error : DECIDES.denied}`}>
              <th
                scope="row"
                className={`py-1.5 text-start align-top font-text [&>.mark]:me-1.25 [&>.mark]:inline-block [&>.mark]:align-[-0.15em] ${demand === decides ? 'ps-1.5 pe-0.5' : 'pe-2'}`}
              >
                <VerdictMark standing={demand.ok ? 'passed' : verdict} size={13} />
                <span className="sr">{demand.ok ? 'matches: ' : demand === decides ? 'decides, does not match: ' : 'does not match: '}</span>
                <code className="text-12 font-strong wrap-anywhere" title={demand.key ?? demand.element}>
                  {demand.key?.split(':').at(-1) ?? demand.element}
                </code>
                {demand.key !== undefined && <small className="block text-12 wrap-anywhere text-ink-2">{demand.element}</small>}
              </th>
              {/* What is long and the same is said once. */}
              {demand.ok && long(demand) && demand.wanted.join() === demand.found.join() ? (
                <Values values={demand.found} columns={2} />
              ) : (
                <>
                  <Values values={demand.wanted} />
                  <Values values={demand.found} />
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Verdict standing={matching === demands.length ? 'passed' : verdict} word={`${matching} of ${demands.length} match`} />
    </>
  );
}

const long = ({ found }: Demand): boolean => found.some((value) => value.length > 40);

const Values = ({ values, columns }: { values: readonly string[]; columns?: number }) => (
  <td colSpan={columns} className="py-1.5 pr-2 align-top">
    {values.map((value) => (
      <code key={value} className="block text-12 wrap-anywhere">
        <Breakable text={value} />
      </code>
    ))}
    {values.length === 0 && <span className="text-ink-3">nothing</span>}
  </td>
);

/** A member of an answer in XML or JSON. */
const member = (body: string, name: string): string | undefined => new RegExp(`[<"]${name}(?:>|"\\s*:\\s*")([^<"]+)`).exec(body)?.[1];

function Given({ snapshot, facts, now }: Pick<Picture, 'snapshot' | 'facts'> & { now: number }) {
  const body = snapshot.response?.body ?? '';
  const [key, until, arn] = ['AccessKeyId', 'Expiration', 'Arn'].map((name) => member(body, name));
  const payload = evidenceOf(facts, 'jwt')?.payload;
  const claim = (name: string): string => {
    const value = isJsonObject(payload) ? payload[name] : undefined;
    return (typeof value === 'number' && readableTime(value, now)) || 'never';
  };
  const end = secondsOf(until ?? '');
  return (
    <>
      {key !== undefined && (
        <Part title="What the caller gets">
          <Facts
            facts={[
              ['Role', <code key="r">{arn?.split(':').at(-1)}</code>],
              ['Key', <code key="k">{key}</code>],
              ['Valid until', <span key="v">{`${readableTime(end, now)}, ${lengthOfTime(end - now)}`}</span>],
            ]}
          />
        </Part>
      )}
      <Part title="Mind the gap">
        <Note>STS never asks whether the Pod still exists. Delete the Pod, and its token still works here until {claim('exp')}.</Note>
      </Part>
      <Part title="Where the cluster is">
        <Note>The API server signed the token at {claim('iat')}. It takes no part in this.</Note>
      </Part>
    </>
  );
}
