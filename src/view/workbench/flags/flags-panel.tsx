import { RotateCcw, Search } from 'lucide-react';
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { FLAG_ABOUT } from '../../../engine/apiserver/flags/flags.about.ts';
import type { FlagRow } from '../../../ports/flags.ts';
import { usePorts, useReveal, useSession } from '../../ports-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Check, Labelled, Select, TextField } from '../../ui/field.tsx';
import { Toolbar } from '../../ui/toolbar.tsx';
import { useFailure } from '../../use-failure.ts';
import { COLUMN, Quiet, Verbatim } from '../pieces.tsx';
import { RestartButton, Restarting } from '../server-banner.tsx';
import { useEcho } from '../use-echo.ts';
import { flagGroups } from './flag-groups.ts';

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
    <div className={COLUMN} data-heir=".banner-actions .btn-ink|.wb-command .btn">
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
          <Verbatim>{broken.error}</Verbatim>
        </Banner>
      ) : (
        stale && (
          <Banner title={failure ? 'Changed, but not yet read: no API server runs.' : 'The API server runs with the old flags.'} actions={<RestartButton />}>
            It reads its command line once, when it starts.
          </Banner>
        )
      )}
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(--spacing(55),34%)] @max-narrow/workbench:block @max-narrow/workbench:overflow-auto">
        <div className="wb-flag-rows overflow-auto px-4 pb-3 @max-narrow/workbench:overflow-visible" ref={list}>
          <Toolbar className="sticky top-0 z-1 py-0.75 @max-narrow/workbench:static">
            <label className="flex h-7 items-center gap-1.5 rounded-2 border border-edge px-2 text-ink-3 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus">
              <Search size={14} strokeWidth={1.75} aria-hidden />
              <span className="sr">Search flags</span>
              <input
                className="w-27.5 bg-transparent text-ink outline-none"
                type="search"
                placeholder="Search flags"
                value={query}
                onChange={(e) => setQuery(e.target.value)}
              />
            </label>
            <Check checked={changedOnly} onChange={(e) => setChangedOnly(e.target.checked)}>
              only those set
            </Check>
            <Labelled>
              <span className="sr">Read by</span>
              <Select value={stage} onChange={(e) => setStage(e.target.value)}>
                <option value="">every gate and desk</option>
                {stages.map((g) => (
                  <option key={g.stage} value={g.stage}>
                    {g.title}
                  </option>
                ))}
              </Select>
            </Labelled>
          </Toolbar>
          {groups.length === 0 && <Quiet>{rows.length === 0 ? 'The flags are read when the cluster has loaded.' : 'No flag fits.'}</Quiet>}
          {groups.map((group) => (
            <section key={group.stage} aria-label={group.title}>
              <h3 className="text-11 leading-4.5 font-strong text-ink-2">{group.title}</h3>
              {group.rows.map((row) => (
                <Flag key={row.name} row={row} />
              ))}
            </section>
          ))}
        </div>
        <div className="wb-command flex min-h-0 flex-col gap-1.5 border-l border-line px-3 py-2 @max-narrow/workbench:border-t @max-narrow/workbench:border-l-0 [&>.btn]:self-end">
          <div className="flex flex-wrap justify-between gap-x-2.5 text-13 leading-tight font-strong">
            <label htmlFor={id}>Command line</label>
            <span className="font-text text-ink-3">
              {rows.filter((r) => !r.isDefault).length} of {rows.length} flags set
            </span>
          </div>
          <textarea
            id={id}
            className="min-h-10 flex-1 resize-none rounded-2 border border-line-2 bg-surface-2 px-2.5 py-2 font-mono text-12 leading-4.5 wrap-anywhere text-ink no-ligatures @max-narrow/workbench:h-45 @max-narrow/workbench:flex-none"
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
    <div
      className={`wb-flag group/flag grid min-h-7.5 scroll-mt-11 grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,6fr)] items-center gap-x-2.5 border-t border-line py-0.25 @max-narrow/workbench:grid-cols-[minmax(0,1fr)] @max-narrow/workbench:py-1.5 ${row.changed ? '-ml-2 pl-2 inset-shadow-bar inset-shadow-error' : ''}`}
      data-flag={row.name}
    >
      <label htmlFor={id} className={`font-mono text-12 leading-3.75 wrap-anywhere ${row.isDefault ? 'font-ui text-ink-2' : 'font-strong text-ink'}`}>
        --{row.name}
      </label>
      <span className="flex min-w-0 items-center gap-1.5">
        {row.type === 'bool' ? (
          <Select
            id={id}
            className="pointer-coarse:h-10"
            value={row.value === 'true' ? 'true' : 'false'}
            aria-describedby={`${id}-help`}
            onChange={(e) => ports.setFlag(row.name, e.target.value)}
          >
            <option>true</option>
            <option>false</option>
          </Select>
        ) : (
          <TextField
            id={id}
            className="min-w-0 flex-1 font-mono aria-invalid:border-error pointer-coarse:h-10"
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
      <span
        className="line-clamp-2 text-12 leading-3.75 text-ink-3 group-focus-within/flag:line-clamp-none group-hover/flag:line-clamp-none"
        id={`${id}-help`}
        title={FLAG_ABOUT[row.name]?.help}
      >
        {row.changed && <b className="font-strong text-error">not yet read · </b>}
        {row.error !== undefined ? <code className="wrap-anywhere text-error">{row.error}</code> : FLAG_ABOUT[row.name]?.help}
      </span>
    </div>
  );
}
