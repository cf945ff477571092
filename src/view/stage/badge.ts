// How a user fits on a badge of 236 units: the prefix on a line of its own, groups on two lines at most, the rest as "+n".
import type { UserInfo } from '../../trace/event.ts';
import { serviceAccountName, shorten } from '../words/names.ts';

export interface Chip {
  text: string;
  system: boolean;
}

export interface BadgeText {
  prefix: string;
  name: string;
  uid: string;
  chips: Chip[];
  more: number;
  anonymous: boolean;
}

const LINE = 198;
const LETTER = 6.62;
const PADDING = 10;
const GAP = 3;
const widthOf = (text: string): number => text.length * LETTER + PADDING;

export function badgeText(user: UserInfo): BadgeText {
  const account = serviceAccountName(user.name);
  const anonymous = user.name === 'system:anonymous';
  const { chips, more } = pack(user.groups, account ? 1 : 2);
  return {
    prefix: account?.prefix ?? '',
    name: account?.last ?? user.name,
    uid: user.uid ? `uid ${shorten(user.uid, 9)}` : 'no uid',
    chips,
    more,
    anonymous,
  };
}

/** Fills the lines one after the other and leaves room for "+n" on the last. */
export function pack(groups: readonly string[], lines: number): { chips: Chip[]; more: number } {
  const chips: Chip[] = [];
  let line = 1;
  let used = 0;
  for (const [i, group] of groups.entries()) {
    const text = shorten(group, 26);
    const width = widthOf(text);
    const left = groups.length - i - 1;
    const reserve = (isLast: boolean): number => (isLast && left > 0 ? widthOf(`+${left}`) + GAP : 0);
    if (used > 0 && used + GAP + width + reserve(line === lines) > LINE) {
      if (line === lines) return { chips, more: groups.length - i };
      line++;
      used = 0;
    }
    if (used === 0 && width + reserve(line === lines) > LINE && chips.length > 0) return { chips, more: groups.length - i };
    used += width + (used > 0 ? GAP : 0);
    chips.push({ text, system: group.startsWith('system:') });
  }
  return { chips, more: 0 };
}
