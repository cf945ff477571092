import { describe, expect, test } from 'vitest';
import { minikubeWorld } from '../../base-worlds/minikube.ts';
import { createWorld } from '../../create-world.ts';
import { Headers } from '../../http/message.ts';
import type { WorldSpec } from '../../spec.ts';
import type { World } from '../../world.ts';

// Answers of a real kube-apiserver to arthur listing pods, who may act as any user, group and uid and with the extra key acme.io/x.
const RBAC = 'rbac.authorization.k8s.io';
const role = {
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'imp' },
  rules: [
    { verbs: ['impersonate-on:user-info:list'], apiGroups: [''], resources: ['pods'] },
    { verbs: ['impersonate:user-info'], apiGroups: ['authentication.k8s.io'], resources: ['users', 'groups', 'uids', 'userextras/acme.io/x'] },
  ],
};
const binding = {
  apiVersion: `${RBAC}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'imp' },
  subjects: [{ kind: 'User', name: 'arthur', apiGroup: RBAC }],
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'imp' },
};
const spec: WorldSpec = { ...minikubeWorld(), objects: [role, binding] };

async function listPods(world: World, headers: [string, string][]): Promise<string> {
  const exchange = await world.request({
    from: 'laptop',
    origin: 'https://192.168.49.2:8443',
    request: { method: 'GET', target: '/api/v1/pods', headers: new Headers([['Authorization', 'Bearer token1'], ...headers]), body: '' },
    tls: { ca: spec.pki.ca!.crt! },
  });
  if (!exchange.ok) throw new Error(exchange.failure.code);
  return `${exchange.response.status} ${(JSON.parse(exchange.response.body) as { message: string }).message}`;
}

const SCOPE = 'at the cluster scope';
const AS = 'in API group "authentication.k8s.io" at the cluster scope';
const EXTRA = `403 userextras.authentication.k8s.io is forbidden: User "arthur" cannot impersonate:user-info resource "userextras" ${AS}: impersonating`;
const cannot = (user: string, verb = 'list') => `403 pods is forbidden: User "${user}" cannot ${verb} resource "pods" in API group "" ${SCOPE}`;
const jane = (...more: [string, string][]): [string, string][] => [['Impersonate-User', 'jane'], ...more];

describe('arthur lists pods', () => {
  const made = createWorld(spec);
  test.each<[claim: string, headers: [string, string][], said: string]>([
    ['as himself', [], cannot('arthur')],
    ['as jane', jane(), cannot('jane')],
    ['with an extra he may use', jane(['Impersonate-Extra-acme.io%2fx', 'a']), cannot('jane')],
    ['with four groups', jane(['Impersonate-Group', 'a'], ['Impersonate-Group', 'b'], ['Impersonate-Group', 'c'], ['Impersonate-Group', 'd']), cannot('jane')],
    [
      'with an extra he may not use',
      jane(['Impersonate-Extra-acme%2fx', 'a']),
      `403 userextras.authentication.k8s.io "a" is forbidden: User "arthur" cannot impersonate:user-info resource "userextras/acme/x" ${AS}`,
    ],
    [
      'with a key without a domain',
      jane(['Impersonate-Extra-scopes', 'a']),
      `${EXTRA} an invalid key in extra is not allowed: extra.key: Invalid value: "scopes": must be a domain-prefixed path (such as "acme.io/foo")`,
    ],
    [
      'with a blank in the key',
      jane(['Impersonate-Extra-acme.io%2fa%20b', 'a']),
      `${EXTRA} an invalid key in extra is not allowed: extra.key: Invalid value: "a b": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`,
    ],
    [
      'with a domain that is none',
      jane(['Impersonate-Extra-ac_me%2fx', 'a']),
      `${EXTRA} an invalid key in extra is not allowed: extra.key: Invalid value: "ac_me": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
    ['with an empty key', jane(['Impersonate-Extra-', 'a']), `${EXTRA} the empty string key in extra is not allowed`],
    ['with an empty value', jane(['Impersonate-Extra-acme.io%2fx', '']), `${EXTRA} the empty string value in extra is not allowed`],
    [
      'with an empty group',
      jane(['Impersonate-Group', '']),
      `403 groups.authentication.k8s.io is forbidden: User "arthur" cannot impersonate:user-info resource "groups" ${AS}: impersonating the empty string group is not allowed`,
    ],
    [
      'as one of system:masters',
      jane(['Impersonate-Group', 'system:masters']),
      `403 groups.authentication.k8s.io "system:masters" is forbidden: User "arthur" cannot impersonate:user-info resource "groups" ${AS}: impersonating the system:masters group is not allowed`,
    ],
    [
      'with a group of nobody',
      [['Impersonate-Group', 'g']],
      '400 requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"g"}, Extra:map[string][]string(nil)} without impersonating a user name',
    ],
    [
      'with an extra of nobody',
      [['Impersonate-Extra-x', '']],
      '400 requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string(nil), Extra:map[string][]string{"x":[]string{""}}} without impersonating a user name',
    ],
    ['an empty user is nobody', [['Impersonate-User', '']], cannot('arthur')],
    ['an empty uid is nobody', [['Impersonate-Uid', '']], cannot('arthur')],
    ['other headers of that kind mean nothing', [['Impersonate-Foo', 'x']], cannot('arthur')],
    ['as a node', [['Impersonate-User', 'system:node:n1']], cannot('arthur', 'impersonate-on:arbitrary-node:list')],
    ['as a node that can be none', [['Impersonate-User', 'system:node:N1']], cannot('system:node:N1')],
    ['as a service account', [['Impersonate-User', 'system:serviceaccount:a:b']], cannot('arthur', 'impersonate-on:serviceaccount:list')],
  ])('%s', async (_claim, headers, said) => {
    expect(await listPods(await made, headers)).toBe(said);
  });
});
