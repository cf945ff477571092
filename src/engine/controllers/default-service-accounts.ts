// Models pkg/controller/serviceaccount/serviceaccounts_controller.go: every active namespace has a service account "default".
import { type Desk, PATHS } from './desk.ts';
import { defaultAccount } from './made-objects.ts';

export async function makeDefaultAccount(desk: Desk, namespace: string): Promise<void> {
  const { informers } = desk;
  if ((await informers.known(PATHS.serviceaccounts)).has(`${namespace}/default`)) return;
  const target = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const { status, json } = await desk.as('service-account-controller').send('POST', target, defaultAccount(namespace));
  if (status === 201) informers.wrote(PATHS.serviceaccounts, json);
}
