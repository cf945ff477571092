// Models pkg/controller/serviceaccount/tokens_controller.go: fills secrets of type kubernetes.io/service-account-token, and deletes those of accounts that are gone.
// Left out: taking deleted secrets off the accounts' lists, retries.

import type { Members } from '../../trace/json.ts';
import { members, textOf } from '../nodes/component-client.ts';
import { type ControllerContext, PATHS } from './controller-context.ts';
import { namespaceOf } from './informers.ts';
import { ACCOUNT_NAME, filledTokenSecret, isTokenOf } from './token-secret-content.ts';

const targetOf = (secret: Members): string => `/api/v1/namespaces/${namespaceOf(secret)}/secrets/${textOf(members(secret.metadata).name)}`;

const remove = (context: ControllerContext, secret: Members) =>
  context.own('tokens-controller').send('DELETE', targetOf(secret), {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    preconditions: { uid: members(secret.metadata).uid },
  });

export async function fillTokenSecret(context: ControllerContext, secret: Members): Promise<void> {
  const client = context.own('tokens-controller');
  const namespace = namespaceOf(secret);
  const name = textOf(members(members(secret.metadata).annotations)[ACCOUNT_NAME]);
  const known = (await context.informers.known(PATHS.serviceaccounts)).get(`${namespace}/${name}`);
  // An account that it has not heard of is asked for.
  const asked = known ? undefined : await client.get(`/api/v1/namespaces/${namespace}/serviceaccounts/${name}`);
  if (asked && asked.status !== 200 && asked.status !== 404) return;
  const account = known ?? asked?.json ?? {};
  if (asked?.status === 404 || !isTokenOf(secret, account)) {
    await remove(context, secret);
    return;
  }
  const target = targetOf(secret);
  const live = await client.get(target);
  const filled = live.status === 200 ? await filledTokenSecret(live.json, account, context.rootCa ?? '', context.sign) : undefined;
  if (filled) await client.send('PUT', target, { ...live.json, ...filled });
}

export async function deleteTokenSecrets(context: ControllerContext, account: Members): Promise<void> {
  for (const secret of (await context.informers.known(PATHS.secrets)).values()) if (isTokenOf(secret, account)) await remove(context, secret);
}
