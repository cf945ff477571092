// Models pkg/apis/core/v1/defaults.go for pods. Left out: defaults of volume sources that no cluster here can mount, of probes' exotic handlers.
import { type Members, membersOf } from '../../../../trace/json.ts';
import type { KubeObject } from '../../../store/object.ts';
import { objectsOf, specOf } from '../validation/object-meta.ts';

/** Fills in what is absent or zero. */
const filled = (value: Members, defaults: Members): Members => {
  const out = { ...value };
  for (const [key, v] of Object.entries(defaults)) if (out[key] === undefined || out[key] === null || out[key] === '') out[key] = v;
  return out;
};

const MODE = { defaultMode: 420 };
const FIELD_REF = { apiVersion: 'v1' };

function withFieldRef(item: Members): Members {
  return item.fieldRef ? { ...item, fieldRef: filled(membersOf(item.fieldRef), FIELD_REF) } : item;
}

const downward = (source: Members): Members => (source.items ? { ...source, items: objectsOf(source.items).map(withFieldRef) } : source);

function projection(source: Members): Members {
  const out = { ...source };
  if (out.serviceAccountToken) out.serviceAccountToken = filled(membersOf(out.serviceAccountToken), { expirationSeconds: 3600 });
  if (out.downwardAPI) out.downwardAPI = downward(membersOf(out.downwardAPI));
  return out;
}

function volume(given: Members): Members {
  const out = { ...given };
  const set = (key: string, make: (source: Members) => Members) => {
    if (out[key]) out[key] = make(membersOf(out[key]));
  };
  if (Object.keys(out).every((key) => key === 'name')) out.emptyDir = {};
  set('secret', (s) => filled(s, MODE));
  set('configMap', (s) => filled(s, MODE));
  set('downwardAPI', (s) => filled(downward(s), MODE));
  set('projected', (s) => filled({ ...s, ...(s.sources ? { sources: objectsOf(s.sources).map(projection) } : {}) }, MODE));
  set('hostPath', (s) => ({ ...s, type: s.type ?? '' }));
  return out;
}

/** `latest`, or no tag at all, is pulled each time. */
function pullPolicy(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  if (last.includes('@')) return 'IfNotPresent';
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function probe(given: unknown): Members {
  const out = filled(membersOf(given), { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  if (out.httpGet) out.httpGet = filled(membersOf(out.httpGet), { path: '/', scheme: 'HTTP' });
  return out;
}

function container(given: Members): Members {
  const out = filled(given, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(String(given.image ?? '')),
  });
  if (out.ports) out.ports = objectsOf(out.ports).map((p) => filled(p, { protocol: 'TCP' }));
  if (out.env) out.env = objectsOf(out.env).map((e) => (e.valueFrom ? { ...e, valueFrom: withFieldRef(membersOf(e.valueFrom)) } : e));
  for (const key of ['livenessProbe', 'readinessProbe', 'startupProbe']) if (out[key]) out[key] = probe(out[key]);
  return out;
}

/** What is only done to a pod itself: limits are requests too. */
function withRequests(given: Members): Members {
  const resources = membersOf(given.resources);
  return resources.limits ? { ...given, resources: { ...resources, requests: { ...membersOf(resources.limits), ...membersOf(resources.requests) } } } : given;
}

/** Of a pod's spec wherever it stands, in a template too. */
export function podSpecDefaults(given: Members): Members {
  const spec = filled(given, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  const account = spec.serviceAccountName || spec.serviceAccount;
  if (account) Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  for (const key of ['containers', 'initContainers']) if (Array.isArray(spec[key])) spec[key] = objectsOf(spec[key]).map(container);
  if (Array.isArray(spec.volumes)) spec.volumes = objectsOf(spec.volumes).map(volume);
  return spec;
}

export function podDefaults(object: KubeObject): KubeObject {
  const spec = filled(podSpecDefaults(specOf(object)), { enableServiceLinks: true });
  for (const key of ['containers', 'initContainers']) if (Array.isArray(spec[key])) spec[key] = objectsOf(spec[key]).map(withRequests);
  return { ...object, spec };
}
