import { useSession } from '../ports-context.tsx';
import { CodeBlock } from '../ui/paper.tsx';
import { clientSays } from '../words/reply-words.ts';
import { unreached } from '../words/unreached.ts';
import { Attributes, EvidenceView } from './evidence-view.tsx';
import { Message } from './message-view.tsx';
import { OutsideHops } from './outside-hops.tsx';
import { Facts, Note, Part, Title } from './pieces.tsx';
import { evidenceOf, factsOf } from './stage-facts.ts';
import { clockTime } from './token/moments.ts';
import type { Picture } from './use-picture.ts';

/** The letter: what was sent, to whom, and whether the server may be talked to at all. */
export function RequestTab(picture: Picture) {
  const { run, snapshot, facts } = picture;
  const { trace } = run;
  const { request, failure, attributes, envelope } = snapshot;
  const tls = snapshot.gates.find((g) => g.room === 'tls');
  const certificate = evidenceOf(facts, 'certificate', tls?.id ?? 'tls');
  const refused = tls?.standing === 'refused' ? tls : undefined;
  const clock = useSession((s) => s.clock);
  const info = factsOf(facts, 'request-info');
  return (
    <>
      {refused || (failure !== undefined && snapshot.response === undefined) ? (
        <Title title="Not sent" standing="refused">
          {unreached(trace) ?? `by ${run.program}, before it said what it wants`}
        </Title>
      ) : (
        <Title
          title={`${envelope.method} ${envelope.target}`}
          standing={tls?.standing ?? 'not-asked'}
          word={tls?.standing === 'passed' ? 'encrypted' : (TLS_WORD[tls?.standing ?? ''] ?? 'on the wire')}
        >
          to {trace.to}
        </Title>
      )}
      {refused && (
        <Part title="What the client says">
          <CodeBlock>{said(clientSays(trace, failure ?? refused.reason, run.program), failure ?? refused.reason)}</CodeBlock>
          <Note>The server never saw the request: no gate of it was asked, and at its usual verbosity its log has no line of it.</Note>
        </Part>
      )}
      {!refused && failure !== undefined && snapshot.response === undefined && (
        <Part title="What the client says">
          <CodeBlock>{failure}</CodeBlock>
        </Part>
      )}
      <Facts
        facts={[
          ['From', <code key="f">{trace.from}</code>],
          ['To', <code key="t">{trace.to}</code>],
          ['Sent at', <code key="s">{sentAt(trace.startedAt, clock)}</code>],
          ['By', <code key="b">{run.program}</code>],
        ]}
      />
      {!refused && request && (
        <Part title="The letter">
          <Message message={request} struck={envelope.credential.struck ? 'authorization' : undefined} />
          {envelope.credential.struck && (
            <Note>
              The server has removed the <code>Authorization</code> header. Every gate after authentication sees only the badge.
            </Note>
          )}
        </Part>
      )}
      <OutsideHops {...picture} />
      {attributes && (
        <Part title="As the server reads it">
          <Attributes attributes={attributes} />
        </Part>
      )}
      {info?.verdict === 'error' && (
        <Part title="As the server reads it">
          <CodeBlock>{info.reason}</CodeBlock>
        </Part>
      )}
      {certificate && (
        <Part title="The server’s certificate">
          <EvidenceView evidence={certificate} holder="server" />
        </Part>
      )}
    </>
  );
}

/** The client's words, and the reason under them where it says more. */
const said = (words: string, reason: string): string => (words.includes(reason) ? words : `${words}\n${reason}`);

const TLS_WORD: Record<string, string> = { 'not-asked': 'sealed', asking: 'at the gate' };

/** The time alone on the day the world is at. */
const sentAt = (startedAt: string, clock: string): string => (startedAt.slice(0, 10) === clock.slice(0, 10) ? clockTime(startedAt) : startedAt);
