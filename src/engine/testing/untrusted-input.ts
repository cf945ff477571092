// What people paste and send, spoiled in all the ways one can think of: the properties that `npm test` tries 100,000 times each and
// `npm run fuzz` as often as FUZZ_RUNS says. One whole number makes one input, so a counterexample is that number.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import pki from '../../../e2e/conformance/cases/pki.json';
import type { PolicyRule, RequestAttributes } from '../../trace/event.ts';
import { readAuthenticationConfig } from '../apiserver/authentication-config.ts';
import { readIdToken } from '../apiserver/authn/jwt/go-values.ts';
import { bearerToken, websocketToken } from '../apiserver/authn/request/bearer-token.ts';
import { unescapeKey } from '../apiserver/authn/request/front-proxy.ts';
import { ClaimError, glanceAtIssuer, readBoundClaims, readClaims, readLegacyClaims, refuseRepeated } from '../apiserver/authn/token/claims.ts';
import { readCsv } from '../apiserver/authn/token/csv.ts';
import { readTokenFile } from '../apiserver/authn/token/static-token-file.ts';
import { readAuthorizationConfiguration } from '../apiserver/authz/configuration.ts';
import { readPolicies } from '../apiserver/authz/modes/abac.ts';
import { ruleAllows } from '../apiserver/authz/rbac/rule-match.ts';
import { parseRequest } from '../apiserver/filters/request-info.ts';
import { readWebhookKubeconfig } from '../apiserver/webhooks/kubeconfig.ts';
import { celEnvironment } from '../cel/cel.ts';
import { parseCertificateRequest } from '../crypto/certificate-request.ts';
import { inside, readDer } from '../crypto/der.ts';
import { looseUtf8, pemBlocks, toBase64, toBase64Url, utf8 } from '../crypto/encoding.ts';
import { parseJson, parseJws } from '../crypto/jws.ts';
import { parseCertificate } from '../crypto/x509.ts';
import { Headers } from '../http/message.ts';
import { evaluate } from '../parties/aws/evaluate.ts';
import { podIdentityWebhook } from '../parties/aws/pod-identity-webhook.ts';
import { readPolicy } from '../parties/aws/policy-document.ts';
import type { PartyContext } from '../parties/party.ts';
import { Random } from './random-choices.ts';

type Check = (random: Random) => void | Promise<void>;

const CSV = ['token1,arthur,1,"admin,dev,qa"\ntoken2,ford,2\n', 'a,"b""c",d\r\n\r\n"x\ny",1,2,g', ' t , u , 3 ,""\n'];
const CSV_PIECES = ['"', '""', ',', '\n', '\r\n', '\r', '"\n', '\ufeff', 'é', '\0', '𝒳'];

const csv: Check = (random) => {
  const text = random.spoil(CSV, CSV_PIECES);
  const { error } = readCsv(text);
  const lines = text.split('\n').length;
  if (error) expect(error.line >= 1 && error.line <= lines && error.column >= 1, text).toBe(true);
  const read = readTokenFile('/f', text);
  if (error) expect(read.ok, text).toBe(false);
};

const CERTIFICATES = [pki.admin.crt, pki['x-utf8'].crt, pki['client-ca'].crt];
const ders = CERTIFICATES.flatMap((pem) => pemBlocks(pem, 'CERTIFICATE').map(({ der }) => der));
const pem = (der: Uint8Array, label: string) => `-----BEGIN ${label}-----\n${toBase64(der)}\n-----END ${label}-----\n`;

const der: Check = (random) => {
  const bytes = random.spoilBytes(ders);
  const open = [readDer(bytes)];
  for (let i = 0; i < open.length && i < 30; i++) {
    const node = open[i];
    if (node) open.push(...(inside(node) ?? []));
  }
  if (!random.chance(4)) return;
  const request = parseCertificateRequest(pem(bytes, 'CERTIFICATE REQUEST'));
  expect(request.ok || request.error.length > 0).toBe(true);
};

/** Spoiled bytes in a good envelope, then a spoiled envelope. */
const certificate: Check = async (random) => {
  const text = random.chance(4) ? random.spoil(CERTIFICATES, ['-----', 'BEGIN', '\n', '=', ' ']) : pem(random.spoilBytes(ders), 'CERTIFICATE');
  for (const block of pemBlocks(text, 'CERTIFICATE')) {
    const parsed = await parseCertificate(block.pem);
    if (!parsed.ok) expect(parsed.error).toBe('x509: malformed certificate');
  }
};

const CLAIMS = [
  { iss: 'https://kubernetes.default.svc.cluster.local', aud: ['a'], exp: 1_800_000_000, iat: 1, nbf: 1, sub: 's', jti: 'j' },
  { iss: 'i', aud: 'a', 'kubernetes.io': { namespace: 'n', serviceaccount: { name: 'x', uid: 'u' }, pod: { name: 'p', uid: 'q' }, warnafter: 5 } },
  { iss: 'kubernetes/serviceaccount', 'kubernetes.io/serviceaccount/namespace': 'n', 'kubernetes.io/serviceaccount/service-account.name': 'x' },
  { iss: 'i', exp: '1e400', aud: 5, email_verified: 'yes', _claim_names: { groups: 's' }, _claim_sources: { s: {} } },
].map((c) => JSON.stringify(c));
const JSON_PIECES = ['{', '}', '[', ']', '"', ':', ',', 'null', 'true', '1e999', '-0', '1.5', '"exp":', '{}', '[]', '\\u0000', '\\ud800', '"iss":1,', '\t'];
const HEADERS = ['{"alg":"RS256","kid":"k"}', '{"alg":"none"}', '{"alg":"ES256","jwk":{"kty":"EC"},"crit":["x"]}'];

const jwt: Check = (random) => {
  const header = random.spoil(HEADERS, JSON_PIECES);
  const payload = random.spoil(CLAIMS, JSON_PIECES);
  const made = `${toBase64Url(utf8(header))}.${toBase64Url(utf8(payload))}.AAAA`;
  const jws = parseJws(random.chance(3) ? random.spoil([made], ['.', '=', 'A', '-', '_', '/', '+', ' ']) : made);
  const text = jws ? looseUtf8(jws.payload) : payload;
  const claims = parseJson(text);
  if (claims === undefined) return;
  glanceAtIssuer(claims);
  readIdToken(claims);
  for (const read of [readClaims, readBoundClaims, readLegacyClaims, () => refuseRepeated(text, claims)])
    try {
      read(claims);
    } catch (error) {
      if (!(error instanceof ClaimError)) throw error;
    }
};

const TARGETS = [
  '/api/v1/namespaces/dev/pods/web/log?follow=1',
  '/apis/apps/v1/deployments?watch=true&fieldSelector=metadata.name%3Dx',
  '/healthz',
  '/api/v1/watch/pods',
];
const TARGET_PIECES = ['/', '//', '?', '%', '%2', '%00', '%ff', '#', '..', '&', '=', 'watch', 'proxy', 'namespaces', 'é', ' ', 'fieldSelector=', 'a=b,c!=d'];
const VALUES = ['Bearer token1', 'base64url.bearer.authorization.k8s.io.dG9rZW4, v4.channel.k8s.io', 'system:masters', 'Upgrade, keep-alive'];
const VALUE_PIECES = [' ', '  ', '\t', ',', ';', '%41', '%', 'Bearer', 'bearer ', 'base64url.bearer.authorization.k8s.io.', '\u00a0', '\ufeff', 'é', '='];
const NAMES = ['Authorization', 'Connection', 'Upgrade', 'Sec-WebSocket-Protocol', 'Impersonate-User', 'X-Remote-Extra-%41', 'Accept'];

const header: Check = (random) => {
  const method = random.of(['GET', 'POST', 'DELETE', 'get', '', 'TRACE', '\u0000']);
  const parsed = parseRequest(method, random.spoil(TARGETS, TARGET_PIECES));
  expect('info' in parsed ? typeof parsed.info.verb : typeof parsed.error).toBe('string');
  const headers = new Headers([
    ['Upgrade', 'websocket'],
    ['Connection', random.spoil(VALUES, VALUE_PIECES)],
    [random.of(NAMES), random.spoil(VALUES, VALUE_PIECES)],
    [random.of(NAMES), random.spoil(VALUES, VALUE_PIECES)],
  ]);
  expect(typeof bearerToken(headers).token).toBe('string');
  websocketToken(headers);
  unescapeKey(random.spoil(NAMES, VALUE_PIECES));
};

const EXPRESSIONS = [
  "claims.email.endsWith('@x')",
  "claims.?a.orValue('') + string(1)",
  'claims.roles.map(r, "p:" + r).filter(r, size(r) > 1)',
  '[1, 2u, 3.0].exists(x, x == 2)',
];
const CEL_PIECES = 'claims . email ?. [ ] ( ) { } , : == != && || ! - + 1 2.5 0x 1u "a" r"x" """ true null in x size( .map(x, has( .?a @ $ ` \\ é \n'.split(
  ' ',
);

const cel: Check = async (random) => {
  const compiled = (await claims).compile(random.spoil(EXPRESSIONS, CEL_PIECES));
  if (!compiled.ok) return expect(compiled.error).toMatch(/^ERROR: <input>:\d+:\d+: /);
  const ran = compiled.program.evaluate({ claims: { email: 'a@x', roles: ['a', 'bc'] } });
  expect(ran.ok || ran.error.length > 0).toBe(true);
};
const claims = celEnvironment([{ name: 'claims' }]);

const CONFIGURATIONS = [
  'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt:\n- issuer: {url: "https://x", audiences: [a]}\n  claimMappings: {username: {claim: sub, prefix: ""}}\nanonymous: {enabled: true}\n',
  'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers:\n- {type: Node, name: node}\n- {type: RBAC, name: rbac}\n',
  '{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"a","namespace":"*"}}',
  'apiVersion: v1\nkind: Config\nclusters: [{name: w, cluster: {server: "https://x"}}]\ncurrent-context: c\n',
];
const YAML_PIECES = [
  '\n',
  '  ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '&a ',
  '*a',
  '!!int ',
  '|\n',
  '>-\n',
  '"',
  "'",
  '#',
  '---\n',
  '\t',
  'null',
  '~',
  '1e3',
  '? ',
  '<<: ',
  '%YAML 9\n',
  'kind: 5\n',
  '\ufeff',
  '\u0085',
];

const configuration: Check = async (random) => {
  const text = random.spoil(CONFIGURATIONS, YAML_PIECES);
  const read = random.of<(source: string) => Promise<unknown>>([
    (source) => readAuthenticationConfig('/f', source, random.chance(2)),
    (source) => readAuthorizationConfiguration(source),
    (source) => readPolicies('/f', source),
    (source) => readWebhookKubeconfig('/f', () => source),
  ]);
  expect(typeof (await read(text))).toBe('object');
};

const VERBS = ['get', 'list', 'create', '*', ''];
const GROUPS = ['', 'apps', '*', 'rbac.authorization.k8s.io'];
const RESOURCES = ['pods', 'pods/log', '*/log', '*', 'pods/*', '*/*', 'deployments', 'Pods', ''];
const OBJECTS = ['', 'a', 'b', '*'];
const PATHS = ['/', '/healthz', '/healthz/', '/healthz/*', '/healthz*', '*', '/*', '/apis/**', '/apis/x', ''];

/** What a rule covers, one entry after another, in the words of the documentation and without a thought for speed. */
function slowlyAllows(rule: PolicyRule, a: RequestAttributes): boolean {
  const wanted = a.subresource === '' ? a.resource : `${a.resource}/${a.subresource}`;
  for (const verb of rule.verbs) {
    if (verb !== '*' && verb !== a.verb) continue;
    if (!a.isResourceRequest) {
      for (const url of rule.nonResourceURLs ?? []) {
        let stem = url;
        while (stem.endsWith('*')) stem = stem.slice(0, -1);
        if (url === a.path || (url.endsWith('*') && a.path.slice(0, stem.length) === stem)) return true;
      }
      continue;
    }
    for (const group of rule.apiGroups ?? []) {
      if (group !== '*' && group !== a.apiGroup) continue;
      for (const resource of rule.resources ?? []) {
        const everySuch = a.subresource !== '' && resource === `*/${a.subresource}`;
        if (resource !== '*' && resource !== wanted && !everySuch) continue;
        const names = rule.resourceNames ?? [];
        if (names.length === 0) return true;
        for (const name of names) if (name === a.name) return true;
      }
    }
  }
  return false;
}

const rbac: Check = (random) => {
  const some = (from: readonly string[]) => Array.from({ length: random.below(3) }, () => random.of(from));
  const rule: PolicyRule = {
    verbs: some(VERBS),
    apiGroups: some(GROUPS),
    resources: some(RESOURCES),
    nonResourceURLs: some(PATHS),
    ...(random.chance(2) ? { resourceNames: some(OBJECTS) } : {}),
  };
  const [resource = '', subresource = ''] = random.of(RESOURCES).split('/');
  const asked: RequestAttributes = {
    isResourceRequest: random.chance(2),
    verb: random.of(VERBS),
    path: random.of(PATHS),
    apiGroup: random.of(GROUPS),
    apiVersion: 'v1',
    resource,
    subresource,
    namespace: '',
    name: random.of(OBJECTS),
  };
  if (ruleAllows(rule, asked) !== slowlyAllows(rule, asked)) throw new Error(JSON.stringify({ rule, asked, allowed: ruleAllows(rule, asked) }));
};

const POLICIES = [
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::1:oidc-provider/h"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"h:sub":"s"},"ForAnyValue:StringLike":{"h:aud":["a*","${h:sub}"]}}}]}',
  '{"Version":"2012-10-17","Statement":{"Sid":"a","Effect":"Deny","NotAction":["s3:Get*"],"Resource":"arn:aws:s3:::b/${h:sub}/*","Condition":{"NumericLessThan":{"h:n":"5"},"Null":{"h:x":true},"DateGreaterThan":{"h:t":"2026-01-01T00:00:00Z"}}}}',
];
const POLICY_PIECES = [...JSON_PIECES, '*', '?', '${', '${*}', "${h:sub, 'd'}", 'IfExists', 'ForAllValues:', '"Bool":', '"Principal":"*"', '"NotResource":'];
const FACTS = new Map([
  ['h:sub', ['s']],
  ['h:aud', ['a', 'b']],
  ['h:n', ['4']],
  ['h:t', ['2027-01-01T00:00:00Z']],
]);

const policy: Check = (random) => {
  const text = random.spoil(POLICIES, POLICY_PIECES);
  const read = readPolicy(text, random.of(['trust', 'permissions']));
  if (!read.ok && read.fault.message !== '') return;
  if (!read.ok) throw new Error('refused without a word');
  const decision = evaluate([read.policy], {
    action: random.of(['s3:GetObject', 'sts:AssumeRoleWithWebIdentity']),
    principal: { type: 'Federated', names: ['arn:aws:iam::1:oidc-provider/h'] },
    facts: FACTS,
    ...(random.chance(2) ? { resource: 'arn:aws:s3:::b/s/x' } : {}),
  });
  if (decision === 'allow' && text.includes('"Deny"') && !text.includes('"Allow"')) throw new Error('a Deny allowed');
};

const ANNOTATIONS = ['role-arn', 'audience', 'token-expiration', 'sts-regional-endpoints', 'skip-containers'];
const ANNOTATION_VALUES = ['arn:aws:iam::111122223333:role/my-role', 'sts.amazonaws.com', '3600', '-1', 'true', 'T', 'app, sidecar', ''];
const ANNOTATION_PIECES = [' ', ',', '\n', '-', '+', '1e3', '99999999999999999999', 'é', '\0', '/'];
const webhook = podIdentityWebhook({
  kind: 'pod-identity-webhook',
  name: 'w',
  origin: 'https://w',
  certificate: 'c',
  client: { server: 'https://s', ca: '', certificate: '' },
});

/** What the account and the Pod carry, spoiled: the Pod is let in, and its token lives at least ten minutes. */
const annotations: Check = async (random) => {
  const some = (): Record<string, unknown> =>
    Object.fromEntries(
      ANNOTATIONS.filter(() => random.chance(2)).map((name) => [
        `eks.amazonaws.com/${name}`,
        random.chance(9) ? random.of([null, 5, {}, []]) : random.spoil(ANNOTATION_VALUES, ANNOTATION_PIECES),
      ]),
    );
  const account = { metadata: { name: 'a', namespace: 'n', annotations: random.chance(9) ? random.of([null, 'x', []]) : some() } };
  const response = { status: 200, phrase: 'OK', headers: new Headers(), body: JSON.stringify(account) };
  const context = { pki: {}, neighbours: () => [], call: async () => ({ ok: true, response }) } as unknown as PartyContext;
  const pod = {
    metadata: { annotations: some() },
    spec: { containers: [{ name: 'app' }, ...(random.chance(5) ? [null, { env: 'x' }] : [])], volumes: random.of([undefined, [], null]) },
  };
  const body = JSON.stringify({ request: { uid: 'u', namespace: 'n', object: pod } });
  const answer = await webhook.handle({ method: 'POST', target: '/mutate', headers: new Headers(), body }, context);
  if (answer === 'no-answer') throw new Error('the webhook always answers');
  const review = JSON.parse(answer.body) as { response: { allowed: boolean; patch?: string } };
  expect(review.response.allowed).toBe(true);
  const seconds = /"expirationSeconds":([^,}]+)/.exec(review.response.patch ? atob(review.response.patch) : '')?.[1];
  if (review.response.patch) expect(Number(seconds)).toBeGreaterThanOrEqual(600);
};

/** One in `share` of the inputs: a certificate and a YAML file take far longer to read than the rest. */
const PROPERTIES: [claim: string, check: Check, share?: number][] = [
  ['a rule covers exactly what the slow way says', rbac],
  ['a token file is read, or refused with a place in it', csv],
  ['DER and certificate requests are read or refused', der],
  ['a certificate is read or refused', certificate, 20],
  ['a JWT is read, or refused with a reason', jwt],
  ['request line and headers are understood or not', header],
  ['an expression compiles, or is refused with a place in it', cel],
  ['a configuration file is read or refused', configuration, 10],
  ['an IAM policy is refused, or decides', policy],
  ['annotations of any kind end in a Pod with a token that lives', annotations, 4],
];

/** Declares the properties as tests of `runs` inputs each; `whole` spares the slow ones nothing. */
export function tryUntrustedInput(runs: number, whole: boolean): void {
  test.each(PROPERTIES)(
    '%s',
    async (_claim, check, share = 1) => {
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const pending = check(new Random(seed));
          if (pending instanceof Promise) await pending;
        }),
        { numRuns: whole ? runs : runs / share },
      );
    },
    3_600_000,
  );
}
