// Models apiserver's Tables: pkg/printers/internalversion for the columns, meta/v1 Table for the shape.
// Left out: the cells of kinds that printed-cells.ts does not know (they read <unknown>; name and age are always there).
import type { ResourceTypeRow } from '../apiserver/resources/resource-table.ts';
import type { KubeObject } from '../store/object.ts';
import { humanDuration } from './duration.ts';
import { CELLS, type Cells } from './table-cells.ts';
import { COLUMNS, DESCRIPTIONS } from './table-columns.data.ts';

interface ColumnDefinition {
  name: string;
  type: string;
  format: string;
  description: string;
  priority: number;
}

interface ListMeta {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

const DEFAULT = COLUMNS.limitranges ?? '';

function columnsOf(id: string): ColumnDefinition[] {
  return (COLUMNS[id] ?? DEFAULT).split(';').map((column) => {
    const [name = '', type = '', format = '', description = '', priority = ''] = column.split('|');
    return { name, type, format, description: DESCRIPTIONS[Number(description)] ?? '', priority: Number(priority) };
  });
}

const unknownCells =
  (columns: readonly ColumnDefinition[]): Cells =>
  (object, age) =>
    columns.map(({ name }) => (name === 'Name' ? object.metadata.name : name === 'Age' ? age : '<unknown>'));

const createdAt: Cells = (object) => [object.metadata.name, object.metadata.creationTimestamp ?? null];

/** @param now milliseconds since 1970 @param include "Metadata" (default), "Object" or "None": what stands beside the cells */
export function toTable(type: ResourceTypeRow, objects: readonly KubeObject[], meta: ListMeta, now: number, include: string): Record<string, unknown> {
  const id = type.group ? `${type.resource}.${type.group}` : type.resource;
  const columnDefinitions = columnsOf(id);
  const plain = columnDefinitions[1]?.name === 'Created At';
  const cells = CELLS[id] ?? (plain ? createdAt : unknownCells(columnDefinitions));
  const rows = objects.map((object) => {
    const created = object.metadata.creationTimestamp;
    const row = { cells: cells(object, created ? humanDuration(now - Date.parse(created)) : '<unknown>') };
    if (include === 'None') return { ...row, object: null };
    const beside = include === 'Object' ? object : { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
    return { ...row, object: beside };
  });
  const empty = plain && !CELLS[id] ? null : [];
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: meta, columnDefinitions, rows: rows.length ? rows : empty };
}
