// What the server's desks say of themselves: words are looked up here by a stage's id and by a reason's code, never by a verdict or by prose.
import { DESKS } from '../../engine/apiserver/authn/chain.about.ts';
import type { AuthenticatorAbout } from '../../trace/about.ts';
import { within } from './names.ts';

const ABOUT: ReadonlyMap<string, AuthenticatorAbout> = new Map(DESKS.map((about) => [about.id, about]));

export const aboutOf = (id: string): AuthenticatorAbout | undefined => ABOUT.get(id);

/** The desks in the order in which they are asked, for the picture before any trace has named them. */
export const DESK_TITLES: readonly string[] = DESKS.map(({ title }) => title);

export interface Filling {
  who: string;
  reason: string;
  /** "so the next desk is asked". */
  next: string;
}

/** A sentence of an about-file with its names in it, at most 90 characters. */
export function filled(sentence: string, { who, reason, next }: Filling): string {
  return within(
    (name, why) =>
      sentence
        .replace('{next}', next)
        .replace('{who}', () => name)
        .replace('{reason}', () => why),
    who,
    reason,
  );
}
