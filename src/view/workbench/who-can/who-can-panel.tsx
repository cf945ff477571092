import { useEffect, useMemo, useState } from 'react';
import type { MatrixAnswer, WhoCanAnswer, WhoCanQuery } from '../../../ports/who-can.ts';
import { useCurrentRun, usePorts, useSession } from '../../ports-context.tsx';
import { firstPerson, grantWords, ruleWords, subjectWords } from './who-can-words.ts';
import './who-can-panel.css';

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate', 'bind', 'escalate'];

/** Everybody who can do one thing, and everything one person can do; both are the authorizers' own answers. */
export default function WhoCanPanel() {
  return (
    <div className="wb-who">
      <Everybody />
      <Person />
    </div>
  );
}

/** Asks anew whenever the question is another one or the cluster may decide differently; not while another tab hides the answer. */
function useAnswer<T>(ask: () => Promise<T>, answer: (found: T) => void, question: string): void {
  const seen = useSession((s) => s.tab === 'Who can');
  const standing = useSession((s) => `${s.clock} ${s.rbac.status} ${s.rbac.text.length} ${s.server.status} ${s.terminal.entries.length} ${s.terminal.busy}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question stands for what is asked
  useEffect(() => {
    if (!seen) return undefined;
    let gone = false;
    ask().then(
      (found) => gone || answer(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [seen, question, standing]);
}

function Everybody() {
  const ports = usePorts();
  const [query, setQuery] = useState<WhoCanQuery>({ verb: 'list', resource: 'pods', group: '', namespace: 'default', name: '' });
  const [answer, setAnswer] = useState<WhoCanAnswer | undefined>();
  useAnswer(() => ports.whoCan(query), setAnswer, JSON.stringify(query));
  const field = (key: keyof WhoCanQuery, label: string, title?: string) => (
    <label className="wb-who-field" title={title}>
      {label}
      <input
        value={query[key]}
        spellCheck={false}
        autoCapitalize="off"
        list={key === 'verb' ? 'wb-who-verbs' : undefined}
        onChange={(e) => setQuery({ ...query, [key]: e.target.value.trim() })}
      />
    </label>
  );
  return (
    <section aria-label="Who can">
      <h3>Who can</h3>
      <div className="wb-who-form">
        {field('verb', 'Verb')}
        <datalist id="wb-who-verbs">
          {VERBS.map((verb) => (
            <option key={verb} value={verb} />
          ))}
        </datalist>
        {field('resource', 'Resource', 'pods, pods/log, or a path such as /healthz')}
        {field('group', 'API group')}
        {field('namespace', 'Namespace')}
        {field('name', 'Name')}
      </div>
      <div aria-live="polite">
        {answer && (
          <>
            <p className="wb-quiet">{answer.grants.length === 0 ? 'RBAC lets nobody do this.' : `RBAC names ${answer.grants.length}.`}</p>
            <ul className="wb-who-list">
              {answer.grants.slice(0, 300).map((grant) => (
                <li key={`${subjectWords(grant)} ${grantWords(grant)}`}>
                  <b>{subjectWords(grant)}</b>
                  <span>{grantWords(grant)}</span>
                  <code>{ruleWords(grant.rule)}</code>
                </li>
              ))}
            </ul>
            <ul className="wb-who-list">
              {answer.others.map((other) => (
                <li key={other.id}>{other.words}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

function Person() {
  const ports = usePorts();
  const csv = useSession((s) => s.tokensCsv.text);
  const trace = useCurrentRun()?.trace;
  const first = useMemo(() => firstPerson(csv, trace), [csv, trace]);
  const [typed, setTyped] = useState<string | undefined>();
  const [typedGroups, setTypedGroups] = useState<string | undefined>();
  const name = typed ?? first.name;
  const groups = typedGroups ?? (typed === undefined ? first.groups : '');
  const [namespace, setNamespace] = useState('default');
  const [answer, setAnswer] = useState<MatrixAnswer | undefined>();
  const [why, setWhy] = useState('');
  const words = groups.split(/[\s,]+/).filter((group) => group !== '');
  useAnswer(() => ports.matrix(name, words, namespace), setAnswer, JSON.stringify([name, words, namespace]));
  return (
    <section aria-label="What a person can do">
      <h3>What can they do</h3>
      <div className="wb-who-form">
        <label className="wb-who-field">
          User
          <input value={name} spellCheck={false} autoCapitalize="off" onChange={(e) => setTyped(e.target.value)} />
        </label>
        <label className="wb-who-field">
          Groups
          <input value={groups} spellCheck={false} autoCapitalize="off" onChange={(e) => setTypedGroups(e.target.value)} />
        </label>
        <label className="wb-who-field">
          Namespace
          <input value={namespace} spellCheck={false} autoCapitalize="off" onChange={(e) => setNamespace(e.target.value)} />
        </label>
      </div>
      <p className="wb-quiet" aria-live="polite">
        {why || 'Groups that the server adds by itself count too: everybody it recognises is in system:authenticated. A mark says why. Webhooks are not asked.'}
      </p>
      {answer && answer.rows.length === 0 && <p className="wb-quiet">Nothing at all, as far as these authorizers can say.</p>}
      {answer && answer.rows.length > 0 && (
        <table className="wb-who-matrix">
          <thead>
            <tr>
              <th scope="col">Resource</th>
              {answer.verbs.map((verb) => (
                <th scope="col" key={verb}>
                  <Parted text={verb} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row) => (
              <tr key={`${row.resource}.${row.group}`}>
                <th scope="row">{row.group ? `${row.resource}.${row.group}` : row.resource}</th>
                {row.cells.map((cell, i) => (
                  <td key={answer.verbs[i]}>
                    {cell === undefined ? (
                      <span className="sr">no</span>
                    ) : (
                      <button type="button" title={cell} aria-label={`yes: ${cell}`} onFocus={() => setWhy(cell)} onPointerEnter={() => setWhy(cell)}>
                        ✓
                      </button>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** "deletecollection" may break between its words. */
function Parted({ text }: { text: string }) {
  const [, first = text, second = ''] = /^(delete)(collection)$/.exec(text) ?? [];
  return (
    <>
      {first}
      <wbr />
      {second}
    </>
  );
}
