import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { CodeEditor } from '../../editor/code-editor.tsx';
import { usePorts, useSession } from '../../ports-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { type TabItem, Tabs } from '../../ui/tabs.tsx';
import { Count, Pick, Quiet } from '../pieces.tsx';

const VolumePicture = lazy(() => import('./volume-picture.tsx'));

const FIRST = 200;
type Side = 'Volumes' | 'YAML';
const SIDES: TabItem<Side>[] = [
  { id: 'Volumes', label: 'Volumes' },
  { id: 'YAML', label: 'YAML' },
];

const NAME = '-ml-1 min-h-6 rounded-1 px-1 text-left text-now underline decoration-line-2 underline-offset-3';
const SELECTED = 'bg-now-soft forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-highlight';

/** What the cluster holds: kinds, a table as kubectl would print it, one object as YAML. */
export default function ObjectsPanel() {
  const ports = usePorts();
  const { kinds, kind, columns, rows, selected, yaml, volumes } = useSession((s) => s.objects);
  const id = useId();
  const [side, setSide] = useState<Side>('Volumes');
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  const found = useMemo(() => {
    const needle = query.trim().toLowerCase();
    return needle === '' ? rows : rows.filter((r) => `${r.namespace}/${r.name}`.toLowerCase().includes(needle));
  }, [rows, query]);
  const namespaced = rows.some((r) => r.namespace !== '');
  const shown = all ? found : found.slice(0, FIRST);
  const isSelected = (row: { namespace: string; name: string }): boolean => row.name === selected?.name && row.namespace === selected.namespace;

  return (
    <div
      className={`grid min-h-0 flex-1 @max-narrow/workbench:block @max-narrow/workbench:overflow-auto ${volumes ? 'grid-cols-[--spacing(37.5)_minmax(0,1fr)_minmax(--spacing(85),58%)]' : 'grid-cols-[--spacing(47.5)_minmax(0,1fr)_minmax(--spacing(60),40%)]'}`}
    >
      <aside
        className="overflow-auto border-r border-line px-2 py-1.5 @max-narrow/workbench:max-h-45 @max-narrow/workbench:border-r-0 @max-narrow/workbench:border-b"
        aria-label="Kinds"
      >
        {kinds.length === 0 && <Quiet>The kinds are listed when the cluster has loaded.</Quiet>}
        <ul>
          {kinds.map((k) => (
            <li key={k.id}>
              <Pick
                className="w-full items-baseline gap-2 px-1.5 py-0.75"
                aria-pressed={k.id === kind}
                title={k.group || 'core'}
                onClick={() => ports.selectKind(k.id)}
              >
                <span>{k.title}</span>
                <Count>{k.count}</Count>
              </Pick>
            </li>
          ))}
        </ul>
      </aside>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section className="overflow-auto px-3 py-2 focus-visible:rounded-none focus-visible:-outline-offset-2" aria-label="Objects of this kind" tabIndex={0}>
        {kind === undefined ? (
          <Quiet>Choose a kind.</Quiet>
        ) : (
          <>
            <TextField type="search" aria-label="Filter by name" placeholder="Filter by name" value={query} onChange={(e) => setQuery(e.target.value)} />
            {rows.length === 0 ? (
              <Quiet>None.</Quiet>
            ) : (
              <table className="mt-1.5 w-full border-collapse font-mono text-12 leading-4.25 no-ligatures [&_th]:pr-3 [&_th]:pb-1 [&_th]:text-left [&_th]:font-sans [&_th]:font-ui [&_th]:whitespace-nowrap [&_th]:text-ink-3 [&_td]:border-t [&_td]:border-line [&_td]:py-0.5 [&_td]:pr-3 [&_td]:align-baseline [&_td]:wrap-anywhere">
                <thead>
                  <tr>
                    {namespaced && <th scope="col">Namespace</th>}
                    {columns.map((c) => (
                      <th key={c} scope="col">
                        {c}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <tr key={`${row.namespace}/${row.name}`} className={isSelected(row) ? SELECTED : undefined}>
                      {namespaced && <td>{row.namespace}</td>}
                      {row.cells.map((cell, i) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: cells stand under their columns
                        <td key={i}>
                          {i === 0 ? (
                            <button type="button" className={NAME} aria-pressed={isSelected(row)} onClick={() => ports.selectObject(row.namespace, row.name)}>
                              {cell}
                            </button>
                          ) : (
                            cell
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {found.length > shown.length && (
              <Button look="line" onClick={() => setAll(true)}>
                Show all {found.length}
              </Button>
            )}
          </>
        )}
      </section>
      <div className="flex min-h-0 min-w-0 flex-col border-l border-line @max-narrow/workbench:min-h-65 @max-narrow/workbench:border-b @max-narrow/workbench:border-l-0">
        {volumes && <Tabs label="Of this Pod" items={SIDES} selected={side} idPrefix={id} onSelect={(next) => setSide(next)} />}
        {yaml === undefined ? (
          <Quiet>{selected ? `${selected.name} is being read.` : 'Choose an object to read it as YAML.'}</Quiet>
        ) : volumes ? (
          <div className="flex min-h-0 flex-1 flex-col" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${side === 'Volumes' ? 0 : 1}`}>
            {side === 'Volumes' ? (
              <Suspense fallback={null}>
                <VolumePicture key={selected?.name} volumes={volumes} />
              </Suspense>
            ) : (
              <Yaml text={yaml} />
            )}
          </div>
        ) : (
          <Yaml text={yaml} />
        )}
      </div>
    </div>
  );
}

const Yaml = ({ text }: { text: string }) => <CodeEditor label="Object YAML" language="yaml" text={text} readOnly />;
