// What a request wants, in words and as a command that asks the same question again.
import type { PolicyRule, RequestAttributes, UserInfo } from '../../trace/event.ts';
import { ownGroups } from '../words/own-groups.ts';

/** "list namespaces" and ", cluster-wide". */
export function wants(a: RequestAttributes): { what: string; where: string } {
  if (!a.isResourceRequest) return { what: `${a.verb} ${a.path}`, where: ', no resource' };
  const group = a.apiGroup === '' ? '' : `.${a.apiGroup}`;
  const what = `${a.verb} ${a.resource}${group}${a.subresource === '' ? '' : `/${a.subresource}`}`;
  const name = a.name === '' ? '' : ` “${a.name}”`;
  return { what: what + name, where: a.namespace === '' ? ', cluster-wide' : `, in namespace ${a.namespace}` };
}

/** As a shell takes it: quoted only when it must be. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** kubectl's way to act as somebody. */
const as = (user: UserInfo): string[] => [`--as=${shellWord(user.name)}`, ...ownGroups(user).map((g) => `--as-group=${shellWord(g)}`)];

export function canICommand(user: UserInfo, a: RequestAttributes): string {
  const words = ['kubectl auth can-i', a.verb];
  if (a.isResourceRequest) {
    const resource = `${a.resource}${a.apiGroup === '' ? '' : `.${a.apiGroup}`}`;
    words.push(shellWord(a.name === '' ? resource : `${resource}/${a.name}`));
    if (a.subresource !== '') words.push(`--subresource=${shellWord(a.subresource)}`);
    if (a.namespace !== '') words.push(`-n ${shellWord(a.namespace)}`);
  } else words.push(shellWord(a.path));
  return [...words, ...as(user)].join(' ');
}

/** Whom the certificate in the laptop's kubeconfig names. */
const KUBECONFIG_USER = 'minikube-user';

/**
 * Asks the server who it takes the same credential for. A token goes without the kubeconfig, whose certificate would be asked first.
 * Undefined where a command cannot show the credential again: it has none, or only the caller holds it.
 */
export function whoAmICommand(desk: string | undefined, user: UserInfo, bearer: string | undefined): string | undefined {
  if (desk === 'authn.x509') return user.name === KUBECONFIG_USER ? 'kubectl auth whoami' : undefined;
  if (bearer === undefined || desk === 'authn.front-proxy') return undefined;
  return `kubectl --kubeconfig=/dev/null --server=https://192.168.49.2:8443 --certificate-authority ~/.minikube/ca.crt --token=${shellWord(bearer)} auth whoami`;
}

export interface RuleField {
  title: string;
  values: { text: string; hit: boolean }[];
}

/** The fields of a rule with the value that covers the request marked in each. */
export function ruleFields(rule: PolicyRule, a: RequestAttributes | undefined): RuleField[] {
  const fields: RuleField[] = [];
  const add = (title: string, values: readonly string[] | undefined, covers: (value: string, asked: RequestAttributes) => boolean): void => {
    if (!values || values.length === 0) return;
    const hit = a ? values.findIndex((v) => covers(v, a)) : -1;
    fields.push({ title, values: values.map((v, i) => ({ text: v === '' ? '"" (core)' : v, hit: i === hit })) });
  };
  add('verbs', rule.verbs, (v, asked) => v === '*' || v === asked.verb);
  if (!a || a.isResourceRequest) {
    add('apiGroups', rule.apiGroups, (v, asked) => v === '*' || v === asked.apiGroup);
    add('resources', rule.resources, (v, asked) => {
      const combined = asked.subresource === '' ? asked.resource : `${asked.resource}/${asked.subresource}`;
      return v === '*' || v === combined || (asked.subresource !== '' && v === `*/${asked.subresource}`);
    });
    add('resourceNames', rule.resourceNames, (v, asked) => v === asked.name);
  }
  if (!a?.isResourceRequest) {
    add(
      'nonResourceURLs',
      rule.nonResourceURLs,
      (v, asked) => v === '*' || v === asked.path || (v.endsWith('*') && asked.path.startsWith(v.slice(0, -1).replace(/\*+$/, ''))),
    );
  }
  return fields;
}

/** The bearer token of an Authorization header; undefined without one. */
export function bearerOf(headers: readonly (readonly [string, string])[]): string | undefined {
  const header = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return /^bearer\s+(\S.*)$/i.exec(header?.trim() ?? '')?.[1];
}

/** "one desk", "seven desks". */
export const counted = (n: number, one: string): string => `${NUMBERS[n] ?? n} ${one}${n === 1 ? '' : 's'}`;
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
