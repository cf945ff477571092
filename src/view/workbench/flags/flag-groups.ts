// Flags by the gate or desk that reads them, in the order of the stage.

import { FLAG_ABOUT, FLAG_READERS } from '../../../engine/apiserver/flags/flags.about.ts';
import type { FlagRow } from '../../../ports/flags.ts';
import { capital } from '../../words/names.ts';

export interface FlagGroup {
  stage: string;
  title: string;
  rows: FlagRow[];
}

const TITLES: ReadonlyMap<string, string> = new Map(Object.entries(FLAG_READERS));

const ORDER = [...TITLES.keys()];

const place = (stage: string): number => (ORDER.includes(stage) ? ORDER.indexOf(stage) : ORDER.length);

/** "authn.token-file" → "Token file", for stages that came later than this table. */
const titleOf = (stage: string): string => {
  const known = TITLES.get(stage);
  if (known) return known;
  const words = (stage.split('.').at(-1) ?? '').replaceAll('-', ' ');
  return words === '' ? 'The server as a whole' : capital(words);
};

export function flagGroups(rows: readonly FlagRow[], filter: { query: string; changedOnly: boolean; stage: string }): FlagGroup[] {
  const words = filter.query.toLowerCase().replace(/^-+/, '').split(/\s+/).filter(Boolean);
  const groups = new Map<string, FlagGroup>();
  for (const row of rows) {
    if (filter.changedOnly && row.isDefault && !row.changed) continue;
    if (filter.stage !== '' && row.stage !== filter.stage) continue;
    const text = `${row.name} ${FLAG_ABOUT[row.name]?.help ?? ''} ${row.value}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const group = groups.get(row.stage) ?? { stage: row.stage, title: titleOf(row.stage), rows: [] };
    groups.set(row.stage, group);
    group.rows.push(row);
  }
  return [...groups.values()].sort((a, b) => place(a.stage) - place(b.stage) || a.title.localeCompare(b.title));
}
