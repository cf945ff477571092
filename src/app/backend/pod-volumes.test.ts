import { beforeAll, describe, expect, it, vi } from 'vitest';
import { minikubeWorld } from '../../engine/base-worlds/minikube.ts';
import type { PodVolume } from '../../ports/objects.ts';
import type { Backend } from './backend.ts';
import { createWorldBackend } from './world-backend.ts';

vi.setConfig({ testTimeout: 60_000 });

const POD = `cat > pod.yaml <<'X'
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: shop}}
spec:
  containers:
  - name: main
    image: nginx
    volumeMounts:
    - {name: all, mountPath: /etc/all}
    - {name: password, mountPath: /etc/password}
    - {name: scratch, mountPath: /tmp/scratch}
  volumes:
  - name: all
    projected:
      sources:
      - configMap: {name: settings}
      - secret: {name: password, items: [{key: word, path: secret/word}]}
      - downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
      - serviceAccountToken: {path: vault, audience: vault, expirationSeconds: 600}
  - {name: password, secret: {secretName: password}}
  - {name: scratch, emptyDir: {}}
X
kubectl create configmap settings --from-literal=colour=blue
kubectl create secret generic password --from-literal=word=hush
kubectl apply -f pod.yaml`;

const shown = (volumes: readonly PodVolume[] | undefined, name: string): unknown =>
  volumes
    ?.find((volume) => volume.name.startsWith(name))
    ?.sources.map(({ kind, name: of, detail, files }) => [kind, of, detail, ...files.map(({ path, text }) => [path, text?.slice(0, 3)])]);

describe('the volumes of a Pod', () => {
  let backend: Backend;
  const run = (line: string): Promise<unknown> => backend.run(line, () => undefined);
  const look = (): Promise<PodVolume[] | undefined> => backend.podVolumes('default', 'web');
  const token = async (): Promise<unknown> => (await look())?.find(({ name }) => name === 'all')?.sources.at(-1)?.files[0];

  beforeAll(async () => {
    backend = createWorldBackend({ base: async () => minikubeWorld() });
    await run(POD);
  });

  it('are empty folders before the kubelet has filled them', async () => {
    const volumes = await look();
    expect(volumes?.map(({ name, kind, mounted }) => [name.replace(/-\w{5}$/, ''), kind, mounted])).toEqual([
      ['all', 'projected', false],
      ['password', 'secret', false],
      ['scratch', 'emptyDir', false],
      ['kube-api-access', 'projected', false],
    ]);
    expect(shown(volumes, 'password')).toEqual([['Secret', 'password', 'all its keys', ['word', undefined]]]);
  });

  it('hold a file for everything that their sources name, once the Pod runs', async () => {
    await run('sleep 5');
    const volumes = await look();
    expect(volumes?.every(({ mounted }) => mounted)).toBe(true);
    expect(volumes?.[0]?.mounts).toEqual([{ container: 'main', path: '/etc/all' }]);
    expect(shown(volumes, 'all')).toEqual([
      ['ConfigMap', 'settings', 'all its keys', ['colour', 'blu']],
      ['Secret', 'password', 'word', ['secret/word', 'hus']],
      ['The Pod itself', '', 'metadata.labels', ['labels', 'app']],
      ['TokenRequest', '', 'vault, 600 s', ['vault', 'eyJ']],
    ]);
    expect(shown(volumes, 'kube-api-access')).toEqual([
      ['TokenRequest', '', 'for the API server, 3607 s', ['token', 'eyJ']],
      ['ConfigMap', 'kube-root-ca.crt', 'ca.crt', ['ca.crt', '---']],
      ['The Pod itself', '', 'metadata.namespace', ['namespace', 'def']],
    ]);
    expect(shown(volumes, 'scratch')).toEqual([]);
  });

  it('get a new token when the kubelet renews it, and no sooner', async () => {
    const first = await token();
    await run('sleep 470');
    expect(await token()).toEqual(first);
    await run('sleep 20');
    const second = await token();
    expect(second).toEqual({ path: 'vault', text: expect.stringMatching(/^eyJ/), writtenAt: '2026-05-18T10:10:13Z' });
    expect(second).not.toEqual(first);
  });

  it('change with their sources', async () => {
    await run('kubectl patch configmap settings -p \'{"data":{"colour":"red"}}\'; sleep 120');
    expect((await look())?.[0]?.sources[0]?.files[0]).toMatchObject({ path: 'colour', text: 'red' });
  });

  it('are nothing for a Pod that is not there', async () => {
    expect(await backend.podVolumes('default', 'nobody')).toBeUndefined();
  });
});
