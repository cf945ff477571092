import { Fragment } from 'react';
import type { Evidence, RequestAttributes } from '../../trace/event.ts';
import { CSV_COLUMNS, csvFields } from '../editor/csv-fields.ts';
import { FilePaper, PaperFoot } from '../ui/paper.tsx';
import { JsonText, Message } from './message-view.tsx';
import { Checks, Facts, Groups, Name, Note, userFacts } from './pieces.tsx';
import { ruleFields, wants } from './request-words.ts';
import { clockTime } from './token/moments.ts';

interface EvidenceViewProps {
  evidence: Evidence;
  /** What was asked, to mark the part of a rule that covers it. */
  attributes?: RequestAttributes | undefined;
  /** Whose certificate it is: a client's organizations become groups, a server's are only written there. */
  holder?: 'client' | 'server';
}

/** Every kind of evidence a trace can carry, drawn. */
export function EvidenceView({ evidence, attributes, holder = 'client' }: EvidenceViewProps) {
  switch (evidence.type) {
    case 'csv-row':
      return <CsvRow evidence={evidence} />;
    case 'csv-miss':
      return <CsvMiss evidence={evidence} />;
    case 'jwt':
      return <Checks checks={evidence.checks} />;
    case 'certificate':
      return <Certificates chain={evidence.chain} checks={evidence.checks} holder={holder} />;
    case 'header':
      return <Facts facts={[[evidence.name, <Name key="value" text={evidence.value} />]]} />;
    case 'user':
      return <Facts facts={userFacts(evidence.user)} />;
    case 'attributes':
      return <Attributes attributes={evidence.attributes} />;
    case 'rbac-rule':
      return <RbacRule evidence={evidence} attributes={attributes} />;
    case 'demands':
      return (
        <Checks
          checks={evidence.demands.map(({ element, key, wanted, found, ok }) => ({
            check: key ?? element,
            ok,
            detail: `wants ${wanted.join(', ')}; found ${found.join(', ') || 'nothing'}`,
          }))}
        />
      );
    case 'cel':
      return (
        <FilePaper>
          <pre className="px-2.5 py-2 whitespace-pre-wrap wrap-anywhere">{evidence.expression}</pre>
          <PaperFoot>
            gives <code>{evidence.result}</code>
          </PaperFoot>
        </FilePaper>
      );
    case 'object':
      return <JsonText text={JSON.stringify(evidence.object, null, 2)} />;
    case 'http':
      return (
        <>
          {evidence.request && <Message message={evidence.request} />}
          {evidence.response && <Message message={evidence.response} />}
        </>
      );
  }
}

type Of<T extends Evidence['type']> = Extract<Evidence, { type: T }>;

const AROUND = 3;
const fileName = (path: string): string => path.split('/').at(-1) || path;

const FileHead = ({ file, readAt }: { file: string; readAt: string }) => (
  <>
    <span title={file}>{fileName(file)}</span>
    <span>read at start, {clockTime(readAt)}</span>
  </>
);

const LINE = 'grid grid-cols-[--spacing(7.5)_minmax(0,1fr)] py-0.25 first:pt-1';
const NUMBER = 'pr-2.5 text-right not-italic';
const LINE_TEXT = 'text-12 whitespace-pre-wrap wrap-anywhere';
const HIT =
  'bg-id-soft pb-1.5 text-ink inset-shadow-bar inset-shadow-id forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-highlight';
const NEAR = 'bg-error-soft text-ink inset-shadow-bar inset-shadow-error';

function CsvRow({ evidence: { file, line, rows, readAt } }: { evidence: Of<'csv-row'> }) {
  const at = rows.findIndex((r) => r.line === line);
  const from = Math.max(0, at - AROUND);
  const shown = rows.slice(from, Math.max(at + AROUND + 1, from + 2 * AROUND + 1));
  return (
    <>
      <FilePaper head={<FileHead file={file} readAt={readAt} />} more={rows.length - shown.length}>
        <ol className="pb-1">
          {shown.map((row) => (
            <li key={row.line} value={row.line} className={`${LINE} ${row.line === line ? HIT : 'text-ink-3'}`}>
              <i className={`${NUMBER} ${row.line === line ? 'font-strong text-id' : ''}`}>{row.line}</i>
              <code className={LINE_TEXT}>{row.text}</code>
              {row.line === line && <ColumnNames text={row.text} />}
            </li>
          ))}
        </ol>
      </FilePaper>
      <Note>Line {line} matches the whole token, letter for letter.</Note>
    </>
  );
}

/** Under each field its column's name; a short field pushes the next name along. */
function ColumnNames({ text }: { text: string }) {
  const { fields } = csvFields(text);
  const named = fields.filter((f) => f.column < CSV_COLUMNS.length);
  const widths = named.map((f, i) => {
    const next = named[i + 1];
    return next ? `minmax(max-content, ${next.from - f.from}ch)` : 'auto';
  });
  return (
    <span className="col-start-2 grid justify-start pt-0.75" style={{ gridTemplateColumns: widths.join(' ') }}>
      {named.map((f) => (
        <span key={f.column} className="pr-1.25 font-sans text-11 leading-3.25 font-ui text-id">
          {CSV_COLUMNS[f.column]}
        </span>
      ))}
    </span>
  );
}

function CsvMiss({ evidence: { file, rows, readAt, nearest } }: { evidence: Of<'csv-miss'> }) {
  const shown = rows.slice(0, 12);
  return (
    <>
      <FilePaper head={<FileHead file={file} readAt={readAt} />} more={rows.length - shown.length}>
        <ol className="pb-1">
          {shown.map((row) => (
            <li key={row.line} value={row.line} className={`${LINE} ${row.line === nearest?.line ? NEAR : 'text-ink-3'}`}>
              <i className={NUMBER}>{row.line}</i>
              <code className={LINE_TEXT}>{row.text}</code>
            </li>
          ))}
        </ol>
      </FilePaper>
      <Note>{nearest ? `Line ${nearest.line} comes nearest: ${nearest.why}.` : 'No line begins with this token.'}</Note>
    </>
  );
}

function Certificates({ chain, checks, holder }: Pick<Of<'certificate'>, 'chain' | 'checks'> & { holder: 'client' | 'server' }) {
  return (
    <>
      {chain.map((c, i) => (
        <details key={c.sha256 || c.serial} className="mb-1.5 rounded-2 border border-line px-2.5 [&>dl]:pb-1" open={i === 0 && holder === 'client'}>
          <summary className="min-h-7.5 py-1.5">
            {i === 0 ? (c.isCA ? 'The certificate, a CA' : 'The certificate') : 'Signed by'}{' '}
            <code className="text-12 wrap-anywhere">{c.commonName || c.subject}</code>
          </summary>
          <Facts
            facts={[
              ['Subject', <code key="s">{c.subject}</code>],
              holder === 'client' && i === 0 && ['Username', <Name key="u" text={c.commonName} />],
              holder === 'client' && i === 0 && ['Groups', <Groups key="g" user={{ name: c.commonName, uid: '', groups: c.organizations, extra: {} }} />],
              ['Issuer', <code key="i">{c.issuer}</code>],
              ['Valid', <code key="v">{`${day(c.notBefore)} to ${day(c.notAfter)}`}</code>],
              c.extendedKeyUsage.length > 0 && ['May be used', c.extendedKeyUsage.join(', ')],
              c.dnsNames.length + c.ipAddresses.length > 0 && ['Names', <code key="n">{[...c.dnsNames, ...c.ipAddresses].join(', ')}</code>],
              ['Serial', <code key="r">{c.serial}</code>],
            ]}
          />
        </details>
      ))}
      <Checks checks={checks} />
    </>
  );
}

const day = (time: string): string => time.replace(/T.*$/, '');

export function Attributes({ attributes: a }: { attributes: RequestAttributes }) {
  const { what, where } = wants(a);
  return (
    <Facts
      facts={[
        [
          'Wants',
          <span key="w">
            <b>{what}</b>
            {where}
          </span>,
        ],
        ['Verb', <code key="v">{a.verb}</code>],
        a.isResourceRequest && ['API group', a.apiGroup === '' ? <span key="g">“”, the core group</span> : <code key="g">{a.apiGroup}</code>],
        a.isResourceRequest && ['Resource', <code key="r">{a.subresource ? `${a.resource}/${a.subresource}` : a.resource}</code>],
        a.namespace !== '' && ['Namespace', <code key="n">{a.namespace}</code>],
        a.name !== '' && ['Name', <code key="m">{a.name}</code>],
        ['Path', <code key="p">{a.path}</code>],
      ]}
    />
  );
}

const PAIR = 'flex flex-wrap gap-x-2 border-line not-first:mt-1 not-first:border-t not-first:pt-1';
const PAIR_NAME = 'min-w-29.5 font-sans text-ink-2';
const MARKED = '-mx-0.5 rounded-1 px-1.25 font-strong forced-colors:forced-color-adjust-none';

function RbacRule({ evidence: { binding, role, subject, rule }, attributes }: { evidence: Of<'rbac-rule'>; attributes: RequestAttributes | undefined }) {
  return (
    <div className="mono overflow-hidden rounded-2 border border-line bg-surface-2 px-2.5 py-2 text-12 leading-5 [&_code]:text-12 [&_code]:wrap-anywhere">
      <p className={PAIR}>
        <span className={PAIR_NAME}>{binding.kind}</span>
        <code>{binding.namespace ? `${binding.namespace}/${binding.name}` : binding.name}</code>
      </p>
      <p className={PAIR}>
        <span className={PAIR_NAME}>names {subject.kind}</span>
        <code className={`${MARKED} bg-id-soft text-id`}>{subject.namespace ? `${subject.namespace}/${subject.name}` : subject.name}</code>
      </p>
      <p className={PAIR}>
        <span className={PAIR_NAME}>gives {role.kind}</span>
        <code>{role.name}</code>
      </p>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 border-t border-line pt-1.5">
        {ruleFields(rule, attributes).map((field) => (
          <Fragment key={field.title}>
            <dt className="text-ink-3">{field.title}</dt>
            <dd className="flex max-h-31 flex-wrap gap-x-1.5 gap-y-0.5 overflow-auto">
              {field.values.map((v, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule may name a value twice
                <code key={`${v.text} ${i}`} className={v.hit ? `${MARKED} bg-allow-soft text-allow underline underline-offset-3` : undefined}>
                  {v.text}
                  {v.hit && <span className="sr"> covers it</span>}
                </code>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}
