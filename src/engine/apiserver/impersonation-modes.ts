// Models staging/src/k8s.io/apiserver/pkg/endpoints/filters/impersonation/{mode,constrained_impersonation}.go: the ways in which somebody may act as another.
// Left out: the ten-second caches of successes (the checks are made anew each time; which mode succeeded last is remembered).
import type { RequestAttributes, UserInfo } from '../../trace/event.ts';
import { aggregate, goQuote } from '../http/go-format.ts';
import { splitAccountName } from './authn/token/service-account-name.ts';
import type { Authorization } from './authz/authorizer.ts';

/** Whom a request wants to act as; empty parts were not asked for. */
export interface Wanted {
  name: string;
  uid: string;
  groups: readonly string[];
  extra: Readonly<Record<string, readonly string[]>>;
}

export type Ask = (user: UserInfo, attributes: RequestAttributes) => Promise<Authorization>;

export interface Denial {
  /** What was asked of the authorizers when the answer was no. */
  attributes: RequestAttributes;
  user: UserInfo;
  why: string;
}

export type ModeName = 'associated-node' | 'arbitrary-node' | 'serviceaccount' | 'user-info' | 'legacy';

export interface Mode {
  name: ModeName;
  applies(wanted: Wanted, requestor: UserInfo): boolean;
}

const AUTHENTICATION = 'authentication.k8s.io';
const NODE_NAME = 'authentication.kubernetes.io/node-name';
const NODE_KEYS = 'authentication.kubernetes.io/associated-node-keys';
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MANY = 4;

export function nodeName(user: string): string | undefined {
  const name = user.startsWith('system:node:') ? user.slice('system:node:'.length) : '';
  return name !== '' && name.length <= 253 && SUBDOMAIN.test(name) ? name : undefined;
}

const nameOnly = (w: Wanted): boolean => w.uid === '' && !w.groups.length && !Object.keys(w.extra).length;

/** In the order in which they are tried, unless one has succeeded before for this requestor. */
export const MODES: readonly Mode[] = [
  {
    name: 'associated-node',
    applies(wanted, requestor) {
      const node = nodeName(wanted.name);
      const at = requestor.extra[NODE_NAME];
      return node !== undefined && nameOnly(wanted) && splitAccountName(requestor.name) !== undefined && at?.length === 1 && at[0] === node;
    },
  },
  { name: 'arbitrary-node', applies: (wanted) => nodeName(wanted.name) !== undefined && nameOnly(wanted) },
  { name: 'serviceaccount', applies: (wanted) => splitAccountName(wanted.name) !== undefined && nameOnly(wanted) },
  { name: 'user-info', applies: (wanted) => nodeName(wanted.name) === undefined && splitAccountName(wanted.name) === undefined },
  { name: 'legacy', applies: () => true },
];

type Item = Pick<RequestAttributes, 'apiGroup' | 'resource'> & Partial<RequestAttributes>;

const attributes = (verb: string, item: Item): RequestAttributes => ({
  isResourceRequest: true,
  verb,
  path: '',
  apiVersion: 'v1',
  subresource: '',
  namespace: '',
  name: '',
  ...item,
});

/** undefined when the mode allows it. */
export async function tryMode(mode: ModeName, wanted: Wanted, requestor: UserInfo, original: RequestAttributes, ask: Ask): Promise<Denial | undefined> {
  if (mode === 'legacy') return legacy(wanted, requestor, ask);
  const as = mode === 'associated-node' ? { ...requestor, extra: { [NODE_KEYS]: Object.keys(requestor.extra).sort() } } : requestor;
  const on = { ...original, verb: `impersonate-on:${mode}:${original.verb}` };
  return (await check(as, on, ask)) ?? identity(mode, wanted, as, ask);
}

async function check(user: UserInfo, asked: RequestAttributes, ask: Ask): Promise<Denial | undefined> {
  const answer = await ask(user, asked);
  if (answer.decision === 'allowed') return undefined;
  const why = answer.error ? (answer.reason ? `${answer.error}: ${answer.reason}` : answer.error) : answer.reason;
  return { attributes: asked, user, why };
}

async function identity(mode: ModeName, wanted: Wanted, user: UserInfo, ask: Ask): Promise<Denial | undefined> {
  const verb = `impersonate:${mode}`;
  const one = (item: Item) => check(user, attributes(verb, { ...item, apiGroup: AUTHENTICATION }), ask);
  const refuse = (item: Item, why: string): Denial => ({ attributes: attributes(verb, { ...item, apiGroup: AUTHENTICATION }), user, why });
  const apiGroup = AUTHENTICATION;

  const account = splitAccountName(wanted.name);
  const node = nodeName(wanted.name);
  const who: Item =
    mode === 'serviceaccount' && account
      ? { apiGroup, resource: 'serviceaccounts', namespace: account.namespace, name: account.name }
      : mode === 'associated-node' || mode === 'arbitrary-node'
        ? { apiGroup, resource: 'nodes', name: mode === 'associated-node' ? '*' : (node ?? '') }
        : { apiGroup, resource: 'users', name: wanted.name };
  const denied = (await one(who)) ?? (wanted.uid ? await one({ apiGroup, resource: 'uids', name: wanted.uid }) : undefined);
  if (denied) return denied;

  for (const group of wanted.groups) {
    if (group === '') return refuse({ apiGroup, resource: 'groups' }, 'impersonating the empty string group is not allowed');
    if (group === 'system:masters') return refuse({ apiGroup, resource: 'groups', name: group }, 'impersonating the system:masters group is not allowed');
  }
  const anyGroup = wanted.groups.length >= MANY && !(await one({ apiGroup, resource: 'groups', name: '*' }));
  for (const name of anyGroup ? [] : wanted.groups) {
    const no = await one({ apiGroup, resource: 'groups', name });
    if (no) return no;
  }

  const keys = Object.keys(wanted.extra).sort();
  for (const key of keys) {
    const why = extraProblem(key, wanted.extra[key] ?? []);
    if (why) return refuse({ apiGroup, resource: 'userextras' }, why);
  }
  const values = keys.reduce((n, key) => n + (wanted.extra[key]?.length ?? 0), 0);
  const anyExtra = (keys.length >= MANY || values >= MANY) && !(await one({ apiGroup, resource: 'userextras', subresource: '*', name: '*' }));
  for (const key of anyExtra ? [] : keys) {
    for (const name of wanted.extra[key] ?? []) {
      const no = await one({ apiGroup, resource: 'userextras', subresource: key, name });
      if (no) return no;
    }
  }
  return undefined;
}

function extraProblem(key: string, values: readonly string[]): string | undefined {
  if (key === '') return 'impersonating the empty string key in extra is not allowed';
  const wrong = pathProblems(key);
  if (wrong.length) return `impersonating an invalid key in extra is not allowed: ${aggregate(wrong)}`;
  if (key !== key.toLowerCase()) return `impersonating a non-lowercase key in extra is not allowed: ${goQuote(key)}`;
  if (!values.length) return 'impersonating empty values in extra is not allowed';
  if (values.includes('')) return 'impersonating the empty string value in extra is not allowed';
  return undefined;
}

const PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** apimachinery's IsDomainPrefixedPath, in its words. */
function pathProblems(key: string): string[] {
  const say = (value: string, why: string) => `extra.key: Invalid value: ${goQuote(value)}: ${why}`;
  const slash = key.indexOf('/');
  const [domain, path] = [key.slice(0, Math.max(0, slash)), key.slice(slash + 1)];
  if (slash < 0 || domain === '' || path === '') return [say(key, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const errors: string[] = [];
  if (domain.length > 253) errors.push(say(domain, 'must be no more than 253 bytes'));
  if (!SUBDOMAIN.test(domain)) errors.push(say(domain, SUBDOMAIN_TEXT));
  if (!new RegExp(`^${PATH}$`).test(path)) errors.push(say(path, `Invalid path (regex used for validation is '${PATH}')`));
  return errors;
}

async function legacy(wanted: Wanted, user: UserInfo, ask: Ask): Promise<Denial | undefined> {
  const account = splitAccountName(wanted.name);
  const items: Item[] = [
    account
      ? { apiGroup: '', resource: 'serviceaccounts', namespace: account.namespace, name: account.name }
      : { apiGroup: '', resource: 'users', name: wanted.name },
    ...(wanted.uid ? [{ apiGroup: AUTHENTICATION, resource: 'uids', name: wanted.uid }] : []),
    ...wanted.groups.map((name) => ({ apiGroup: '', resource: 'groups', name })),
    ...Object.keys(wanted.extra)
      .sort()
      .flatMap((key) => (wanted.extra[key] ?? []).map((name) => ({ apiGroup: AUTHENTICATION, resource: 'userextras', subresource: key, name }))),
  ];
  for (const item of items) {
    const no = await check(user, attributes('impersonate', item), ask);
    if (no) return no;
  }
  return undefined;
}

/** Who the request acts as once a mode has allowed it. */
export function impersonated(mode: ModeName, wanted: Wanted): UserInfo {
  const account = splitAccountName(wanted.name);
  const groups = [...wanted.groups];
  if (account && !groups.length) groups.push('system:serviceaccounts', `system:serviceaccounts:${account.namespace}`);
  if (mode === 'associated-node' || mode === 'arbitrary-node') groups.push('system:nodes');
  if (wanted.name === 'system:anonymous') {
    if (!groups.includes('system:unauthenticated')) groups.push('system:unauthenticated');
  } else if (!groups.includes('system:authenticated') && !groups.includes('system:unauthenticated')) groups.push('system:authenticated');
  return { name: wanted.name, uid: wanted.uid, groups, extra: Object.fromEntries(Object.entries(wanted.extra).map(([k, v]) => [k, [...v]])) };
}
