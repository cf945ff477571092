import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { CodeEditor } from '../../editor/code-editor.tsx';
import { usePorts, useSession } from '../../ports-context.tsx';
import { type TabItem, Tabs } from '../../ui/tabs.tsx';
import './objects-panel.css';

const VolumePicture = lazy(() => import('./volume-picture.tsx'));

const FIRST = 200;
type Side = 'Volumes' | 'YAML';
const SIDES: TabItem<Side>[] = [
  { id: 'Volumes', label: 'Volumes' },
  { id: 'YAML', label: 'YAML' },
];

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
    <div className="wb-objects" data-volumes={volumes !== undefined || undefined}>
      <aside className="wb-kinds" aria-label="Kinds">
        {kinds.length === 0 && <p className="wb-quiet">The kinds are listed when the cluster has loaded.</p>}
        <ul>
          {kinds.map((k) => (
            <li key={k.id}>
              <button type="button" aria-pressed={k.id === kind} title={k.group || 'core'} onClick={() => ports.selectKind(k.id)}>
                <span>{k.title}</span>
                <span className="wb-count">{k.count}</span>
              </button>
            </li>
          ))}
        </ul>
      </aside>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section className="wb-table" aria-label="Objects of this kind" tabIndex={0}>
        {kind === undefined ? (
          <p className="wb-quiet">Choose a kind.</p>
        ) : (
          <>
            <input
              className="wb-name-filter"
              type="search"
              aria-label="Filter by name"
              placeholder="Filter by name"
              value={query}
              onChange={(e) => setQuery(e.target.value)}
            />
            {rows.length === 0 ? (
              <p className="wb-quiet">None.</p>
            ) : (
              <table>
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
                    <tr key={`${row.namespace}/${row.name}`} data-selected={isSelected(row) || undefined}>
                      {namespaced && <td>{row.namespace}</td>}
                      {row.cells.map((cell, i) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: cells stand under their columns
                        <td key={i}>
                          {i === 0 ? (
                            <button type="button" aria-pressed={isSelected(row)} onClick={() => ports.selectObject(row.namespace, row.name)}>
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
              <button type="button" className="btn btn-line" onClick={() => setAll(true)}>
                Show all {found.length}
              </button>
            )}
          </>
        )}
      </section>
      <div className="wb-yaml">
        {volumes && <Tabs label="Of this Pod" items={SIDES} selected={side} idPrefix={id} onSelect={(next) => setSide(next)} />}
        {yaml === undefined ? (
          <p className="wb-quiet">{selected ? `${selected.name} is being read.` : 'Choose an object to read it as YAML.'}</p>
        ) : volumes ? (
          <div className="wb-side" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${side === 'Volumes' ? 0 : 1}`}>
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
