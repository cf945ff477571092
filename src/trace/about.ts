// What a desk of the server says of itself. An about-file stands beside each desk, holds nothing but such data, and is all that the view sees of it.
import type { Verdict } from './event.ts';

/**
 * A sentence of at most 90 characters once it is filled: {who} is the name on the badge, {what} what is asked for, {reason} the desk's own few words, {next} "so the
 * next desk is asked" or "and nobody is left to ask".
 */
export type Sentence = string;

export interface DeskAbout {
  /** Stage id in the trace: "authn.static-token-file". */
  readonly id: string;
  /** As on the desk: "Static token file". */
  readonly title: string;
  /** As in the scrubber, where there is no room: "token file". */
  readonly short: string;
  readonly blurb: string;
  /** Path in the Kubernetes tree. */
  readonly upstream: string;
  readonly flags: readonly string[];
  /** What it may say: the edges that leave its desk. */
  readonly answers: readonly Verdict[];
  /** One sentence for each reason that it may give, by the reason's code. */
  readonly says: Readonly<Record<string, Sentence>>;
}

export interface AuthenticatorAbout extends DeskAbout {
  /** How it knew the caller: "by your client certificate". Absent: by the bearer token. */
  readonly by?: string;
  /** Its checks, short enough to stand side by side under the desk where they failed. */
  readonly checks?: Readonly<Record<string, string>>;
  /** Why a server may not have it, where that is no choice of its owner's. */
  readonly absent?: string;
}

/** The codes of an about-file: an answer may carry no other. */
export type CodeOf<About extends DeskAbout> = keyof About['says'] & string;

/** The code of an error that is none to who looks on: what was shown was meant for another desk, and the server asks on. */
export const NOT_MINE = 'not-mine';
