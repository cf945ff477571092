// Models the Security Token Service's query API, version 2011-06-15: who am I, and a role for a token. Left out: every other operation, by name.
import type { HttpRequest, HttpResponse } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import type { Account } from './account.ts';
import { answered, parameters, type QueryService, refused } from './answers.ts';
import { authenticate, queryRefusal } from './sessions.ts';
import { assumeRoleWithWebIdentity, isRefusal } from './web-identity.ts';

const OTHERS = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoot', 'DecodeAuthorizationMessage', 'GetAccessKeyInfo', 'GetFederationToken', 'GetSessionToken'];

export async function sts(account: Account, request: HttpRequest, context: PartyContext): Promise<HttpResponse> {
  const service: QueryService = { namespace: 'https://sts.amazonaws.com/doc/2011-06-15/', request, random: context.random };
  const given = parameters(request);
  const action = given.get('Action') ?? '';
  const version = given.get('Version') ?? '';
  if (action === 'AssumeRoleWithWebIdentity' && version === '2011-06-15') {
    const result = await assumeRoleWithWebIdentity(account, given, context);
    return typeof result === 'object' && isRefusal(result) ? refused(service, result) : answered(service, action, result);
  }
  if (action === 'GetCallerIdentity' && version === '2011-06-15') {
    const known = await authenticate(account.spec, account.sessions, request, 'sts', context.clock.now());
    if ('unbelieved' in known) return refused(service, queryRefusal(known.unbelieved, request, context.clock.now()));
    const { arn, userId } = known.identity;
    return answered(service, action, { Arn: arn, UserId: userId, Account: account.spec.account });
  }
  if (OTHERS.includes(action)) return refused(service, { status: 501, code: 'NotModelled', message: `this simulator does not model sts:${action}` });
  return refused(service, { status: 400, code: 'InvalidAction', message: `Could not find operation ${action || 'null'} for version ${version || 'null'}` });
}
