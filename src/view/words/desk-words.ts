// One sentence for each answer of each desk. A desk that is not in the table gets a sentence from its title.

import type { Evidence } from '../../trace/event.ts';
import { type DeskView, NOT_A_PROXY, type Snapshot } from '../../trace/fold.ts';
import { isJsonObject, type Json } from '../../trace/json.ts';
import { callName, inSentence, within } from './names.ts';

type Say = (desk: DeskView, snapshot: Snapshot) => string;

/** Who the desk says this is; the badge itself may be put on only by the gate's next step. */
function named(desk: DeskView, snapshot: Snapshot): string {
  for (const evidence of desk.evidence) {
    if (evidence.type === 'csv-row' || evidence.type === 'user') return callName(evidence.user);
    if (evidence.type === 'jwt') return subject(evidence) ?? callName(snapshot.user);
    if (evidence.type === 'certificate') return evidence.chain[0]?.commonName ?? callName(snapshot.user);
  }
  return snapshot.user ? callName(snapshot.user) : desk.reason || 'somebody';
}

const field = (value: Json | undefined, key: string): Json | undefined => (isJsonObject(value) ? value[key] : undefined);

type Jwt = Extract<Evidence, { type: 'jwt' }>;

function subject({ payload }: Jwt): string | undefined {
  const sub = field(payload, 'sub');
  return typeof sub === 'string' ? (sub.split(':').at(-1) ?? sub) : undefined;
}

/** A token that names a Pod speaks for that Pod; any other speaks for the account alone. */
function isBoundToPod(desk: DeskView): boolean {
  return desk.evidence.some((evidence) => evidence.type === 'jwt' && field(field(evidence.payload, 'kubernetes.io'), 'pod') !== undefined);
}

const RECOGNISED: Record<string, Say> = {
  'authn.static-token-file': (desk, s) => within((who) => `The static token file knows this token: it belongs to ${who}.`, named(desk, s)),
  'authn.service-account': (desk, s) =>
    isBoundToPod(desk)
      ? within((who) => `The signature is valid, so the token speaks for the Pod: it is ${who}.`, named(desk, s))
      : within((who) => `The signature is valid, so the token speaks for the service account ${who}.`, named(desk, s)),
  'authn.x509': (desk, s) => within((who) => `A CA the server trusts signed your certificate, so you are ${who}.`, named(desk, s)),
  'authn.front-proxy': (desk, s) => within((who) => `A front proxy with a good certificate vouches for you: you are ${who}.`, named(desk, s)),
  'authn.bootstrap': (desk, s) => within((who) => `A Secret in kube-system holds this bootstrap token, so you are ${who}.`, named(desk, s)),
  'authn.oidc': (desk, s) => within((who) => `The issuer's signature is valid, so the token speaks for ${who}.`, named(desk, s)),
  'authn.webhook': (desk, s) => within((who) => `The webhook knows this token: it belongs to ${who}.`, named(desk, s)),
  'authn.anonymous': (desk, s) => within((who) => `You showed nothing, so you get the blank badge: ${who}.`, named(desk, s)),
};

const NOT_MINE: Record<string, string> = {
  'authn.front-proxy': 'No front proxy speaks for you',
  'authn.x509': 'You sent no client certificate',
  'authn.static-token-file': 'The static token file has no line for this token',
  'authn.service-account': 'This is no token of a service account',
  'authn.bootstrap': 'This does not have the shape of a bootstrap token',
  'authn.oidc': 'No issuer this server trusts made this token',
  'authn.webhook': 'The webhook says this token is not one of its own',
  'authn.anonymous': 'This server takes no anonymous requests here',
};

const ERROR: Record<string, string> = {
  'authn.front-proxy': 'The front proxy is not believed',
  'authn.x509': 'Your client certificate is not believed',
  'authn.service-account': 'This service account token is refused',
  'authn.bootstrap': 'This bootstrap token is refused',
  'authn.oidc': 'This token of a trusted issuer is refused',
  'authn.webhook': 'The webhook gave no usable answer',
};

export function deskSentence(desk: DeskView, snapshot: Snapshot, isLast: boolean): string {
  const { standing, title, reason, id } = desk;
  if (standing === 'recognised') return RECOGNISED[id]?.(desk, snapshot) ?? within((t, who) => `${t} knows you: you are ${who}.`, title, named(desk, snapshot));
  if (standing === 'no-opinion') {
    const next = isLast ? 'and nobody is left to ask' : 'so the next desk is asked';
    if (reason === NOT_A_PROXY) return `Your certificate is not a front proxy’s, ${next}.`;
    const known = id === 'authn.x509' && reason !== '' && !reason.includes('no certificate') ? undefined : NOT_MINE[id];
    return known ? `${known}, ${next}.` : within((t, why) => `${t} has no opinion${why ? ` (${why})` : ''}, ${next}.`, title, reason);
  }
  if (standing === 'error') {
    const known = ERROR[id];
    if (!reason) return known ? `${known}, so there is no badge for it.` : within((t) => `${t} reports an error, so there is no badge for you.`, title);
    return known ? within((why) => `${known}: ${why}.`, reason) : within((t, why) => `${t} reports an error: ${why}.`, title, reason);
  }
  return within((t) => `The desk for ${inSentence(t)} reads the request.`, title);
}
