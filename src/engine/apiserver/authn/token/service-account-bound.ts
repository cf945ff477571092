// Models pkg/serviceaccount/claims.go (validator.Validate): a bound token is good as long as its time, its account and its objects are.
// Left out: audit annotations of stale tokens (the note of the trace says it), the lister in front of the store (it is never behind here).
import type { UserInfo } from '../../../../trace/event.ts';
import { goQuote } from '../../../http/go-format.ts';
import { parseRfc3339 } from '../../../http/go-time.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { BoundClaims, Claims } from './claims.ts';
import type { ServiceAccountCode } from './service-account.about.ts';

export interface Lookup {
  get(resource: string, namespace: string, name: string): KubeObject | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** Changes labels of an object in the store, as the server's own patch does. */
  label(resource: string, namespace: string, name: string, labels: Record<string, string>): void;
}

export type Validation =
  /** `annotations` are for the audit log. */
  | { ok: true; user: UserInfo; passed: { check: string; detail: string }[]; warnings?: string[]; annotations?: Record<string, string> }
  | { ok: false; check: 'time' | 'account and bound objects'; code: ServiceAccountCode; error: string; reason: string };

const LEEWAY = 60_000;
const EXTRA = 'authentication.kubernetes.io/';
const OBJECTS = 'account and bound objects';

const failed = (code: ServiceAccountCode, error: string, reason: string): Validation => ({ ok: false, check: OBJECTS, code, error, reason });

/** Whether the object has been deleted for longer than the leeway. */
export function gone(object: KubeObject, now: number): boolean {
  const { deletionTimestamp } = object.metadata;
  const at = deletionTimestamp === undefined ? undefined : parseRfc3339(deletionTimestamp);
  return at !== undefined && at < now - LEEWAY;
}

export function validateBound(lookup: Lookup, claims: Claims, own: BoundClaims): Validation {
  const now = lookup.now();
  const time = checkTime(claims, now);
  if (time) return time;

  const { namespace, serviceaccount } = own;
  const path = pathProblem('namespace', namespace) ?? (serviceaccount.name === '' ? undefined : pathProblem('resource name', serviceaccount.name));
  if (path) return failed('names-no-account', path, 'names no account');
  if (serviceaccount.name === '') return failed('names-no-account', 'resource name may not be empty', 'names no account');
  if (namespace === '') return failed('names-no-namespace', 'the server could not find the requested resource', 'names no namespace');
  const account = lookup.get('serviceaccounts', namespace, serviceaccount.name);
  if (!account) return failed('account-not-found', `serviceaccounts ${goQuote(serviceaccount.name)} not found`, 'account not found');
  if (gone(account, now)) return failed('account-deleted', `service account ${namespace}/${serviceaccount.name} has been deleted`, 'account deleted');
  const uid = account.metadata.uid ?? '';
  if (uid !== serviceaccount.uid) {
    return failed('account-made-anew', `service account UID (${uid}) does not match claim (${serviceaccount.uid})`, 'account was made anew');
  }
  const passed = [
    { check: 'time', detail: claims.exp === undefined ? 'never expires' : `good until ${stamp(claims.exp)}, and 60 s more` },
    { check: OBJECTS, detail: `serviceaccount ${namespace}/${serviceaccount.name}` },
  ];

  const bound: [ref: 'secret' | 'pod', resource: string][] = [
    ['secret', 'secrets'],
    ['pod', 'pods'],
  ];
  for (const [ref, resource] of bound) {
    const claim = own[ref];
    if (!claim) continue;
    const object = lookup.get(resource, namespace, claim.name);
    if (!object || gone(object, now)) return failed('object-gone', 'service account token has been invalidated', `${ref} ${claim.name} is gone`);
    if (object.metadata.uid !== claim.uid) {
      return failed(
        'object-made-anew',
        `${ref} UID (${object.metadata.uid ?? ''}) does not match service account ${ref} ref claim (${claim.uid})`,
        `${ref} was made anew`,
      );
    }
    passed.push({ check: OBJECTS, detail: `${ref} ${claim.name}` });
  }
  if (own.node && !own.pod) {
    const node = lookup.get('nodes', '', own.node.name);
    if (!node || gone(node, now)) return failed('object-gone', 'service account token has been invalidated', `node ${own.node.name} is gone`);
    if (node.metadata.uid !== own.node.uid) {
      return failed(
        'object-made-anew',
        `node UID (${node.metadata.uid ?? ''}) does not match service account node ref claim (${own.node.uid})`,
        'node was made anew',
      );
    }
    passed.push({ check: OBJECTS, detail: `node ${own.node.name}` });
  }
  if (own.warnafter && Math.floor(now / 1000) > own.warnafter) {
    const late = Math.floor(now / 1000) - own.warnafter;
    passed.push({ check: 'time', detail: `stale: should have been renewed ${late} s ago` });
    const annotations = { 'authentication.k8s.io/stale-token': `subject: ${claims.sub}, seconds after warning threshold: ${late}` };
    return { ok: true, user: userOf(claims, own, uid), passed, annotations };
  }
  return { ok: true, user: userOf(claims, own, uid), passed };
}

/** What the client library refuses to put into a path. */
function pathProblem(what: string, segment: string): string | undefined {
  const problems =
    segment === '.' || segment === '..' ? [`may not be '${segment}'`] : ['/', '%'].filter((c) => segment.includes(c)).map((c) => `may not contain '${c}'`);
  return problems.length ? `invalid ${what} ${goQuote(segment)}: [${problems.join(' ')}]` : undefined;
}

function checkTime(claims: Claims, now: number): Validation | undefined {
  const no = (code: ServiceAccountCode, error: string, reason: string): Validation => ({ ok: false, check: 'time', code, error, reason });
  if (claims.exp !== undefined && now - LEEWAY > claims.exp * 1000) return no('expired', 'service account token has expired', 'expired');
  if (claims.nbf !== undefined && now + LEEWAY < claims.nbf * 1000) return no('not-yet-valid', 'service account token is not valid yet', 'not valid yet');
  if (claims.iat !== undefined && now + LEEWAY < claims.iat * 1000)
    return no('issued-in-the-future', 'service account token is issued in the future', 'issued in the future');
  return undefined;
}

export function stamp(seconds: number): string {
  const ms = seconds * 1000;
  return Math.abs(ms) > 8.64e15 ? `${seconds} s after 1970` : new Date(ms).toISOString().replace('.000Z', 'Z');
}

export function accountUser(namespace: string, name: string, uid: string): UserInfo {
  return { name: `system:serviceaccount:${namespace}:${name}`, uid, groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`], extra: {} };
}

function userOf(claims: Claims, own: BoundClaims, uid: string): UserInfo {
  const user = accountUser(own.namespace, own.serviceaccount.name, uid);
  if (claims.jti) user.extra[`${EXTRA}credential-id`] = [`JTI=${claims.jti}`];
  if (own.pod?.name && own.pod.uid) {
    user.extra[`${EXTRA}pod-name`] = [own.pod.name];
    user.extra[`${EXTRA}pod-uid`] = [own.pod.uid];
  }
  if (own.node?.name) {
    user.extra[`${EXTRA}node-name`] = [own.node.name];
    if (own.node.uid) user.extra[`${EXTRA}node-uid`] = [own.node.uid];
  }
  return user;
}
