import { useEffect, useMemo, useState } from 'react';
import type { MatrixAnswer, WhoCanAnswer, WhoCanQuery } from '../../../ports/who-can.ts';
import { useCurrentRun, usePorts, useSession } from '../../ports-context.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { PanelHead, Quiet } from '../pieces.tsx';
import { firstPerson, grantWords, ruleWords, subjectWords } from './who-can-words.ts';

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate', 'bind', 'escalate'];

const FIELD = 'grid flex-[1_1_--spacing(17)] content-end gap-0.5 text-12 text-ink-2';
const INPUT = 'min-w-0 font-mono';
const SIDE = 'min-w-0 overflow-auto px-4 pt-2 pb-3 max-sm:overflow-visible';
const LIST = 'mb-2 [&>li]:grid [&>li]:border-t [&>li]:border-line [&>li]:py-1 [&>li]:text-12 [&>li]:leading-4.25 [&>li]:wrap-anywhere';
/** What was asked stays in sight above its answers. */
const MATRIX =
  'w-full border-collapse font-mono text-12 leading-4.25 no-ligatures max-sm:text-11 [&_td]:border-t [&_td]:border-line [&_td]:text-center ' +
  '[&_th]:px-1 [&_th]:py-0.5 [&_th]:font-ui [&_th]:text-ink-2 max-sm:[&_th]:px-0.25 [&_thead_th]:sticky [&_thead_th]:-top-2 [&_thead_th]:bg-surface [&_thead_th]:align-bottom ' +
  '[&_th:first-child]:min-w-32.5 [&_th:first-child]:pl-0 [&_th:first-child]:text-left [&_th:first-child]:wrap-anywhere max-sm:[&_th:first-child]:min-w-24';

/** Everybody who can do one thing, and everything one person can do; both are the authorizers' own answers. */
export default function WhoCanPanel() {
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,2fr)_minmax(0,3fr)] max-sm:grid-cols-[minmax(0,1fr)] max-sm:overflow-auto">
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
    <Field className={FIELD} label={label} title={title}>
      <TextField
        className={INPUT}
        value={query[key]}
        spellCheck={false}
        autoCapitalize="off"
        list={key === 'verb' ? 'wb-who-verbs' : undefined}
        onChange={(e) => setQuery({ ...query, [key]: e.target.value.trim() })}
      />
    </Field>
  );
  return (
    <section className={SIDE} aria-label="Who can">
      <PanelHead>Who can</PanelHead>
      <div className="flex flex-wrap gap-x-2 gap-y-1.5">
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
            <Quiet className="py-1.5">{answer.grants.length === 0 ? 'RBAC lets nobody do this.' : `RBAC names ${answer.grants.length}.`}</Quiet>
            <ul className={LIST}>
              {answer.grants.slice(0, 300).map((grant) => (
                <li key={`${subjectWords(grant)} ${grantWords(grant)}`}>
                  <b>{subjectWords(grant)}</b>
                  <span className="text-ink-2">{grantWords(grant)}</span>
                  <code className="text-12 text-ink-2">{ruleWords(grant.rule)}</code>
                </li>
              ))}
            </ul>
            <ul className={LIST}>
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
    <section className={`${SIDE} border-l border-line max-sm:border-t max-sm:border-l-0`} aria-label="What a person can do">
      <PanelHead>What can they do</PanelHead>
      <div className="flex flex-wrap gap-x-2 gap-y-1.5">
        <Field className={FIELD} label="User">
          <TextField className={INPUT} value={name} spellCheck={false} autoCapitalize="off" onChange={(e) => setTyped(e.target.value)} />
        </Field>
        <Field className={FIELD} label="Groups">
          <TextField className={INPUT} value={groups} spellCheck={false} autoCapitalize="off" onChange={(e) => setTypedGroups(e.target.value)} />
        </Field>
        <Field className={FIELD} label="Namespace">
          <TextField className={INPUT} value={namespace} spellCheck={false} autoCapitalize="off" onChange={(e) => setNamespace(e.target.value)} />
        </Field>
      </div>
      <Quiet className="py-1.5" live>
        {why || 'Groups that the server adds by itself count too: everybody it recognises is in system:authenticated. A mark says why. Webhooks are not asked.'}
      </Quiet>
      {answer && answer.rows.length === 0 && <Quiet className="py-1.5">Nothing at all, as far as these authorizers can say.</Quiet>}
      {answer && answer.rows.length > 0 && (
        <table className={MATRIX}>
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
                      <button
                        type="button"
                        className="min-h-6 min-w-6 text-allow"
                        title={cell}
                        aria-label={`yes: ${cell}`}
                        onFocus={() => setWhy(cell)}
                        onPointerEnter={() => setWhy(cell)}
                      >
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
