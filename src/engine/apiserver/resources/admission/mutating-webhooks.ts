// Models apiserver/pkg/admission/plugin/webhook/mutating: who is asked about a new object, and what the JSON patch makes of it. Loaded when a
// MutatingWebhookConfiguration exists. Left out: updates and deletions, matchConditions, reinvocation, defaulting after the patch, dry run's checks.
import { type Members, membersOf } from '../../../../trace/json.ts';
import { fromBase64, fromUtf8 } from '../../../crypto/encoding.ts';
import { Headers } from '../../../http/message.ts';
import { internalError, type StatusError } from '../../../http/status.ts';
import type { Trust } from '../../../network/call.ts';
import { callOutside } from '../../../network/outbound.ts';
import type { KubeObject } from '../../../store/object.ts';
import { applyJsonPatch, type JsonPatchOperation } from '../rest/patch/json-patch.ts';
import { objectsOf, stringsOf } from '../validation/object-meta.ts';
import type { Admitting } from './admission-plugin.ts';

/** Codes a webhook may refuse with here; the real server takes any. */
const REFUSALS = [400, 403, 404, 415, 422, 500];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const NAMESPACES = { group: '', resource: 'namespaces' };

interface Hook {
  readonly name: string;
  readonly config: Members;
}

/** Configurations by name, and the webhooks of each in their order. */
const hooksOf = (configurations: readonly KubeObject[]): Hook[] =>
  [...configurations]
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .flatMap((configuration) => objectsOf(configuration.webhooks).map((config) => ({ name: text(config.name), config })));

const listed = (list: unknown, value: string): boolean => stringsOf(list).some((one) => one === '*' || one === value);

function ruleCovers(rule: Members, { route }: Admitting): boolean {
  const { group, version, resource, namespaced } = route.entry.type;
  const scope = text(rule.scope);
  if (scope && scope !== '*' && (scope === 'Namespaced') !== namespaced) return false;
  const wanted = route.subresource ? [`${resource}/${route.subresource.name}`, `${resource}/*`, '*/*'] : [resource, '*', '*/*'];
  return (
    listed(rule.operations, 'CREATE') &&
    listed(rule.apiGroups, group) &&
    listed(rule.apiVersions, version) &&
    wanted.some((one) => stringsOf(rule.resources).includes(one))
  );
}

/** An empty selector selects everything. */
function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = membersOf(selector);
  if (!Object.entries(membersOf(matchLabels)).every(([key, value]) => labels[key] === value)) return false;
  return objectsOf(matchExpressions).every(({ key, operator, values }) => {
    const had = labels[text(key)];
    if (operator === 'Exists') return had !== undefined;
    if (operator === 'DoesNotExist') return had === undefined;
    const among = had !== undefined && stringsOf(values).includes(had);
    return operator === 'In' ? among : !among;
  });
}

function asks({ config }: Hook, admitting: Admitting, object: KubeObject): boolean {
  const { context, route } = admitting;
  if (!objectsOf(config.rules).some((rule) => ruleCovers(rule, admitting))) return false;
  const namespace = route.namespace ? context.server.store.get(NAMESPACES, '', route.namespace) : undefined;
  if (route.namespace && !selects(config.namespaceSelector, namespace?.metadata.labels ?? {})) return false;
  return selects(config.objectSelector, object.metadata.labels ?? {});
}

function addressOf({ config }: Hook): { url: string; trust: Trust } {
  const client = membersOf(config.clientConfig);
  const ca = fromUtf8(fromBase64(text(client.caBundle)) ?? new Uint8Array());
  const trust: Trust = ca ? { ca } : {};
  if (client.url !== undefined) return { url: text(client.url), trust };
  const { name, namespace, path, port } = membersOf(client.service);
  return { url: `https://${text(name)}.${text(namespace)}.svc:${typeof port === 'number' ? port : 443}${text(path) || '/'}`, trust };
}

function review({ context, route }: Admitting, object: KubeObject): { uid: string; body: string } {
  const { user } = context;
  const { group, version, resource, kind } = route.entry.type;
  const uid = context.server.random.uuid();
  const what = { kind: { group, version, kind }, resource: { group, version, resource } };
  const request = {
    uid,
    ...what,
    requestKind: what.kind,
    requestResource: what.resource,
    ...(object.metadata.name ? { name: object.metadata.name } : {}),
    ...(route.namespace ? { namespace: route.namespace } : {}),
    operation: 'CREATE',
    userInfo: {
      username: user.name,
      ...(user.uid ? { uid: user.uid } : {}),
      groups: user.groups,
      ...(Object.keys(user.extra).length ? { extra: user.extra } : {}),
    },
    object,
    oldObject: null,
    dryRun: false,
    options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
  };
  return { uid, body: JSON.stringify({ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request }) };
}

type Answer = { object: KubeObject } | { failed: string } | { denied: StatusError };

async function ask(hook: Hook, admitting: Admitting, object: KubeObject): Promise<Answer> {
  const { context } = admitting;
  const { url, trust } = addressOf(hook);
  const seconds = typeof hook.config.timeoutSeconds === 'number' ? hook.config.timeoutSeconds : 10;
  const { uid, body } = review(admitting, object);
  const headers = new Headers([
    ['User-Agent', 'kube-apiserver-admission'],
    ['Accept', 'application/json, */*'],
    ['Content-Type', 'application/json'],
  ]);
  const asked = `${url}${url.includes('?') ? '&' : '?'}timeout=${seconds}s`;
  const outcome = await callOutside(
    context.server,
    asked,
    { method: 'POST', headers, body },
    { ...trust, timeout: 'context deadline exceeded' },
    context.recorder,
  );
  if (!outcome.ok) return { failed: `failed to call webhook: ${outcome.error}` };
  const { response } = outcome;
  if (response.status !== 200) return { failed: `failed to call webhook: the server rejected our request for an unknown reason` };
  const answer = readAnswer(response.body);
  if (!answer) return { failed: 'failed to call webhook: converting (v1.AdmissionReview) to (v1.AdmissionReview): unknown conversion' };
  if (!Object.keys(answer).length) return { failed: 'Webhook response was absent' };
  if (answer.uid !== uid) return { failed: `expected response.uid="${uid}", got "${text(answer.uid)}"` };
  if (answer.allowed !== true) return { denied: denial(hook.name, membersOf(answer.status)) };
  const patch = text(answer.patch);
  if (!patch) return { object };
  const operations = readPatch(patch);
  const patched = operations && applyJsonPatch(object, operations);
  return patched ? { object: patched.value as KubeObject } : { failed: 'the patch does not fit the object' };
}

function readAnswer(body: string): Members | undefined {
  try {
    const read: unknown = JSON.parse(body);
    return membersOf(read).kind === 'AdmissionReview' ? membersOf(membersOf(read).response) : undefined;
  } catch {
    return undefined;
  }
}

function readPatch(encoded: string): JsonPatchOperation[] | undefined {
  try {
    const read: unknown = JSON.parse(fromUtf8(fromBase64(encoded) ?? new Uint8Array()) ?? '');
    return Array.isArray(read) ? (read as JsonPatchOperation[]) : undefined;
  } catch {
    return undefined;
  }
}

function denial(name: string, status: Members): StatusError {
  const begun = `admission webhook "${name}" denied the request`;
  const why = text(status.message) || text(status.reason);
  const code = typeof status.code === 'number' && REFUSALS.includes(status.code) ? status.code : 400;
  return { code, reason: text(status.reason) || 'BadRequest', message: why ? `${begun}: ${why}` : `${begun} without explanation` };
}

/** Asks one after the other: each sees what those before it have made of the object. */
export async function mutate(
  admitting: Admitting,
  given: KubeObject,
  configurations: readonly KubeObject[],
): Promise<{ object: KubeObject; note: string } | { error: StatusError } | undefined> {
  const { context } = admitting;
  let object = given;
  const changed: string[] = [];
  for (const hook of hooksOf(configurations)) {
    if (!asks(hook, admitting, object)) continue;
    const answer = await ask(hook, admitting, object);
    if ('denied' in answer) return { error: answer.denied };
    if ('failed' in answer) {
      const why = `failed calling webhook "${hook.name}": ${answer.failed}`;
      if (hook.config.failurePolicy !== 'Ignore') return { error: internalError(why) };
      context.server.log(`dispatcher.go:214] Failed calling webhook, failing open ${hook.name}: ${why}`, 'W');
      context.recorder.note(`${hook.name} did not answer; its failurePolicy is Ignore`, { ok: false });
      continue;
    }
    if (answer.object !== object) changed.push(hook.name);
    object = answer.object;
  }
  return changed.length ? { object, note: `patched by ${changed.join(', ')}` } : undefined;
}
