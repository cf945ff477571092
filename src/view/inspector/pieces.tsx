// Small parts that the tabs of the inspector share.
import { Fragment, type ReactNode, useState } from 'react';
import type { Check, UserInfo } from '../../trace/event.ts';
import type { Standing } from '../../trace/fold.ts';
import { Verdict, VerdictMark } from '../ui/verdict-mark.tsx';

export function Title({ title, standing, word, children }: { title: ReactNode; standing?: Standing; word?: string; children?: ReactNode }) {
  return (
    <header className="mb-3.5 [&+p]:mt-0 [&+p]:mb-3.5">
      <h2 className="font-display text-22 leading-tight font-strong tracking-tight wrap-anywhere">{title}</h2>
      {(standing || children) && (
        <p className="mt-1 flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-ink-2">
          {standing && <Verdict standing={standing} {...(word === undefined ? {} : { word })} />}
          {children && <span>{children}</span>}
        </p>
      )}
    </header>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-4.5 [&+dl]:mt-3.5">
      <h3 className="mb-2 text-13 leading-4.25 font-strong [&+ol]:mt-0 [&+p]:mt-0">{title}</h3>
      {children}
    </section>
  );
}

export const Note = ({ children }: { children: ReactNode }) => (
  <p className="mt-2.5 text-13 leading-4.75 text-ink-2 [&_b]:font-strong [&_b]:text-ink [&_code]:wrap-anywhere">{children}</p>
);

export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode] | false | undefined)[] }) {
  return (
    <dl>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]} className="grid grid-cols-[--spacing(21)_minmax(0,1fr)] border-line not-first:border-t">
              <dt className="py-1.5 pr-2 wrap-anywhere text-ink-3">{fact[0]}</dt>
              <dd className="min-w-0 py-1.5 wrap-anywhere [&_b]:font-strong [&_code]:text-12 [&>p]:mt-1.5">{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** How many letters of groups stand there without asking for more. */
const LETTERS = 120;

const CHIP = 'mono rounded-1 px-1.5 text-12 leading-5 font-ui';
const OWN = 'bg-id-soft text-id';
const SYSTEM = 'text-id inset-ring inset-ring-id';
const NAMELESS = 'text-ink-2 inset-ring inset-ring-edge';

/** Groups as chips; those of the system have an edge instead of a wash. */
export function Groups({ user: { groups } }: { user: UserInfo }) {
  const [all, setAll] = useState(false);
  if (groups.length === 0) return <span className="text-ink-3">none</span>;
  const nameless = groups.includes('system:unauthenticated');
  let letters = 0;
  const fitting = groups.filter((group) => (letters += group.length) <= LETTERS).length || 1;
  // A fold for the sake of one would save nothing.
  const shown = all || fitting >= groups.length - 1 ? groups : groups.slice(0, fitting);
  const more = groups.length - shown.length;
  return (
    <ul className="flex flex-wrap gap-1">
      {shown.map((group, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group may stand there twice
        <li key={`${group} ${i}`} className={`${CHIP} wrap-anywhere ${nameless ? NAMELESS : group.startsWith('system:') ? SYSTEM : OWN}`}>
          {group === '' ? '""' : <Breakable text={group} />}
        </li>
      ))}
      {more > 0 && (
        <li>
          <button type="button" className={`${CHIP} min-h-6 min-w-7 bg-surface-3`} aria-label={`Show ${more} more groups`} onClick={() => setAll(true)}>
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
export const Name = ({ text }: { text: string }) => (text === '' ? <span className="text-ink-3">empty</span> : <code>{text}</code>);

function Extra({ extra }: Pick<UserInfo, 'extra'>) {
  const entries = Object.entries(extra);
  if (entries.length === 0) return <span className="text-ink-3">none</span>;
  return entries.map(([key, values]) => (
    <span key={key} className="block">
      <code className="block text-ink-3">
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

/** A bar at its left, as with every line that decided. */
const MISFIT = 'bg-error-soft px-2 inset-shadow-bar inset-shadow-error forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-highlight';

/** Checks in their order; what was never reached says so. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  return (
    <ol className="mt-2">
      {checks.map(({ check, ok, detail }, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: checks of one judgement
          key={`${check} ${i}`}
          className={`grid grid-cols-[--spacing(3.75)_minmax(0,1fr)] items-start gap-2 border-line py-1.25 text-13 leading-4.25 not-first:border-t [&>.mark]:mt-0.25 ${ok === null ? 'text-ink-3' : ok ? '' : MISFIT}`}
        >
          <VerdictMark standing={ok === null ? 'not-asked' : ok ? 'passed' : 'error'} size={15} />
          <span>
            <b className="font-ui">{check}</b>{' '}
            <span className="sr">{`${ok === null ? 'not checked' : ok ? 'fits' : 'does not fit'}${detail === '' ? '' : ': '}`}</span>
            {detail !== '' && <span className={`mono block text-12 leading-4 wrap-anywhere ${ok === null ? '' : 'text-ink-2'}`}>{detail}</span>}
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
