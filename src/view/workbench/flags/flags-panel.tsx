import { RotateCcw, Search } from 'lucide-react';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { FLAG_ABOUT } from '../../../engine/apiserver/flags/flags.about.ts';
import type { FlagRow } from '../../../ports/flags.ts';
import { usePorts, useReveal, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useFailure } from '../../use-failure.ts';
import { RestartButton, Restarting } from '../server-banner.tsx';
import { useEcho } from '../use-echo.ts';
import { flagGroups } from './flag-groups.ts';
import './flags-panel.css';

/** The command line the API server is started with, as rows and as one text, kept in step. */
export default function FlagsPanel() {
  const ports = usePorts();
  const { rows, commandLine, stale } = useSession((s) => s.flags);
  const failure = useFailure();
  const [query, setQuery] = useState('');
  const [changedOnly, setChangedOnly] = useState(false);
  const [stage, setStage] = useState('');
  const groups = useMemo(() => flagGroups(rows, { query, changedOnly, stage }), [rows, query, changedOnly, stage]);
  const stages = useMemo(() => flagGroups(rows, { query: '', changedOnly: false, stage: '' }), [rows]);
  const [line, setLine] = useEcho(commandLine, (text) => ports.editFlags(text));
  const id = useId();
  const broken = failure && failure.file === undefined && !failure.mended ? failure : undefined;
  const list = useRef<HTMLDivElement>(null);
  const [goal, setGoal] = useState<{ flag: string }>();
  const goTo = useCallback((flag: string) => {
    setQuery('');
    setChangedOnly(false);
    setStage('');
    setGoal({ flag });
  }, []);
  // The row may have been filtered away until now.
  useEffect(() => {
    const row = [...(list.current?.querySelectorAll<HTMLElement>('[data-flag]') ?? [])].find((r) => r.dataset.flag === goal?.flag);
    row?.querySelector<HTMLElement>('input, select')?.focus();
    row?.scrollIntoView({ block: 'center' });
  }, [goal]);
  const { request } = useReveal();
  // biome-ignore lint/correctness/useExhaustiveDependencies: every request counts, and nothing else
  useEffect(() => {
    if (request?.tab === 'API server flags' && failure?.flag !== undefined) goTo(failure.flag);
  }, [request]);

  return (
    <div className="wb-file" data-heir=".banner-actions .btn-ink|.wb-command .btn">
      <Restarting />
      {broken ? (
        <Banner
          title="The API server did not start."
          actions={
            <>
              {broken.flag !== undefined && (
                <Button look="line" onClick={() => goTo(broken.flag ?? '')}>
                  Go to --{broken.flag}
                </Button>
              )}
              <RestartButton />
            </>
          }
        >
          <code className="wb-verbatim">{broken.error}</code>
        </Banner>
      ) : (
        stale && (
          <Banner title={failure ? 'Changed, but not yet read: no API server runs.' : 'The API server runs with the old flags.'} actions={<RestartButton />}>
            It reads its command line once, when it starts.
          </Banner>
        )
      )}
      <div className="wb-flags">
        <div className="wb-flag-rows" ref={list}>
          <div className="wb-filter">
            <label className="wb-search">
              <Search size={14} strokeWidth={1.75} aria-hidden />
              <span className="sr">Search flags</span>
              <input type="search" placeholder="Search flags" value={query} onChange={(e) => setQuery(e.target.value)} />
            </label>
            <label className="wb-check">
              <input type="checkbox" checked={changedOnly} onChange={(e) => setChangedOnly(e.target.checked)} />
              only those set
            </label>
            <label className="wb-select">
              <span className="sr">Read by</span>
              <select value={stage} onChange={(e) => setStage(e.target.value)}>
                <option value="">every gate and desk</option>
                {stages.map((g) => (
                  <option key={g.stage} value={g.stage}>
                    {g.title}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {groups.length === 0 && <p className="wb-quiet">{rows.length === 0 ? 'The flags are read when the cluster has loaded.' : 'No flag fits.'}</p>}
          {groups.map((group) => (
            <section key={group.stage} aria-label={group.title}>
              <h3>{group.title}</h3>
              {group.rows.map((row) => (
                <Flag key={row.name} row={row} />
              ))}
            </section>
          ))}
        </div>
        <div className="wb-command">
          <div className="wb-command-head">
            <label htmlFor={id}>Command line</label>
            <span>
              {rows.filter((r) => !r.isDefault).length} of {rows.length} flags set
            </span>
          </div>
          <textarea
            id={id}
            value={line}
            spellCheck={false}
            autoCapitalize="off"
            autoCorrect="off"
            onChange={(e) => setLine(e.target.value)}
            onKeyDown={(e) => e.stopPropagation()}
          />
          {!stale && !broken && <RestartButton look="line" />}
        </div>
      </div>
    </div>
  );
}

function Flag({ row }: { row: FlagRow }) {
  const ports = usePorts();
  const id = useId();
  const [value, setValue] = useEcho(row.value, (text) => ports.setFlag(row.name, text));
  return (
    <div className="wb-flag" data-flag={row.name} data-set={!row.isDefault || undefined} data-changed={row.changed || undefined}>
      <label htmlFor={id}>--{row.name}</label>
      <span className="wb-flag-value">
        {row.type === 'bool' ? (
          <select
            id={id}
            value={row.value === 'true' ? 'true' : 'false'}
            aria-describedby={`${id}-help`}
            onChange={(e) => ports.setFlag(row.name, e.target.value)}
          >
            <option>true</option>
            <option>false</option>
          </select>
        ) : (
          <input
            id={id}
            value={value}
            placeholder={row.type === 'list' ? 'a,b,…' : row.type === 'duration' ? '1h0m0s' : 'not set'}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-invalid={row.error !== undefined}
            aria-describedby={`${id}-help`}
            onChange={(e) => setValue(e.target.value)}
            onKeyDown={(e) => e.stopPropagation()}
          />
        )}
        {!row.isDefault && (
          <Button
            look="icon"
            aria-label={`Back to the default of --${row.name}`}
            title={`Default: ${row.default || 'not set'}`}
            onClick={() => ports.setFlag(row.name, undefined)}
          >
            <RotateCcw size={14} strokeWidth={1.75} aria-hidden />
          </Button>
        )}
      </span>
      <span className="wb-flag-help" id={`${id}-help`} title={FLAG_ABOUT[row.name]?.help}>
        {row.changed && <b>not yet read · </b>}
        {row.error !== undefined ? <code className="wb-wrong">{row.error}</code> : FLAG_ABOUT[row.name]?.help}
      </span>
    </div>
  );
}
