// How a user fits on a badge of 236 units: a prefix on a line of its own, groups on the lines that are left, the rest as "+n". The stamp comes
// later, beside the last of them.
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
const BESIDE_STAMP = 143;
/** A longer name takes the place of the uid, which the inspector shows. */
const LONG = 16;
const LETTER = 6.62;
const PADDING = 10;
const GAP = 3;
const widthOf = (text: string): number => text.length * LETTER + PADDING;

/** `requestor`: who wore another badge before. */
export function badgeText(user: UserInfo, requestor?: UserInfo): BadgeText {
  const account = serviceAccountName(user.name);
  const anonymous = user.name === 'system:anonymous';
  const prefix = requestor ? `${shorten(requestor.name, 24)} acts as` : (account?.prefix ?? '');
  const { chips, more } = pack(user.groups, prefix ? [BESIDE_STAMP] : [WHOLE, BESIDE_STAMP]);
  return {
    prefix,
    name: account?.last ?? user.name,
    uid: user.uid ? `uid ${shorten(user.uid, 9)}` : 'no uid',
    chips,
    more,
    anonymous,
    long: (account?.last ?? user.name).length > LONG,
  };
}

/** Fills the lines one after the other and leaves room for "+n" on the last. What is too long for a line is cut. */
export function pack(groups: readonly string[], widths: readonly number[]): { chips: Chip[]; more: number } {
  const chips: Chip[] = [];
  const last = widths.length - 1;
  let line = 0;
  let used = 0;
  for (const [i, group] of groups.entries()) {
    const left = groups.length - i - 1;
    const free = (): number => (widths[line] ?? 0) - used - (line === last && left > 0 ? widthOf(`+${left}`) + GAP : 0);
    const letters = (): number => Math.floor((free() - PADDING) / LETTER);
    if (used > 0 && group.length > letters()) {
      if (line === last) return { chips, more: groups.length - i };
      line++;
      used = 0;
    }
    const text = shorten(group, letters());
    used += widthOf(text) + GAP;
    chips.push({ text, system: group.startsWith('system:') });
  }
  return { chips, more: 0 };
}
