// What a service of AWS looked at: each thing it wants beside what the token or the request says, the line that decided, and what came of it.
import type { Demand } from '../../trace/event.ts';
import { isRefusal } from '../../trace/timeline.ts';
import { VerdictMark } from '../ui/verdict-mark.tsx';
import { Breakable, Facts, Note, Part, Pending, Title } from './pieces.tsx';
import './role-card.css';
import { evidenceOf, type StageFacts } from './stage-facts.ts';
import { lengthOfTime, readableTime, secondsOf } from './token/moments.ts';
import { isFields } from './token/token-parts.ts';
import type { Picture } from './use-picture.ts';

export default function RoleCard({ snapshot, facts, run: { trace }, step, count }: Picture) {
  const looks = trace.machine.states
    .filter(({ parent }) => parent === 'party')
    .map(({ id, title }) => ({ title, seen: facts.findLast(({ stage }) => stage === id) }))
    .filter(({ seen }) => seen || trace.to === 'sts');
  const last = looks.findLast(({ seen }) => seen?.verdict);
  const isSts = trace.to === 'sts';
  const verdict = last?.seen?.verdict;
  if (verdict !== 'allowed' && !isRefusal(verdict)) return <Pending what="One thing after the other is looked at." step={step} count={count} />;
  const allowed = verdict === 'allowed';
  const lines = looks.flatMap(({ seen }) => demandsOf(seen));
  return (
    <>
      <Title title={allowed ? (isSts ? 'Trusted' : 'Allowed') : isSts ? 'Not trusted' : 'Denied'} standing={verdict ?? 'asking'}>
        by {isSts && allowed ? 'the role’s trust policy' : `the ${last?.title.toLowerCase()}`}
      </Title>
      <table className="insp-role">
        <thead>
          <tr>
            <td />
            <th scope="col">{isSts ? 'AWS wants' : 'Policy wants'}</th>
            <th scope="col">{isSts ? 'Token says' : 'You ask'}</th>
          </tr>
        </thead>
        {looks.map((look) => (
          <Look key={look.title} {...look} />
        ))}
      </table>
      <Note>
        {lines.filter(({ ok }) => ok).length} of {lines.length} lines match.
        {!allowed && ` The caller hears ${codeOf(snapshot.response?.body ?? '') ?? 'no'} of it, and no reason.`}
      </Note>
      {isSts && allowed && <Given snapshot={snapshot} facts={facts} now={secondsOf(trace.startedAt)} />}
    </>
  );
}

type Look = { title: string; seen: StageFacts | undefined };

const demandsOf = (seen: StageFacts | undefined): Demand[] => seen?.evidence.flatMap((one) => (one.type === 'demands' ? one.demands : [])) ?? [];

function Look({ title, seen }: Look) {
  const groups = seen?.evidence.flatMap((one) => (one.type === 'demands' ? one : [])) ?? [];
  const refused = isRefusal(seen?.verdict);
  // Of several statements the one that comes nearest is the one to look at; a Deny that fits is what decided.
  const misses = groups.map(({ effect, demands }) => (effect === 'Deny' ? Number.POSITIVE_INFINITY : demands.filter(({ ok }) => !ok).length));
  const denies = groups.findIndex(({ effect, demands }) => effect === 'Deny' && demands.every(({ ok }) => ok));
  const deciding = refused ? (denies >= 0 ? denies : misses.indexOf(Math.min(...misses))) : groups.findIndex(({ demands }) => demands.every(({ ok }) => ok));
  return (
    <tbody data-reached={seen !== undefined}>
      <tr className="insp-role-look">
        <th scope="rowgroup" colSpan={3}>
          <VerdictMark standing={seen?.verdict ?? 'not-asked'} size={14} />
          <b>{title}</b> <span>{seen ? seen.reason : 'not reached'}</span>
        </th>
      </tr>
      {groups.flatMap(({ effect, demands }, i) =>
        demands.map((demand, n) => {
          const decides = i === deciding && refused && n === (i === denies ? 0 : demands.findIndex(({ ok }) => !ok));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one document
            <tr key={`${i} ${n}`} data-ok={demand.ok} data-decides={decides || undefined}>
              <th scope="row">
                <VerdictMark standing={demand.ok ? 'passed' : 'error'} size={13} />
                <span className="sr">{demand.ok ? 'matches: ' : decides ? 'decides, does not match: ' : 'does not match: '}</span>
                <code title={demand.key ?? demand.element}>{demand.key?.split(':').at(-1) ?? demand.element}</code>
                {demand.key !== undefined && <small>{demand.element}</small>}
                {n === 0 && effect && (groups.length > 1 || effect === 'Deny') && <small>{`${effect}, statement ${i + 1}`}</small>}
              </th>
              <Values values={demand.wanted} />
              <Values values={demand.found} />
            </tr>
          );
        }),
      )}
    </tbody>
  );
}

const Values = ({ values }: { values: readonly string[] }) => (
  <td>
    {values.map((value) => (
      <code key={value}>
        <Breakable text={value} />
      </code>
    ))}
    {values.length === 0 && <span className="insp-quiet">nothing</span>}
  </td>
);

/** A member of an answer in XML or JSON. */
const member = (body: string, name: string): string | undefined => new RegExp(`[<"]${name}(?:>|"\\s*:\\s*")([^<"]+)`).exec(body)?.[1];
const codeOf = (body: string): string | undefined => member(body, 'Code');

function Given({ snapshot, facts, now }: Pick<Picture, 'snapshot' | 'facts'> & { now: number }) {
  const body = snapshot.response?.body ?? '';
  const [key, until, arn] = ['AccessKeyId', 'Expiration', 'Arn'].map((name) => member(body, name));
  const payload = evidenceOf(facts, 'jwt')?.payload;
  const claim = (name: string): string => {
    const value = isFields(payload) ? payload[name] : undefined;
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
