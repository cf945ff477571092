// The pieces that every description is made of (kubectl/pkg/describe).

import { LAST_APPLIED } from '../three-way.ts';
import { tabWrite } from './tabwriter.ts';

/** Cells between tabs, columns padded by two blanks. */
export const described = (text: string): string => tabWrite(text, { minWidth: 0, padding: 2 });

/** "Labels:\ta=b\n\tc=d\n"; none gives <none>. */
export function labelRows(title: string, map: Record<string, string> | undefined, separator: '=' | ': '): string {
  const hidden = separator === ': ' ? new Set([LAST_APPLIED]) : new Set<string>();
  const entries = Object.entries(map ?? {})
    .filter(([key]) => !hidden.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (!entries.length) return `${title}:\t<none>\n`;
  return entries.map(([key, value], i) => `${i ? '' : `${title}:`}\t${annotation(key, value, separator)}\n`).join('');
}

function annotation(key: string, value: string, separator: string): string {
  const trimmed = value.replace(/\n$/, '');
  if (separator === '=' || (trimmed.length + key.length < 140 && !trimmed.includes('\n'))) return `${key}${separator}${trimmed}`;
  return `${key}:\n${trimmed
    .split('\n')
    .map((line) => `\t  ${line.length > 138 ? `${line.slice(0, 138)}...` : line}`)
    .join('\n')}`;
}

/** A table with dashes under its header, each line indented by two. */
export function dashedTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map((title) => '-'.repeat(title.length)), ...rows].map((row) => `  ${row.join('\t')}\n`).join('');
}
