import { useEffect, useMemo, useRef, useState } from 'react';
import { currentRun, isUnderway, type Run } from '../../../player/player.ts';
import type { LogLine } from '../../../trace/event.ts';
import { CodeEditor, type EditorHandle } from '../../editor/code-editor.tsx';
import { usePlayer, usePorts, usePredictionOpen, useReveal, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Check, Labelled, Select } from '../../ui/field.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { useFailure } from '../../use-failure.ts';
import { FIRST_PREDICT } from '../../words/names.ts';
import { Quiet, Verbatim } from '../pieces.tsx';
import { RestartButton, Restarting } from '../server-banner.tsx';
import { type LogRow, logRows, serverRows, toldRows } from './log-lines.ts';

const SHOWN = 400;
const policyOf = (level: string): string => `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: ${level}\n`;
const LEVELS = ['Metadata', 'Request', 'RequestResponse'];

/** The server's lines by run; those of the runs before stand until the new ones are there. undefined until the first are. */
function useLogs(runs: readonly Run[], verbosity: number): ReadonlyMap<string, readonly LogLine[]> | undefined {
  const { logLines } = usePorts();
  const [logs, setLogs] = useState<ReadonlyMap<string, readonly LogLine[]>>();
  useEffect(() => {
    let current = true;
    void logLines(
      runs.map((run) => run.trace),
      verbosity,
    ).then((found) => {
      if (current) setLogs(new Map(runs.map((run, i) => [run.id, found[i] ?? []])));
    });
    return () => {
      current = false;
    };
  }, [logLines, runs, verbosity]);
  return logs;
}

/** The server's own voice: its log and its audit events, and the policy that says what is written down. */
export default function LogPanel() {
  const ports = usePorts();
  const runs = usePlayer((s) => s.runs);
  const selected = usePlayer((s) => s.selected);
  const whole = useSession((s) => s.server.log);
  const [scope, setScope] = useState('run');
  const [kind, setKind] = useState('');
  const [verbosity, setVerbosity] = useState(0);
  const [copied, setCopied] = useState(false);
  const underway = usePlayer((s) => isUnderway(s, currentRun(s)));
  const held = usePredictionOpen() && underway;
  // Lines that would answer an open prediction wait for the playhead.
  const until = usePlayer((s) => (held ? s.step : Number.POSITIVE_INFINITY));
  const among = useMemo(() => {
    if (scope === 'server') return [];
    return scope === 'all' ? runs.filter((r) => !r.background) : runs.filter((r) => r.id === selected);
  }, [runs, selected, scope]);
  const logs = useLogs(among, verbosity);
  const rows = useMemo(() => {
    if (scope === 'server') return held ? [] : serverRows(whole);
    return logs ? toldRows(logRows(among, logs), selected, until).filter((row) => kind === '' || row.kind === kind) : [];
  }, [among, logs, selected, whole, scope, kind, held, until]);
  const asked = scope === 'server' || among.every((run) => logs?.has(run.id));
  const shown = rows.slice(-SHOWN);
  const copy = (): void => {
    const text = rows.map((row) => (row.event === undefined ? row.text : JSON.stringify(row.event))).join('\n');
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(--spacing(55),44%)] max-sm:grid-cols-[minmax(0,1fr)] max-sm:grid-rows-[minmax(--spacing(50),1fr)_auto] max-sm:overflow-auto">
      <section className="flex min-h-0 min-w-0 flex-col" aria-label="Log">
        <Toolbar>
          <Labelled>
            About
            <Select value={scope} onChange={(e) => setScope(e.target.value)}>
              <option value="run">the selected run</option>
              <option value="all">all runs</option>
              <option value="server">its whole log since it started</option>
            </Select>
          </Labelled>
          <Labelled>
            Lines
            <Select value={kind} disabled={scope === 'server'} onChange={(e) => setKind(e.target.value)}>
              <option value="">log and audit</option>
              <option value="klog">log</option>
              <option value="audit">audit</option>
            </Select>
          </Labelled>
          <Labelled title="What a server started with this --v would have written, too">
            As at
            <Select value={verbosity} disabled={scope === 'server'} onChange={(e) => setVerbosity(Number(e.target.value))}>
              <option value={0}>its own --v</option>
              {[3, 4, 5].map((v) => (
                <option key={v} value={v}>
                  --v={v}
                </option>
              ))}
            </Select>
          </Labelled>
          <Button look="line" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        </Toolbar>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
        <div role="log" aria-label="Lines of the server" className="min-h-0 flex-1 overflow-auto px-3 pt-1 pb-2.5 focus-visible:-outline-offset-2" tabIndex={0}>
          {rows.length > shown.length && (
            <Quiet>
              The last {SHOWN} of {rows.length} lines.
            </Quiet>
          )}
          {shown.map((row) => (
            <Line key={row.id} row={row} onSelect={row.run === undefined ? undefined : () => show(row)} />
          ))}
          {held && <Quiet>{FIRST_PREDICT}</Quiet>}
          {rows.length === 0 && asked && !held && (
            <Quiet>
              {runs.length === 0 && scope !== 'server'
                ? 'Nothing has been sent yet.'
                : 'The server wrote nothing about this. Choose a higher --v, or switch audit on.'}
            </Quiet>
          )}
        </div>
      </section>
      <Policy />
    </div>
  );

  function show(row: LogRow): void {
    if (row.run === undefined) return;
    ports.player.select(row.run);
    ports.player.seek(row.step);
  }
}

function Line({ row, onSelect }: { row: LogRow; onSelect: (() => void) | undefined }) {
  const line = `block min-h-6 w-full px-1 py-0.75 text-left font-mono text-12 leading-4.25 wrap-anywhere ${row.severity === 'E' ? 'text-error' : 'text-ink'}`;
  return (
    <div className="border-t border-line">
      {onSelect ? (
        <button type="button" className={`${line} hover:bg-surface-2`} onClick={onSelect} title="Show this step">
          {row.text}
        </button>
      ) : (
        <p className={line}>{row.text}</p>
      )}
      {row.event !== undefined && (
        <details>
          <summary className="min-h-6 px-1 py-0.5 text-12 text-ink-2">The event as JSON</summary>
          <pre className="mb-1.5 overflow-auto bg-surface-2 p-2 text-12 leading-4.25">{JSON.stringify(row.event, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}

/** The policy on the node, and the flags that make the server read it. */
function Policy() {
  const ports = usePorts();
  const audit = useSession((s) => s.audit);
  const failure = useFailure();
  const editor = useRef<EditorHandle>(null);
  const { request } = useReveal();
  useEffect(() => {
    if (request?.tab === 'Log') editor.current?.goTo(request.line, 1);
  }, [request]);
  const failed = failure && (failure.file === audit.path || failure.flag?.startsWith('audit-')) ? failure : undefined;
  const mine = failed?.mended ? undefined : failed;
  const preset = (level: string): void => {
    ports.editAuditPolicy(policyOf(level));
    if (!audit.on) ports.setAudit(true);
  };
  const findings = useMemo(
    () => (mine?.line === undefined ? [] : [{ severity: 'error' as const, line: mine.line, column: mine.column ?? 1, message: mine.error }]),
    [mine],
  );
  return (
    <section
      className="flex min-h-0 min-w-0 flex-col overflow-auto border-l border-line max-sm:border-t max-sm:border-l-0 [&>.code-editor]:flex-[1_0_--spacing(27.5)] max-sm:[&>.code-editor]:min-h-30"
      aria-label="Audit policy"
    >
      <Restarting />
      {mine ? (
        <Banner title="The API server did not start." actions={<RestartButton />}>
          <Verbatim>{mine.error}</Verbatim>
        </Banner>
      ) : (
        audit.stale && (
          <Banner
            title={
              failed
                ? 'Changed, but not yet read: no API server runs.'
                : audit.on
                  ? 'The API server has not read this policy.'
                  : 'The API server still writes audit events.'
            }
            actions={<RestartButton />}
          >
            It reads its flags and the policy once, when it starts.
          </Banner>
        )
      )}
      <Toolbar>
        <Check checked={audit.on} onChange={(e) => (e.target.checked && audit.text === undefined ? preset('Metadata') : ports.setAudit(e.target.checked))}>
          audit events
        </Check>
        <Labelled>
          Level
          <Select value={LEVELS.find((level) => audit.text === policyOf(level)) ?? ''} onChange={(e) => preset(e.target.value)}>
            <option value="" disabled>
              {audit.text === undefined ? 'none yet' : 'as written below'}
            </option>
            {LEVELS.map((level) => (
              <option key={level}>{level}</option>
            ))}
          </Select>
        </Labelled>
      </Toolbar>
      {audit.text === undefined ? (
        <Quiet>No policy stands at {audit.path}. Choose a level to begin with one.</Quiet>
      ) : (
        <CodeEditor
          label="Audit policy"
          language="yaml"
          text={audit.text}
          findings={findings}
          onChange={(text) => ports.editAuditPolicy(text)}
          handle={editor}
        />
      )}
    </section>
  );
}
