// Small parts that the tabs of the inspector share.
import { Fragment, type ReactNode, useState } from 'react';
import type { Check, UserInfo } from '../../trace/event.ts';
import type { Standing } from '../../trace/fold.ts';
import { Verdict, VerdictMark } from '../ui/verdict-mark.tsx';

export function Title({ title, standing, word, children }: { title: ReactNode; standing?: Standing; word?: string; children?: ReactNode }) {
  return (
    <header className="insp-title">
      <h2 className="display">{title}</h2>
      {(standing || children) && (
        <p>
          {standing && <Verdict standing={standing} {...(word === undefined ? {} : { word })} />}
          {children && <span>{children}</span>}
        </p>
      )}
    </header>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="insp-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export const Note = ({ children }: { children: ReactNode }) => <p className="insp-note">{children}</p>;

export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode] | false | undefined)[] }) {
  return (
    <dl className="insp-facts">
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** How many letters of groups stand there without asking for more. */
const LETTERS = 120;

/** Groups as chips; those of the system have an edge instead of a wash. */
export function Groups({ user: { groups } }: { user: UserInfo }) {
  const [all, setAll] = useState(false);
  if (groups.length === 0) return <span className="insp-quiet">none</span>;
  const nameless = groups.includes('system:unauthenticated');
  let letters = 0;
  const fitting = groups.filter((group) => (letters += group.length) <= LETTERS).length || 1;
  // A fold for the sake of one would save nothing.
  const shown = all || fitting >= groups.length - 1 ? groups : groups.slice(0, fitting);
  const more = groups.length - shown.length;
  return (
    <ul className="insp-groups" data-nameless={nameless || undefined}>
      {shown.map((group, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group may stand there twice
        <li key={`${group} ${i}`} data-system={group.startsWith('system:') || undefined}>
          {group === '' ? '""' : <Breakable text={group} />}
        </li>
      ))}
      {more > 0 && (
        <li data-more>
          <button type="button" aria-label={`Show ${more} more groups`} onClick={() => setAll(true)}>
            +{more}
          </button>
        </li>
      )}
    </ul>
  );
}

/** Long names break after their separators first. */
export function Breakable({ text }: { text: string }) {
  let at = 0;
  return text.split(/(?<=[:/._-])/).map((piece) => {
    const key = at;
    at += piece.length;
    return (
      <Fragment key={key}>
        {key > 0 && <wbr />}
        {piece}
      </Fragment>
    );
  });
}

/** A name as it stands, empty ones made visible. */
export const Name = ({ text }: { text: string }) => (text === '' ? <span className="insp-quiet">empty</span> : <code>{text}</code>);

function Extra({ extra }: Pick<UserInfo, 'extra'>) {
  const entries = Object.entries(extra);
  if (entries.length === 0) return <span className="insp-quiet">none</span>;
  return entries.map(([key, values]) => (
    <span key={key} className="insp-extra">
      <code>
        <Breakable text={key} />
      </code>{' '}
      <code>{values.join(', ')}</code>
    </span>
  ));
}

export function userFacts(user: UserInfo): (readonly [string, ReactNode])[] {
  return [
    ['Username', <Name key="name" text={user.name} />],
    ['UID', <Name key="uid" text={user.uid} />],
    [
      'Groups',
      <Fragment key="groups">
        <Groups user={user} />
        {user.groups.length > 1 && user.groups.at(-1) === 'system:authenticated' && (
          <Note>
            The server adds <code>system:authenticated</code> for everybody it recognises.
          </Note>
        )}
      </Fragment>,
    ],
    ['Extra', <Extra key="extra" extra={user.extra} />],
  ];
}

/** Checks in their order; what was never reached says so. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  return (
    <ol className="insp-checks">
      {checks.map(({ check, ok, detail }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: checks of one judgement
        <li key={`${check} ${i}`} data-ok={ok ?? 'never'}>
          <VerdictMark standing={ok === null ? 'not-asked' : ok ? 'passed' : 'error'} size={15} />
          <span>
            <b>{check}</b> <span className="sr">{`${ok === null ? 'not checked' : ok ? 'fits' : 'does not fit'}${detail === '' ? '' : ': '}`}</span>
            {detail !== '' && <span className="insp-detail">{detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What is not decided yet at the playhead says so. */
export function Pending({ what, step, count }: { what: string; step: number; count: number }) {
  return (
    <>
      <Title title="Not decided yet" standing="not-asked" word={`step ${step} of ${count}`} />
      <Note>{what}</Note>
    </>
  );
}
