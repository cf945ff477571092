// How a user fits on a badge of 236 units, beside the stamp that comes later: the prefix on a line of its own, groups on two lines at most, the
// rest as "+n".
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
  long: boolean;
}

const WHOLE = 198;
/** The stamp of a nameless caller lies below its only line. */
const BESIDE_STAMP = 150;
/** A longer name takes the place of the uid, which the inspector shows. */
const LONG = 16;
const LETTER = 6.62;
const PADDING = 10;
const GAP = 3;
const widthOf = (text: string): number => text.length * LETTER + PADDING;

export function badgeText(user: UserInfo): BadgeText {
  const account = serviceAccountName(user.name);
  const anonymous = user.name === 'system:anonymous';
  const { chips, more } = pack(user.groups, account ? 1 : 2, anonymous ? WHOLE : BESIDE_STAMP);
  return {
    prefix: account?.prefix ?? '',
    name: account?.last ?? user.name,
    uid: user.uid ? `uid ${shorten(user.uid, 9)}` : 'no uid',
    chips,
    more,
    anonymous,
    long: (account?.last ?? user.name).length > LONG,
  };
}

/** Fills the lines one after the other and leaves room for "+n" on the last. What is too long for a line is cut. */
export function pack(groups: readonly string[], lines: number, width = BESIDE_STAMP): { chips: Chip[]; more: number } {
  const chips: Chip[] = [];
  let line = 1;
  let used = 0;
  for (const [i, group] of groups.entries()) {
    const left = groups.length - i - 1;
    const free = (): number => width - used - (line === lines && left > 0 ? widthOf(`+${left}`) + GAP : 0);
    const letters = (): number => Math.floor((free() - PADDING) / LETTER);
    if (used > 0 && group.length > letters()) {
      if (line === lines) return { chips, more: groups.length - i };
      line++;
      used = 0;
    }
    const text = shorten(group, letters());
    used += widthOf(text) + GAP;
    chips.push({ text, system: group.startsWith('system:') });
  }
  return { chips, more: 0 };
}
