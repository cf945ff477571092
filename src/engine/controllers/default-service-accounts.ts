// Models pkg/controller/serviceaccount/serviceaccounts_controller.go: every active namespace has a service account "default".
import { type ControllerContext, PATHS } from './controller-context.ts';
import { defaultAccount } from './made-objects.ts';

export async function makeDefaultAccount(context: ControllerContext, namespace: string): Promise<void> {
  const { informers } = context;
  if ((await informers.known(PATHS.serviceaccounts)).has(`${namespace}/default`)) return;
  const target = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const { status, json } = await context.as('service-account-controller').send('POST', target, defaultAccount(namespace));
  if (status === 201) informers.wrote(PATHS.serviceaccounts, json);
}
