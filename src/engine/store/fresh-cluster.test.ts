import { expect, it } from 'vitest';
import { minikubeWorld } from '../base-worlds/minikube.ts';
import { createWorld } from '../create-world.ts';

it('a Deployment that a world begins with has the defaults of one that is created', async () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
  const spec = { selector: { matchLabels: { app: 'web' } }, template };
  const metadata = { name: 'web', namespace: 'default' };
  const base = minikubeWorld();
  const { store } = await createWorld({ ...base, objects: [...base.objects, { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec }] });
  expect(store.get({ group: 'apps', resource: 'deployments' }, 'default', 'web')?.spec).toMatchObject({
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
    template: { spec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst', containers: [{ imagePullPolicy: 'Always' }] } },
  });
});
