import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KubeObject, ResourceKey } from '../../store/object.ts';
import { Store } from '../../store/store.ts';
import type { RequestContext } from '../request-context.ts';
import { subjectAccessReviews } from '../resources/access-reviews.ts';
import type { ResourceStrategy } from '../resources/resource.ts';
import { clusterRoleBindingStrategy, roleBindingStrategy } from '../resources/role-bindings.ts';
import { clusterRoleStrategy, roleStrategy } from '../resources/roles.ts';
import { bootstrapObjects } from './bootstrap-policy.ts';
import { buildAuthorizer } from './chain.ts';

const CASES = 'e2e/conformance/cases/rbac';

interface Step {
  request?: { method: string; path: string; cert?: string; body?: KubeObject };
  response: { status: number; json: KubeObject };
}

const strategies: Record<string, ResourceStrategy> = {
  clusterroles: clusterRoleStrategy,
  clusterrolebindings: clusterRoleBindingStrategy,
  roles: roleStrategy,
  rolebindings: roleBindingStrategy,
};

const keyOf: Record<string, ResourceKey> = {
  ClusterRole: clusterRoleStrategy,
  ClusterRoleBinding: clusterRoleBindingStrategy,
  Role: roleStrategy,
  RoleBinding: roleBindingStrategy,
};

async function freshCluster() {
  const store = new Store();
  for (const o of bootstrapObjects()) store.write(keyOf[o.kind]!, o.metadata.namespace ?? '', o.metadata.name, o);
  const built = await buildAuthorizer({ flags: { 'authorization-mode': 'Node,RBAC' }, readFile: () => undefined, store });
  if (!built.ok) throw new Error(built.failure.error);
  return { store, authorizer: built.authorizer };
}

const admin = { name: 'admin', uid: '', groups: ['system:masters', 'system:authenticated'], extra: {} };

/** The names in "allowed by" and the order of missing roles are not fixed by the server. */
const ALLOWED = /^RBAC: allowed by (?:Cluster)?RoleBinding "[^"]+" of (?:Cluster)?Role "[^"]+" to (?:User|Group|ServiceAccount) "[^"]+"$/;
function loose(reason: unknown): unknown {
  if (typeof reason !== 'string') return reason;
  if (ALLOWED.test(reason)) return 'allowed by a binding';
  const list = /^RBAC: \[(.*)\]$/.exec(reason)?.[1];
  return list ? list.split(', ').sort() : reason;
}

describe('every recorded SubjectAccessReview gets its recorded answer', () => {
  let reviews = 0;
  const files = readdirSync(CASES).filter((f) => f !== 'default-roles.json' && !f.startsWith('_'));
  it.each(files)('%s', async (file) => {
    const { steps } = JSON.parse(readFileSync(`${CASES}/${file}`, 'utf8')) as { steps: Step[] };
    const { store, authorizer } = await freshCluster();
    for (const { request, response } of steps) {
      if (!request?.body || request.cert !== 'admin') continue;
      const { method, path, body } = request;
      const [, namespace = '', resource = ''] = /\/v1\/(?:namespaces\/([^/]+)\/)?([a-z]+)(?:\/[^/]+)?$/.exec(path) ?? [];
      const context = { server: { authorizer, store }, user: admin } as unknown as RequestContext;
      if (resource === 'subjectaccessreviews') {
        reviews++;
        const got = await subjectAccessReviews.create(context, { ...body, metadata: body.metadata ?? {} });
        const review = (o: Record<string, unknown>) => {
          const status = o.status as Record<string, unknown>;
          return typeof status === 'object' ? { ...o, status: { ...status, reason: loose(status.reason) } } : o;
        };
        if ('error' in got)
          expect({ status: got.error.code, message: got.error.message }).toEqual({
            status: response.status,
            message: response.json.message,
          });
        else expect(review(got.object)).toEqual(review(response.json));
      }
      const strategy = await strategies[resource]?.whole?.();
      if (!strategy?.defaults || !strategy.validate || response.status === 403) continue;
      const object = strategy.defaults({ ...body, metadata: { ...body.metadata, ...(namespace ? { namespace } : {}) } });
      const old = method === 'PUT' ? store.get(strategy, namespace, body.metadata.name) : undefined;
      const errors = [...(strategy.validateName?.(object.metadata.name) ?? []), ...strategy.validate(object, old)];
      expect(errors.length > 0, `${method} ${path} ${body.metadata.name}`).toBe(response.status === 422);
      if (errors.length) continue;
      const after = store.write(strategy, namespace, object.metadata.name, object);
      const { metadata: _want, ...want } = response.json;
      const { metadata: _got, ...got } = after!;
      expect(got).toEqual(want);
    }
  });
  it('and there are many of them', () => {
    expect(reviews).toBeGreaterThan(1000);
  });
});
