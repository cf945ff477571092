// Models pkg/registry/certificates/certificates/strategy.go and the rights it asks for beside RBAC's on the resource
// (plugin/pkg/admission/certificates/{approval,signing}). Left out: the warning for signatures by SHA-1.
import { type Members, membersOf } from '../../../trace/json.ts';
import { parseCertificateRequest } from '../../crypto/certificate-request.ts';
import { fromBase64, fromUtf8 } from '../../crypto/encoding.ts';
import { goQuote } from '../../http/go-format.ts';
import { forbiddenBecause, invalidObject, type StatusError } from '../../http/status.ts';
import { invariant } from '../../invariant.ts';
import type { KubeObject } from '../../store/object.ts';
import type { RequestContext } from '../request-context.ts';
import { validateCertificateSigningRequest } from './certificate-signing-validation.ts';
import type { ResourceStrategy } from './resource.ts';
import { objectsOf, specOf } from './validation/object-meta.ts';

const GROUP = 'certificates.k8s.io';
const RESOURCE = 'certificatesigningrequests';

export type Condition = { type?: string; status?: string; reason?: string; message?: string; lastUpdateTime?: string; lastTransitionTime?: string };

export const conditionsOf = (object: KubeObject): Condition[] => objectsOf(membersOf(object.status).conditions) as Condition[];
export const textOf = (base64: unknown): string => fromUtf8(fromBase64(typeof base64 === 'string' ? base64 : '') ?? new Uint8Array()) ?? '';

/** The conditions with the times that the server adds. */
export function withTimes(conditions: readonly Condition[], old: readonly Condition[], now: string): Condition[] {
  return conditions.map((condition) => {
    const before = old.find((o) => o.type === condition.type && o.status === condition.status && o.lastTransitionTime);
    const { type = '', status = '', reason, message } = condition;
    return {
      type,
      status,
      ...(reason ? { reason } : {}),
      ...(message ? { message } : {}),
      lastUpdateTime: condition.lastUpdateTime || now,
      lastTransitionTime: condition.lastTransitionTime || before?.lastTransitionTime || now,
    };
  });
}

/** Writing the status cannot touch whether somebody approved or denied: as many of a type as before are the old ones. */
function withOldDecisions(conditions: readonly Condition[], old: readonly Condition[]): Condition[] {
  const kept = [...conditions];
  for (const type of ['Approved', 'Denied']) {
    const before = old.filter((c) => c.type === type);
    const at = kept.flatMap((c, i) => (c.type === type ? [i] : []));
    if (before.length === at.length)
      for (const [i, where] of at.entries()) {
        const known = before[i];
        if (known) kept[where] = known;
      }
  }
  return kept;
}

function withStatus(object: KubeObject, status: Members, conditions: readonly Condition[]): KubeObject {
  const { conditions: _c, ...rest } = status;
  return { ...object, status: { ...(conditions.length ? { conditions } : {}), ...rest } } as KubeObject;
}

/** Who asks is written down by the server, whatever the body says. */
function created(object: KubeObject, { user }: RequestContext): KubeObject {
  const { username: _n, uid: _u, groups: _g, extra: _e, ...spec } = specOf(object);
  const extra = Object.keys(user.extra).sort();
  const who = {
    ...(user.name ? { username: user.name } : {}),
    ...(user.uid ? { uid: user.uid } : {}),
    ...(user.groups.length ? { groups: user.groups } : {}),
    ...(extra.length ? { extra: Object.fromEntries(extra.map((k) => [k, user.extra[k] ?? []])) } : {}),
  };
  return { ...object, spec: { ...spec, ...who }, status: {} } as KubeObject;
}

function prepare(object: KubeObject, old: KubeObject | undefined, context?: RequestContext): KubeObject {
  invariant(context, 'a certificate signing request that nobody asked for', { name: object.metadata.name });
  if (!old) return created(object, context);
  const now = context.server.clock.timestamp();
  const given = { ...object, spec: old.spec } as KubeObject;
  const before = conditionsOf(old);
  switch (context.info.subresource) {
    case 'approval':
      return withStatus(given, membersOf(old.status), withTimes(conditionsOf(object), before, now));
    case 'status':
      return withStatus(given, membersOf(object.status), withTimes(withOldDecisions(conditionsOf(object), before), before, now));
    default:
      return given;
  }
}

async function guard(context: RequestContext, object: KubeObject, old: KubeObject | undefined): Promise<StatusError | undefined> {
  if (!old) {
    const { metadata } = object;
    const parsed = parseCertificateRequest(textOf(specOf(object).request));
    const fault = parsed.ok ? await parsed.request.signatureFault() : undefined;
    const value = goQuote(String(specOf(object).request ?? ''));
    return fault ? invalidObject(GROUP, object.kind, metadata.name, [{ type: 'Invalid', field: 'spec.request', value, detail: fault }]) : undefined;
  }
  const { disabled } = context.server.options.admission;
  const verb = context.info.subresource === 'approval' ? 'approve' : 'sign';
  if (context.info.subresource === 'approval' ? disabled.includes('CertificateApproval') : disabled.includes('CertificateSigning')) return undefined;
  if (context.info.subresource !== 'approval' && !(context.info.subresource === 'status' && signs(object, old))) return undefined;
  const signer = String(specOf(old).signerName ?? '');
  if (await mayOnSigner(context, verb, signer)) {
    context.recorder.note(`may ${verb} for the signer ${signer}`, { ok: true });
    return undefined;
  }
  const why = `user not permitted to ${verb} requests with signerName ${goQuote(signer)}`;
  context.recorder.note(why, { ok: false });
  return forbiddenBecause(GROUP, RESOURCE, old.metadata.name, why);
}

/** Whether a change of the status is a signer's: the certificate, or that it failed. */
function signs(object: KubeObject, old: KubeObject): boolean {
  const failed = (o: KubeObject): string => JSON.stringify(conditionsOf(o).filter((c) => c.type === 'Failed'));
  return membersOf(object.status).certificate !== membersOf(old.status).certificate || failed(object) !== failed(old);
}

/** pkg/certauthorization: the signer by name, then all of its domain. */
async function mayOnSigner({ server, user }: RequestContext, verb: string, signer: string): Promise<boolean> {
  const attributes = { isResourceRequest: true, verb, path: '', apiGroup: GROUP, apiVersion: '*', resource: 'signers', subresource: '', namespace: '' };
  for (const name of [signer, `${signer.split('/')[0] ?? ''}/*`])
    if ((await server.authorizer.authorize(user, { ...attributes, name })).decision === 'allowed') return true;
  return false;
}

export const certificateSigningRequests: ResourceStrategy = {
  group: GROUP,
  resource: RESOURCE,
  validateName: () => [],
  prepare,
  guard,
  validate: validateCertificateSigningRequest,
};
