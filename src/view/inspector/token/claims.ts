// What each field of a token means, in words. The words say what the API server does with it, not what a standard calls it.
import { isJsonObject, type Json, type JsonObject } from '../../../trace/json.ts';
import { readableTime, relativeTime } from './moments.ts';
import { claimText } from './token-parts.ts';

export interface ClaimRow {
  key: string;
  value: string;
  /** The whole value, when `value` is cut. */
  title?: string;
  meaning: string;
  /** `username`: becomes who you are. `wrong`: not what the server wants, or would have written. */
  tone?: 'username' | 'wrong';
}

const ALGORITHMS = new Map(
  Object.entries({
    RS256: 'RSA over SHA-256',
    RS384: 'RSA over SHA-384',
    RS512: 'RSA over SHA-512',
    ES256: 'ECDSA on P-256 over SHA-256',
    ES384: 'ECDSA on P-384 over SHA-384',
    ES512: 'ECDSA on P-521 over SHA-512',
    PS256: 'RSA-PSS over SHA-256',
    HS256: 'one shared secret; this server never accepts it',
    none: 'no signature; this server never accepts it',
  }),
);

export function headerRows(header: Json | undefined): ClaimRow[] {
  if (!isJsonObject(header)) return [];
  return Object.entries(header).map(([key, value]) => {
    const row = plain(key, value);
    if (key === 'alg') {
      if (typeof value !== 'string') return wrong(row, 'must be a text');
      const meaning = ALGORITHMS.get(value);
      if (meaning === undefined) return wrong(row, 'an algorithm this server does not know');
      return meaning.endsWith('never accepts it') ? wrong(row, meaning) : { ...row, meaning };
    }
    if (key === 'kid') return { ...row, meaning: 'names the signing key' };
    if (key === 'typ') return { ...row, meaning: 'says what this is; the server does not look' };
    return row;
  });
}

/** `now` in seconds since 1970. */
export function payloadRows(payload: Json | undefined, now: number): ClaimRow[] {
  if (!isJsonObject(payload)) return [];
  const rows: ClaimRow[] = [];
  const together = payload.iat !== undefined && payload.iat === payload.nbf;
  for (const [key, value] of Object.entries(payload)) {
    if (key === 'kubernetes.io' && isJsonObject(value)) rows.push(...boundRows(value, now));
    else if (key === 'nbf' && together) continue;
    else rows.push(claim(key === 'iat' && together ? 'iat, nbf' : key, value, payload, now));
  }
  return rows;
}

function claim(key: string, value: Json, payload: JsonObject, now: number): ClaimRow {
  const row = plain(key, value);
  switch (key) {
    case 'iss':
      return typeof value === 'string' ? { ...row, meaning: 'who made it; the server knows its own name' } : wrong(row, 'must be a text');
    case 'sub':
      if (typeof value !== 'string') return wrong(row, 'must be a text');
      return subject(row, value, payload);
    case 'aud':
      return typeof value === 'string' || (Array.isArray(value) && value.every((a) => typeof a === 'string'))
        ? { ...row, meaning: 'who may accept it' }
        : wrong(row, 'must be a text or a list of texts');
    case 'exp':
      return moment(row, value, now, 'expires');
    case 'nbf':
      return moment(row, value, now, 'valid from');
    case 'iat':
    case 'iat, nbf':
      return moment(row, value, now, '');
    case 'jti':
      return { ...row, meaning: 'serial number, for the audit log' };
    default:
      return { ...row, meaning: LEGACY.get(key) ?? '' };
  }
}

const OLD = 'kubernetes.io/serviceaccount/';

/** Claims of the old tokens that live in Secrets. */
const LEGACY = new Map(
  Object.entries({
    'kubernetes.io/serviceaccount/namespace': 'namespace of the service account',
    'kubernetes.io/serviceaccount/secret.name': 'the Secret it lives in; delete it and the token dies',
    'kubernetes.io/serviceaccount/service-account.name': 'name of the service account',
    'kubernetes.io/serviceaccount/service-account.uid': 'must be this very account, not a new one of the same name',
  }),
);

const BOUND = new Map(
  Object.entries({
    pod: 'delete it and the token dies',
    secret: 'delete it and the token dies',
    node: 'where the Pod runs',
    serviceaccount: 'its name becomes the username; must still exist, with this uid',
  }),
);

function boundRows(bound: JsonObject, now: number): ClaimRow[] {
  return Object.entries(bound).map(([key, value]) => {
    if (key === 'namespace') return { ...plain(key, value), meaning: 'namespace of the service account, a part of the username', tone: 'username' };
    if (key === 'warnafter') return moment(plain(key, value), value, now, 'from then on its use is warned of');
    const meaning = BOUND.get(key);
    if (!meaning) return plain(key, value);
    if (!isJsonObject(value)) return wrong(plain(key, value), 'must be an object with name and uid');
    const text = [value.name, value.uid].filter((v) => v !== undefined).map((v) => (typeof v === 'string' ? v : claimText(v, 40)));
    const made: Partial<ClaimRow> = key === 'serviceaccount' ? { tone: 'username' } : {};
    return { key, value: text.join(' '), title: JSON.stringify(value), meaning, ...made };
  });
}

function moment(row: ClaimRow, value: Json, now: number, words: string): ClaimRow {
  const readable = typeof value === 'number' ? readableTime(value, now) : undefined;
  if (typeof value !== 'number' || readable === undefined) return wrong(row, 'must be a number of seconds since 1970');
  const when = `${readable}, ${relativeTime(value, now)}`;
  return { ...row, meaning: words === '' || words === 'expires' || words === 'valid from' ? when : `${when}: ${words}` };
}

/** The API server makes the username of its own claims. It compares `sub` with them in legacy tokens only; in others it never looks there. */
function subject(row: ClaimRow, value: string, payload: JsonObject): ClaimRow {
  const bound = payload['kubernetes.io'];
  if (isJsonObject(bound)) {
    const name = isJsonObject(bound.serviceaccount) ? bound.serviceaccount.name : undefined;
    if (value === accountName(bound.namespace, name)) return { ...row, meaning: 'the username once more, for other readers' };
    return wrong(row, 'not the account under kubernetes.io. The server takes the username from there and never looks here; other readers do');
  }
  const { [`${OLD}namespace`]: namespace, [`${OLD}service-account.name`]: name } = payload;
  if (namespace === undefined && name === undefined)
    return { ...row, meaning: 'whom it speaks for; a provider’s token often has the username here', tone: 'username' };
  if (value === accountName(namespace, name)) return { ...row, meaning: 'becomes the username', tone: 'username' };
  return wrong(row, 'not the account this token names: the server refuses it');
}

const accountName = (namespace: Json | undefined, name: Json | undefined): string => `system:serviceaccount:${String(namespace)}:${String(name)}`;

function plain(key: string, value: Json): ClaimRow {
  const text = claimText(value);
  const whole = JSON.stringify(value);
  return { key, value: text, ...(text === whole ? {} : { title: whole }), meaning: '' };
}

const wrong = (row: ClaimRow, meaning: string): ClaimRow => ({ ...row, meaning, tone: 'wrong' });
