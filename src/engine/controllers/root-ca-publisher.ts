// Models pkg/controller/certificates/rootcacertpublisher/publisher.go: every active namespace holds the CA's certificate for its pods.
// Left out: its tries in a namespace that is being emptied, which are refused.
import { members } from '../nodes/component-client.ts';
import { type ControllerContext, PATHS } from './controller-context.ts';
import { ROOT_CA, rootCaConfigMap } from './made-objects.ts';

export async function publishRootCa(context: ControllerContext, namespace: string): Promise<void> {
  const { informers, rootCa } = context;
  if (rootCa === undefined) return;
  const found = (await informers.known(PATHS.configmaps)).get(`${namespace}/${ROOT_CA}`);
  const data = members(found?.data);
  if (found && Object.keys(data).length === 1 && data['ca.crt'] === rootCa) return;
  const wanted = rootCaConfigMap(rootCa);
  const target = `/api/v1/namespaces/${namespace}/configmaps`;
  const client = context.as('root-ca-cert-publisher');
  const { annotations } = wanted.metadata;
  const { status, json } = found
    ? await client.send('PUT', `${target}/${ROOT_CA}`, { ...wanted, metadata: { ...members(found.metadata), annotations } })
    : await client.send('POST', target, wanted);
  if (status === 200 || status === 201) informers.wrote(PATHS.configmaps, json);
}
