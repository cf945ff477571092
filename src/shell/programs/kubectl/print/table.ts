// A Table from the server as rows of text (cli-runtime printers/tableprinter.go).
import type { KubeObject } from '../client.ts';
import { metaOf } from '../manifests.ts';

export interface Table {
  columnDefinitions?: { name: string; type: string; format?: string; priority?: number }[];
  rows?: { cells: unknown[]; object?: KubeObject }[];
}

export interface TableOptions {
  wide: boolean;
  namespaces: boolean;
  labels: boolean;
  labelColumns: readonly string[];
  /** "role.rbac.authorization.k8s.io/" before each name. */
  prefix: string;
}

export function tableRows(table: Table, { wide, namespaces, labels, labelColumns, prefix }: TableOptions): { header: string[]; rows: string[][] } {
  const columns = (table.columnDefinitions ?? []).map((column, index) => ({ ...column, index })).filter((column) => wide || !column.priority);
  const nameColumn = columns.find((column) => column.format === 'name' || column.name === 'Name')?.index;
  const header = [
    ...(namespaces ? ['NAMESPACE'] : []),
    ...columns.map((c) => c.name.toUpperCase()),
    ...labelColumns.map((l) => (l.split('/').at(-1) ?? l).toUpperCase()),
    ...(labels ? ['LABELS'] : []),
  ];
  const rows = (table.rows ?? []).map(({ cells, object }) => {
    const meta = metaOf(object ?? {});
    const texts = columns.map(({ index }) => (index === nameColumn ? prefix : '') + cellText(cells[index]));
    return [
      ...(namespaces ? [meta.namespace ?? ''] : []),
      ...texts,
      ...labelColumns.map((l) => meta.labels?.[l] ?? ''),
      ...(labels ? [labelText(meta.labels)] : []),
    ];
  });
  return { header, rows };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '<none>';
  return typeof value === 'string' ? value.split(/[\n\r\f]/).join('\\n') : String(value);
}

export function labelText(labels: Record<string, string> | undefined): string {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length ? entries.map(([k, v]) => `${k}=${v}`).join(',') : '<none>';
}
