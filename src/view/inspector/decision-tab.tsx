import { lazy, Suspense } from 'react';
import { decidingAuthorizer } from '../../trace/timeline.ts';
import { CodeBlock } from '../ui/paper.tsx';
import { RunRow } from '../ui/run-row.tsx';
import { Verdict } from '../ui/verdict-mark.tsx';
import { WORD } from '../words/verdict-words.ts';
import { isLook } from './decisive-tab.ts';
import { EvidenceView } from './evidence-view.tsx';
import { NearMisses } from './near-misses.tsx';
import { Facts, Groups, Name, Note, Part, Pending, Title } from './pieces.tsx';
import { canICommand, wants } from './request-words.ts';
import { factsOf } from './stage-facts.ts';
import { Unrecognised } from './unrecognised.tsx';
import type { Picture } from './use-picture.ts';

const RoleCard = lazy(() => import('./role-card.tsx'));

/** May you do this? The answer, who gave it, and what would have to differ. */
export function DecisionTab(picture: Picture) {
  const { snapshot, facts, step, count } = picture;
  const gate = (room: string) => snapshot.gates.find((g) => g.room === room);
  const authentication = gate('authentication');
  const impersonation = gate('impersonation');
  const authorization = gate('authorization');
  if (authentication?.standing === 'error') return <Unrecognised {...picture} />;
  if (impersonation?.standing === 'denied' || impersonation?.standing === 'invalid') return <ImpersonationRefused {...picture} reason={impersonation.reason} />;
  if (gate('party')) {
    return facts.some(({ stage }) => isLook(stage)) ? (
      <Suspense fallback={null}>
        <RoleCard {...picture} />
      </Suspense>
    ) : (
      <>
        <Title title="Nothing to decide" standing="not-reached">
          the API server was not asked
        </Title>
        <Note>This run went to somebody outside the cluster. What they said stands under Response.</Note>
      </>
    );
  }
  switch (authorization?.standing) {
    case 'allowed':
      return <Allowed {...picture} />;
    case 'denied':
      return <Denied {...picture} />;
    case 'error':
      return (
        <>
          <Title title="No decision" standing="error">
            the authorizer failed
          </Title>
          <CodeBlock>{authorization.reason}</CodeBlock>
        </>
      );
    case 'not-reached':
      return (
        <>
          <Title title="Never asked" standing="not-reached">
            the request did not get this far
          </Title>
          <Note>An earlier gate refused it. The Request and Response tabs say which.</Note>
        </>
      );
    default:
      return <Pending what="Authorization has not answered yet: it reads the badge, never the token." step={step} count={count} />;
  }
}

function Asked({ snapshot: { user, requestor, attributes } }: Picture) {
  if (!user || !attributes) return null;
  const { what, where } = wants(attributes);
  return (
    <Facts
      facts={[
        ['Who', <Name key="who" text={user.name} />],
        requestor !== undefined && ['Really', <Name key="really" text={requestor.name} />],
        ['Groups', <Groups key="groups" user={user} />],
        [
          'Wants',
          <span key="wants">
            <b>{what}</b>
            {where}
          </span>,
        ],
      ]}
    />
  );
}

function Allowed(picture: Picture) {
  const { snapshot, run } = picture;
  const decider = decidingAuthorizer(run.trace);
  const authorizer = snapshot.authorizers.find((a) => a.id === decider?.stage);
  const later = snapshot.gates.find(
    (g) => (g.room === 'admission' || g.room === 'storage') && ['denied', 'invalid', 'error', 'not-found', 'conflict'].includes(g.standing),
  );
  return (
    <>
      <Title title="Allowed" standing="allowed">
        by {authorizer?.title ?? 'the authorizer'}
      </Title>
      <Asked {...picture} />
      {later && (
        <Note>
          That was not the last word: {later.title} answered <b>{WORD[later.standing]}</b>
          {later.reason && `, ${later.reason}`}.
        </Note>
      )}
      {authorizer && authorizer.evidence.length > 0 ? (
        <Part title="The rule that allows it">
          {authorizer.evidence.map((evidence, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence of one authorizer
            <EvidenceView key={i} evidence={evidence} attributes={snapshot.attributes} />
          ))}
        </Part>
      ) : (
        authorizer && (
          <Part title="Why">
            <Note>{authorizer.reason || 'No rule was read for this answer.'}</Note>
          </Part>
        )
      )}
      <Others {...picture} decider={decider?.stage} />
      <CheckIt {...picture} label="May I?" />
    </>
  );
}

function Denied(picture: Picture) {
  const { snapshot, run } = picture;
  const decider = decidingAuthorizer(run.trace);
  const authorizer = snapshot.authorizers.find((a) => a.id === decider?.stage);
  const flat = authorizer?.standing === 'denied';
  const name = snapshot.user?.name ?? '';
  return (
    <>
      <Title title="Denied" standing="denied">
        {flat ? `by ${authorizer.title}, whatever the rules say` : 'because no rule allows it'}
      </Title>
      <Asked {...picture} />
      {flat && authorizer.reason !== '' && <Note>{authorizer.reason}</Note>}
      {!flat && <NearMisses runId={run.id} />}
      <Part title="Why 403 and not 401">
        <Note>
          401 means the server cannot tell who you are. Here it can: you are <code>{name}</code>, and{' '}
          {flat ? 'it was told to refuse this' : 'no rule of yours covers that request'}.
        </Note>
      </Part>
      <Others {...picture} decider={flat ? authorizer.id : undefined} />
      <CheckIt {...picture} label="May I?" />
    </>
  );
}

/** What the other authorizers said, in the order they were asked. */
function Others({ snapshot, facts, decider }: Picture & { decider: string | undefined }) {
  const others = snapshot.authorizers.filter((a) => a.id !== decider);
  if (others.length === 0) return null;
  return (
    <Part title={decider === undefined ? 'Who was asked' : 'Asked before'}>
      <ul>
        {others.map((a) => (
          <li key={a.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 border-line py-1.5 text-13 not-first:border-t">
            <b className="font-ui">{a.title}</b>
            <Verdict standing={a.standing} size={14} />
            <span className="col-span-full text-12 wrap-anywhere text-ink-2">{factsOf(facts, a.id)?.notes.at(-1)?.text ?? a.reason}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function CheckIt({ snapshot: { user, attributes }, label }: Picture & { label: string }) {
  if (!user || !attributes) return null;
  return (
    <Part title="Check it yourself">
      <RunRow label={label} command={canICommand(user, attributes)} />
    </Part>
  );
}

function ImpersonationRefused({ snapshot, facts, reason }: Picture & { reason: string }) {
  const stage = factsOf(facts, 'impersonation');
  return (
    <>
      <Title title="Denied" standing="denied">
        you may not act as somebody else
      </Title>
      <Facts facts={[['Who', <Name key="w" text={snapshot.user?.name ?? ''} />]]} />
      <Note>{reason}</Note>
      {stage?.notes.map((note) => (
        <Note key={note.text}>{note.text}</Note>
      ))}
      {stage?.evidence.map((evidence, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: evidence of one stage
        <Part key={i} title="What was asked">
          <EvidenceView evidence={evidence} />
        </Part>
      ))}
    </>
  );
}
