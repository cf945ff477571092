// Models plugin/pkg/admission/serviceaccount/admission.go for the creation of pods: the account, its pull secrets, the mounted token.
// Left out: updates of ephemeral containers.
import { parseBool } from '../../../http/negotiation.ts';
import { forbiddenBecause } from '../../../http/status.ts';
import type { Random } from '../../../random.ts';
import type { KubeObject } from '../../../store/object.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const VOLUME_PREFIX = 'kube-api-access-';
const ACCOUNTS = { group: '', resource: 'serviceaccounts' };

interface Mount {
  name: string;
  mountPath?: string;
  [more: string]: unknown;
}
interface Container {
  name: string;
  volumeMounts?: Mount[];
  env?: { name: string; valueFrom?: { secretKeyRef?: { name?: string } } }[];
  envFrom?: { secretRef?: { name?: string } }[];
  [more: string]: unknown;
}
interface PodSpec {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  imagePullSecrets?: { name?: string }[];
  volumes?: { name: string; secret?: { secretName?: string }; projected?: { sources?: { serviceAccountToken?: unknown }[] } }[];
  containers?: Container[];
  initContainers?: Container[];
  [more: string]: unknown;
}

export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  admit({ context, route, object }) {
    if (route.entry.type.resource !== 'pods' || route.entry.type.group !== '' || route.subresource || !object) return undefined;
    const name = object.metadata.name || object.metadata.generateName || 'Unknown';
    const refuse = (why: string) => ({ error: forbiddenBecause('', 'pods', name, why) });
    const spec: PodSpec = { ...(object.spec as PodSpec | undefined) };
    const put = (note: string) => ({ object: { ...object, spec }, note });
    if (object.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) {
      const fault = mirrorFault(spec);
      return fault ? refuse(fault) : undefined;
    }
    spec.serviceAccountName ||= 'default';
    spec.serviceAccount = spec.serviceAccountName;
    const account = context.server.store.get(ACCOUNTS, route.namespace, spec.serviceAccountName);
    if (!account) {
      const full = `${route.namespace}/${spec.serviceAccountName}`;
      return refuse(`error looking up service account ${full}: serviceaccount "${spec.serviceAccountName}" not found`);
    }
    const enforce = parseBool(account.metadata.annotations?.['kubernetes.io/enforce-mountable-secrets'] ?? '') === true;
    const fault = enforce ? secretFault(spec, account) : undefined;
    if (fault) return refuse(fault);
    const mounted = spec.automountServiceAccountToken ?? (account.automountServiceAccountToken as boolean | undefined) ?? true;
    if (mounted) mountToken(spec, context.server.random);
    const pull = account.imagePullSecrets as { name?: string }[] | undefined;
    if (!spec.imagePullSecrets?.length && pull?.length) spec.imagePullSecrets = pull;
    return put(`account ${spec.serviceAccountName}${mounted ? ', token mounted' : ''}`);
  },
};

function mirrorFault(spec: PodSpec): string | undefined {
  if (spec.serviceAccountName) return 'a mirror pod may not reference service accounts';
  if (spec.volumes?.some((v) => v.secret)) return 'a mirror pod may not reference secrets';
  if (spec.volumes?.some((v) => v.projected?.sources?.some((s) => s.serviceAccountToken)))
    return 'a mirror pod may not use ServiceAccountToken volume projections';
  return undefined;
}

/** Every container without a mount of its own at the token's place gets one; the volume comes only when one does. */
function mountToken(spec: PodSpec, random: Random): void {
  const existing = spec.volumes?.find((v) => v.name.startsWith(VOLUME_PREFIX))?.name;
  const name = existing ?? `${VOLUME_PREFIX}${random.suffix()}`;
  let needed = false;
  const mount = (container: Container): Container => {
    if (container.volumeMounts?.some((m) => m.mountPath === MOUNT_PATH)) return container;
    needed = true;
    return { ...container, volumeMounts: [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: MOUNT_PATH }] };
  };
  if (spec.initContainers) spec.initContainers = spec.initContainers.map(mount);
  if (spec.containers) spec.containers = spec.containers.map(mount);
  if (needed && !existing) spec.volumes = [...(spec.volumes ?? []), { name, ...tokenVolume() }];
}

const tokenVolume = () => ({
  projected: {
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ],
    defaultMode: 420,
  },
});

/** Only secrets that the account lists may be used when it says so. */
function secretFault(spec: PodSpec, account: KubeObject): string | undefined {
  const names = (list: unknown) => new Set((list as { name?: string }[] | undefined)?.map((s) => s.name));
  const allowed = names(account.secrets);
  const pullable = names(account.imagePullSecrets);
  const who = account.metadata.name;
  const why = (what: string) => `${what} is not allowed because service account ${who} does not reference that secret`;
  for (const v of spec.volumes ?? [])
    if (v.secret && !allowed.has(v.secret.secretName)) return why(`volume with secret.secretName="${v.secret.secretName ?? ''}"`);
  for (const [word, containers] of [['init container', spec.initContainers] as const, ['container', spec.containers] as const])
    for (const c of containers ?? []) {
      for (const e of c.env ?? []) {
        const secret = e.valueFrom?.secretKeyRef;
        if (secret && !allowed.has(secret.name)) return why(`${word} ${c.name} with envVar ${e.name} referencing secret.secretName="${secret.name ?? ''}"`);
      }
      for (const e of c.envFrom ?? [])
        if (e.secretRef && !allowed.has(e.secretRef.name))
          return why(`${word} ${c.name} with envFrom referencing secret.secretName="${e.secretRef.name ?? ''}"`);
    }
  const pull = spec.imagePullSecrets?.findIndex((s) => !pullable.has(s.name)) ?? -1;
  if (pull >= 0)
    return `imagePullSecrets[${pull}].name="${spec.imagePullSecrets?.[pull]?.name ?? ''}" is not allowed because service account ${who} does not reference that imagePullSecret`;
  return undefined;
}
