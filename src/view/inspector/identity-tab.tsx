import { badgeOf } from '../../trace/badge.ts';
import type { UserInfo } from '../../trace/event.ts';
import { RunRow } from '../ui/run-row.tsx';
import { aboutOf } from '../words/about.ts';
import { inSentence, serviceAccountName } from '../words/names.ts';
import { EvidenceView } from './evidence-view.tsx';
import { Breakable, Facts, Groups, Note, Part, Pending, Title, userFacts } from './pieces.tsx';
import { bearerOf, whoAmICommand } from './request-words.ts';
import type { Picture } from './use-picture.ts';

/** The badge: who the server says you are, and what made it say so. */
export function IdentityTab({ run, snapshot, step, count }: Picture) {
  const gate = snapshot.gates.find((g) => g.room === 'authentication');
  const desk = snapshot.desks.find((d) => d.standing === 'recognised');
  const user = badgeOf(run.trace, snapshot);
  if (gate?.standing === 'error') {
    return (
      <>
        <Title title="Nobody" standing="error">
          no desk could name the caller
        </Title>
        <Note>Without a name there is nothing a rule could allow or deny. The Decision tab says what each side was told.</Note>
        {snapshot.desks
          .flatMap(({ standing, evidence }) => (standing === 'error' ? evidence : []))
          .filter(({ type }) => type === 'certificate')
          .map((evidence, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence of desks that never changes its order
            <Part key={i} title="The certificate, check by check">
              <EvidenceView evidence={evidence} />
            </Part>
          ))}
      </>
    );
  }
  if (gate?.standing === 'not-reached' || (!gate && snapshot.done)) {
    return (
      <>
        <Title title="Nobody" standing="not-reached">
          the server was never asked
        </Title>
        <Note>
          {snapshot.gates.some((g) => g.room === 'party')
            ? 'This run went to somebody outside the cluster.'
            : 'The request did not get as far as authentication.'}
        </Note>
      </>
    );
  }
  if (!user) return <Pending what="No desk has recognised the caller so far." step={step} count={count} />;

  const who = snapshot.requestor ?? user;
  const anonymous = who.name === 'system:anonymous';
  const { request, envelope } = snapshot;
  const bearer = request ? bearerOf(request.headers) : undefined;
  const check = whoAmICommand(desk?.id, who, bearer);
  return (
    <>
      <Title
        title={<BadgeName name={user.name} />}
        standing={snapshot.requestor ? 'passed' : 'recognised'}
        {...(snapshot.requestor ? { word: 'impersonated' } : {})}
      >
        {snapshot.requestor ? `by ${snapshot.requestor.name}` : (aboutOf(desk?.id ?? '')?.by ?? (desk ? `by the ${inSentence(desk.title)}` : ''))}
      </Title>
      {snapshot.requestor && (
        <div className="mb-3 grid grid-cols-2 gap-2">
          <Badge title="Came as" user={snapshot.requestor} />
          <Badge title="Acts as" user={user} />
        </div>
      )}
      <Facts facts={userFacts(user)} />
      {desk && desk.evidence.length > 0 && (
        <Part title="Evidence">
          {desk.evidence.map((evidence, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence of one desk, only ever appended
            <EvidenceView key={i} evidence={evidence} />
          ))}
        </Part>
      )}
      {anonymous && (
        <Part title="Evidence">
          <Note>
            There is none: the request shows no certificate and no <code>Authorization</code> header. The server lets such requests on under this name, and the
            gates after this one decide what it may do.
          </Note>
        </Part>
      )}
      {envelope.credential.struck && bearer !== undefined && (
        <Part title="What happens to the token">
          <Note>
            The server removes the <code>Authorization</code> header. Every gate after this one sees only the badge.
          </Note>
        </Part>
      )}
      {check && (
        <Part title="Check it yourself">
          <RunRow label="Who am I?" command={check} />
        </Part>
      )}
    </>
  );
}

/** A service account's name is long and its last part is what one looks for, so that part is large. */
function BadgeName({ name }: { name: string }) {
  const account = serviceAccountName(name);
  if (name === '') return 'a caller without a name';
  if (!account) return <Breakable text={name} />;
  return (
    <>
      <small className="mono block text-12 font-ui tracking-[0] text-ink-2">
        <Breakable text={account.prefix} />
      </small>
      {account.last}
    </>
  );
}

function Badge({ title, user }: { title: string; user: UserInfo }) {
  return (
    <div className="grid content-start gap-1 rounded-1 border border-t-4 border-line-2 border-t-id px-2 pt-1.5 pb-2">
      <span className="text-12 text-ink-3">{title}</span>
      <b className="font-display text-14 leading-4.5 font-stamp wrap-anywhere">{user.name}</b>
      <Groups user={user} />
    </div>
  );
}

/** Before the gate has closed the case, a desk's own evidence already names the caller. */
