// Models pkg/kubelet/token/token_manager.go: when a kubelet asks for the next token. Left out: jitter of up to ten seconds (a world repeats itself).

/** One projected token of a pod, as the kubelet remembers it. Never changed in place. */
export interface HeldToken {
  readonly volume: string;
  readonly path: string;
  readonly audience: string;
  /** As asked for. */
  readonly seconds: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  /** What the answer's status says: the kubelet does not look into the token, which may live longer. */
  readonly expiresAt: number;
  /** When the next one is asked for; undefined when nothing more will be tried. */
  readonly renewAt: number | undefined;
  /** The state of the world in which the last request for it was answered: as long as that stays, the next answer is no other. */
  readonly answeredIn: number | undefined;
  /** Renewals up to and with `renewAt` that are done as one. */
  readonly folded?: { readonly count: number; readonly first: number; readonly period: number };
}

const DAY = 86_400_000;
const RETRY = 60_000;

/** After 80 % of its life, or after a day when that comes first. */
export const renewalAfter = (seconds: number): number => Math.min(seconds * 800, DAY);

/** The token just issued. `granted` is the answer's lifetime in milliseconds. */
export function held(token: Pick<HeldToken, 'volume' | 'path' | 'audience' | 'seconds' | 'answeredIn'>, now: number, granted: number): HeldToken {
  return { ...token, issuedAt: now, expiresAt: now + granted, renewAt: now + renewalAfter(granted / 1000) };
}

/** A renewal that failed: the old one stays as long as it is good, and is tried again every minute. */
export function retried({ folded: _folded, ...token }: HeldToken, now: number): HeldToken {
  return { ...token, answeredIn: undefined, renewAt: now + RETRY < token.expiresAt ? now + RETRY : undefined };
}

/** As many renewals as there will be up to `until`, done as one at the moment of the last; when something has been written since, the next one shows first what comes of it. */
export function folded(token: HeldToken, until: number, state: number): HeldToken {
  if (token.renewAt === undefined || token.folded || token.answeredIn !== state) return token;
  const period = token.renewAt - token.issuedAt;
  const count = Math.floor((until - token.renewAt) / period) + 1;
  if (count < 2 || period < 1000) return token;
  return { ...token, renewAt: token.renewAt + (count - 1) * period, folded: { count, first: token.renewAt, period } };
}

/** Time ends at `now`, before the folded renewals were done: those that lie behind are done as one now. */
export function unfolded(token: HeldToken, now: number): HeldToken {
  const { folded: fold, ...rest } = token;
  if (!fold) return token;
  const count = Math.floor((now - fold.first) / fold.period) + 1;
  if (count < 1) return { ...rest, renewAt: fold.first };
  const renewAt = fold.first + (count - 1) * fold.period;
  return count < 2 ? { ...rest, renewAt } : { ...rest, renewAt, folded: { ...fold, count } };
}
