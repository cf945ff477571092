import { describe, expect, it } from 'vitest';
import { ask, NOW, webhookWorld } from '../apiserver/webhooks/testing/webhook-world.ts';
import { janeRequest, nodeRequest, sanRequest, servingRequest } from '../crypto/testing/requests.ts';
import { parseCertificate } from '../crypto/x509.ts';
import type { World } from '../world.ts';

const PATH = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
const CLIENT = 'kubernetes.io/kube-apiserver-client';
const TOKENS = 'n1,system:node:n1,1,system:nodes\nboot,system:bootstrap:abc,2,system:bootstrappers\nt,ada,3,dev\n';
const world = (controllers = true, flags: Record<string, string> = {}) =>
  webhookWorld({ flags: { 'token-auth-file': 'tokens', ...flags }, files: { tokens: TOKENS }, controllers });

const request = (pem: string, more: Record<string, unknown> = {}, name = 'r') => ({
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: { name },
  spec: { request: btoa(pem), signerName: CLIENT, usages: ['client auth'], ...more },
});

type Asks = { token?: string; cert?: string };
const create = (w: World, body: unknown, who: Asks = { cert: 'admin' }) => ask(w, PATH, { method: 'POST', body, ...who });
const get = async (w: World) =>
  (await ask(w, `${PATH}/r`, { cert: 'admin' })).json as { status: { certificate?: string; conditions?: Record<string, string>[] } };

async function decide(w: World, conditions: unknown[], { subresource = 'approval', who = { cert: 'admin' } as Asks, status = {} } = {}) {
  const object = await get(w);
  return ask(w, `${PATH}/r/${subresource}`, { method: 'PUT', body: { ...object, status: { ...object.status, conditions, ...status } }, ...who });
}
const approved = { type: 'Approved', status: 'True', reason: 'Test', message: 'ok' };
const denied = { type: 'Denied', status: 'True', reason: 'Test', message: 'no' };

/** The certificate of a request that is created and approved. */
async function issued(pem: string, more: Record<string, unknown> = {}) {
  const w = await world();
  await create(w, request(pem, more));
  await decide(w, [approved]);
  const { status } = await get(w);
  const text = status.certificate ? atob(status.certificate) : '';
  const parsed = text ? await parseCertificate(text) : undefined;
  return { w, text, status, facts: parsed?.ok ? parsed.certificate.facts : undefined };
}

describe('a signed certificate', () => {
  it('opens the door of this server', async () => {
    const { w, text } = await issued(janeRequest);
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const { status, json } = await ask(w, '/apis/authentication.k8s.io/v1/selfsubjectreviews', { method: 'POST', pem: text, body });
    expect([status, json.status]).toMatchObject([201, { userInfo: { username: 'jane', groups: ['dev', 'system:authenticated'] } }]);
  });
  it('is for a P-256 key as well', async () => {
    const { facts } = await issued(sanRequest);
    expect(facts).toMatchObject({
      subject: 'CN=jane,O=dev',
      dnsNames: ['a.example'],
      ipAddresses: ['10.0.0.1'],
      extendedKeyUsage: ['client auth'],
      isCA: false,
    });
  });
  it('lives a year, both ends five minutes back', async () => {
    const { facts } = await issued(janeRequest);
    expect([facts?.notBefore, facts?.notAfter]).toEqual(['2026-11-23T22:35:00Z', '2027-11-23T22:35:00Z']);
  });
  it('lives as long as was asked when that is short', async () => {
    const { facts } = await issued(janeRequest, { expirationSeconds: 600 });
    expect(facts?.notAfter).toBe('2026-11-23T22:50:00Z');
  });
  it('outlives its request', async () => {
    const { w, text } = await issued(janeRequest);
    await ask(w, `${PATH}/r`, { method: 'DELETE', cert: 'admin' });
    const { json } = await ask(w, '/api/v1/pods', { pem: text });
    expect(json.message).toMatch('User "jane" cannot list');
  });
  it('is the same in the same world', async () => {
    expect((await issued(janeRequest)).text).toBe((await issued(janeRequest)).text);
  });
});

describe('what is not signed', () => {
  const failed = async (pem: string, more: Record<string, unknown>) => {
    const { status } = await issued(pem, more);
    return status.certificate ? 'signed' : (status.conditions?.find((c) => c.type === 'Failed')?.message ?? 'left alone');
  };
  const SERVING = 'kubernetes.io/kubelet-serving';
  const KUBELET = 'kubernetes.io/kube-apiserver-client-kubelet';
  const both = ['client auth', 'digital signature'];
  const rows: [string, string, Record<string, unknown>, string][] = [
    ['a server usage', janeRequest, { usages: ['client auth', 'server auth'] }, 'invalid usage for client certificate: server auth'],
    ['no client usage', janeRequest, { usages: ['digital signature'] }, 'missing required usage for client certificate: client auth'],
    ['a kubelet of no node', janeRequest, { signerName: KUBELET, usages: both }, 'subject organization is not system:nodes'],
    ['a kubelet client with names', servingRequest, { signerName: KUBELET, usages: both }, 'DNS subjectAltNames are not allowed'],
    ['a kubelet server without', nodeRequest, { signerName: SERVING, usages: ['server auth'] }, 'DNS or IP subjectAltName is required'],
    [
      'other usages of a kubelet',
      nodeRequest,
      { signerName: KUBELET, usages: ['client auth'] },
      'usages did not match [client auth digital signature key encipherment]',
    ],
    ['somebody else’s signer', janeRequest, { signerName: 'example.com/mine' }, 'left alone'],
    ['all is well', servingRequest, { signerName: SERVING, usages: ['server auth', 'digital signature'] }, 'signed'],
  ];
  it.each(rows)('%s', async (_, pem, more, said) => {
    expect(await failed(pem, more)).toBe(said);
  });
  it('what was denied', async () => {
    const w = await world();
    await create(w, request(janeRequest));
    await decide(w, [denied]);
    expect((await get(w)).status.certificate).toBeUndefined();
  });
  it('anything without controllers', async () => {
    const w = await world(false);
    await create(w, request(janeRequest));
    await decide(w, [approved]);
    expect((await get(w)).status.certificate).toBeUndefined();
  });
});

describe('a kubelet’s own certificate', () => {
  const spec = { signerName: 'kubernetes.io/kube-apiserver-client-kubelet', usages: ['client auth', 'digital signature'] };
  const bind = async (w: World, role: string, subject: { kind: string; name: string }) => {
    const group = 'rbac.authorization.k8s.io';
    const body = {
      apiVersion: `${group}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'b' },
      subjects: [{ ...subject, apiGroup: group }],
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: role },
    };
    await ask(w, `/apis/${group}/v1/clusterrolebindings`, { method: 'POST', cert: 'admin', body });
  };
  it('is renewed by itself where the right is bound', async () => {
    const w = await world();
    await bind(w, 'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient', { kind: 'Group', name: 'system:nodes' });
    expect((await create(w, request(nodeRequest, spec), { token: 'n1' })).status).toBe(201);
    const { status } = await get(w);
    expect(status.conditions).toMatchObject([
      {
        reason: 'AutoApproved',
        message: 'Auto approving self kubelet client certificate after SubjectAccessReview.',
        lastUpdateTime: NOW,
        lastTransitionTime: NOW,
      },
    ]);
    expect(status.certificate).toBeDefined();
  });
  it('waits where it is not', async () => {
    const w = await world();
    await create(w, request(nodeRequest, spec), { token: 'n1' });
    expect((await get(w)).status).toEqual({});
  });
  it('NodeRestriction lets a kubelet ask for itself alone', async () => {
    const w = await world(true, { 'enable-admission-plugins': 'NodeRestriction' });
    const other = await create(w, request(janeRequest, spec), { token: 'n1' });
    expect([other.status, other.json.message]).toEqual([
      403,
      'certificatesigningrequests.certificates.k8s.io "r" is forbidden: can only create a node CSR with CN=system:node:n1',
    ]);
    expect((await create(w, request(nodeRequest, spec), { token: 'n1' })).status).toBe(201);
  });
});

describe('what the API refuses', () => {
  const INVALID = 'CertificateSigningRequest.certificates.k8s.io "r" is invalid: ';
  const rows: [string, Record<string, unknown>, string][] = [
    ['a usage twice', { usages: ['client auth', 'client auth'] }, 'spec.usages[1]: Duplicate value: "client auth"'],
    ['no signer', { signerName: undefined }, 'spec.signerName: Required value'],
    ['a signer of one word', { signerName: 'a/b' }, 'spec.signerName: Invalid value: "a": should be a domain with at least two segments separated by dots'],
    [
      'the old signer',
      { signerName: 'kubernetes.io/legacy-unknown' },
      'spec.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
    ],
  ];
  it.each(rows)('%s', async (_, more, text) => {
    const { status, json } = await create(await world(), request(janeRequest, more));
    expect([status, json.message]).toEqual([422, INVALID + text]);
  });

  async function afterApproval() {
    const w = await world(false);
    await create(w, request(janeRequest));
    await decide(w, [approved]);
    return w;
  }
  const message = async (answer: Promise<{ status: number; json: Record<string, unknown> }>) => {
    const { status, json } = await answer;
    return [status, json.message];
  };
  it('taking an approval back', async () => {
    const text = 'status.conditions: Forbidden: updates may not remove a condition of type "Approved"';
    expect(await message(decide(await afterApproval(), []))).toEqual([422, INVALID + text]);
  });
  it('approving through the status', async () => {
    const w = await world(false);
    await create(w, request(janeRequest));
    const text = 'status.conditions: Forbidden: updates may not add a condition of type "Approved"';
    expect(await message(decide(w, [approved], { subresource: 'status' }))).toEqual([422, INVALID + text]);
  });
  it('a certificate that is none', async () => {
    const text = 'status.certificate: Invalid value: "<certificate data>": only CERTIFICATE PEM blocks are allowed, found "X"';
    const status = { certificate: btoa('-----BEGIN X-----\nAAAA\n-----END X-----\n') };
    const w = await afterApproval();
    const { conditions = [] } = (await get(w)).status;
    expect(await message(decide(w, conditions, { subresource: 'status', status }))).toEqual([422, INVALID + text]);
  });
  it('another spec, quietly: the old one stays', async () => {
    const w = await world(false);
    await create(w, request(janeRequest));
    const object = (await get(w)) as unknown as { spec: Record<string, unknown> };
    const { status, json } = await ask(w, `${PATH}/r`, { method: 'PUT', cert: 'admin', body: { ...object, spec: { ...object.spec, signerName: 'a.b/c' } } });
    expect([status, json.spec]).toEqual([200, object.spec]);
  });
  it('names of others in the spec, quietly: the server writes who asks', async () => {
    const { json } = await create(await world(), request(janeRequest, { username: 'eve', groups: ['system:masters'] }));
    expect(json.spec).toMatchObject({ username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] });
  });
});
