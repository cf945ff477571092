// Models staging/src/k8s.io/apiserver/pkg/audit/{request,format}.go, pkg/endpoints/filters/{audit,authn_audit}.go and pkg/apis/audit/v1: the events of one
// request as the log backend writes them. A refusal to authenticate is written once, at ResponseStarted. Left out: the stage Panic (nothing here panics),
// batches, truncation, managed fields (this model's objects have none).

import type { UserInfo } from '../../../trace/event.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../trace/json.ts';
import type { HttpResponse } from '../../http/message.ts';
import { yamlValue } from '../../http/yaml-value.ts';
import type { RequestContext } from '../request-context.ts';
import { CONNECT } from '../resources/rest/route.ts';
import type { RoutedContext } from '../resources/rest/routed-context.ts';
import { type AuditStage, judge, LEVELS, type Level, type Policy } from './policy.ts';

const LONG_VERBS = ['watch', 'proxy'];
const LONG_SUBRESOURCES = [...CONNECT, 'log'];
const LONGEST_AGENT = 1024;

/** @param remote address the request came from */
export async function auditEvents(context: RoutedContext, response: HttpResponse, policy: Policy, remote: string): Promise<Json[]> {
  const { info, request, user } = context;
  // What could not be read as a request never comes to a filter that writes anything down.
  if (info.path === '') return [];
  const nobody = user.name === '' && response.status === 401;
  const requestor = context.requestor ?? user;
  const { level, omitStages } = judge(policy, nobody ? undefined : requestor, info);
  if (level === 'None') return [];
  const now = `${new Date(context.server.clock.now()).toISOString().slice(0, -1)}000Z`;
  const agent = request.headers.get('user-agent') ?? '';
  const head = (stage: AuditStage): JsonObject => ({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level,
    auditID: context.auditId,
    stage,
    requestURI: request.target,
    verb: info.verb,
    user: nobody ? {} : userMembers(requestor),
  });
  const caller: JsonObject = {
    sourceIPs: sourceAddresses(request.headers.get('x-forwarded-for') ?? '', request.headers.get('x-real-ip') ?? '', remote),
    ...(agent ? { userAgent: agent.length > LONGEST_AGENT ? `${agent.slice(0, LONGEST_AGENT)}...TRUNCATED` : agent } : {}),
  };
  const times: JsonObject = { requestReceivedTimestamp: now, stageTimestamp: now };
  const reference = (named: JsonObject): JsonObject => (info.isResourceRequest ? { objectRef: objectReference(context, named) } : {});
  const received: JsonObject = { ...head('RequestReceived'), ...caller, ...reference({}), ...times };

  const asked = await requestObject(context);
  const answered = await responseObject(context, response);
  const annotations = Object.entries(context.annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const answer = (stage: AuditStage): JsonObject => ({
    ...head(stage),
    ...(context.requestor ? { impersonatedUser: userMembers(user) } : {}),
    ...(context.constraint ? { authenticationMetadata: { impersonationConstraint: context.constraint } } : {}),
    ...caller,
    ...reference(isJsonObject(asked?.metadata) && !asked.patch ? asked.metadata : {}),
    responseStatus: { metadata: {}, ...(answered?.kind === 'Status' ? statusMembers(answered) : {}), code: response.status },
    ...(reaches(level, 'Request') && asked ? { requestObject: asked.object } : {}),
    ...(reaches(level, 'RequestResponse') && answered ? { responseObject: answered } : {}),
    ...times,
    ...(annotations.length ? { annotations: Object.fromEntries(annotations) } : {}),
  });
  const stages: [AuditStage, JsonObject][] = nobody
    ? [['ResponseStarted', answer('ResponseStarted')]]
    : [
        ['RequestReceived', received],
        ...(isLong(context) ? [['ResponseStarted', answer('ResponseStarted')] as [AuditStage, JsonObject]] : []),
        ['ResponseComplete', answer('ResponseComplete')],
      ];
  return stages.flatMap(([stage, event]) => (omitStages.has(stage) ? [] : [event]));
}

const reaches = (level: Level, wanted: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);

const isLong = ({ info }: RequestContext): boolean =>
  LONG_VERBS.includes(info.verb) || (info.isResourceRequest && LONG_SUBRESOURCES.includes(info.subresource));

function userMembers({ name, uid, groups, extra }: UserInfo): JsonObject {
  const keys = Object.keys(extra).sort();
  return {
    ...(name ? { username: name } : {}),
    ...(uid ? { uid } : {}),
    ...(groups.length ? { groups: [...groups] } : {}),
    ...(keys.length ? { extra: Object.fromEntries(keys.map((k) => [k, [...(extra[k] ?? [])]])) } : {}),
  };
}

/** What the body says of itself fills in what the URL leaves open. */
function objectReference({ info }: RequestContext, metadata: JsonObject): JsonObject {
  const or = (value: string, key: string): string => value || (typeof metadata[key] === 'string' ? metadata[key] : '');
  const namespace = or(info.namespace, 'namespace');
  const name = or(info.name, 'name');
  const uid = or('', 'uid');
  const resourceVersion = or('', 'resourceVersion');
  return {
    ...(info.resource ? { resource: info.resource } : {}),
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
    ...(uid ? { uid } : {}),
    ...(info.apiGroup ? { apiGroup: info.apiGroup } : {}),
    ...(info.apiVersion ? { apiVersion: info.apiVersion } : {}),
    ...(resourceVersion ? { resourceVersion } : {}),
    ...(info.subresource ? { subresource: info.subresource } : {}),
  };
}

/** A patch is written as it was sent, an object as it was decoded; the options of a deletion are not written. */
async function requestObject(context: RoutedContext): Promise<{ object: Json; metadata: Json | undefined; patch: boolean } | undefined> {
  if (context.write?.verb === 'patch') {
    const patch = await parse(context.request.body);
    return patch === undefined ? undefined : { object: patch, metadata: undefined, patch: true };
  }
  if (!context.decoded) return undefined;
  const object = plain(context.decoded);
  return { object, metadata: isJsonObject(object) ? object.metadata : undefined, patch: false };
}

async function responseObject({ info }: RequestContext, response: HttpResponse): Promise<JsonObject | undefined> {
  if (info.verb === 'watch') return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/(json|yaml)/.test(type)) return undefined;
  const value = await parse(response.body);
  return isJsonObject(value) && typeof value.kind === 'string' && typeof value.apiVersion === 'string' ? value : undefined;
}

function statusMembers({ status, message, reason, details }: JsonObject): JsonObject {
  return {
    ...(status === undefined ? {} : { status }),
    ...(message === undefined ? {} : { message }),
    ...(reason === undefined ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
  };
}

async function parse(text: string): Promise<Json | undefined> {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const document = (await import('yaml')).parseDocument(text);
    const read = document.errors.length ? undefined : yamlValue(document);
    return read && 'value' in read ? plain(read.value) : undefined;
  }
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value));

/** Models apimachinery pkg/util/net SourceIPs: what proxies say of the way here, and at the end whoever really called. */
function sourceAddresses(forwarded: string, real: string, remote: string): string[] {
  const isAddress = (text: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[\da-f:.]*:[\da-f:.]*$/i.test(text);
  const found = forwarded
    .split(',')
    .map((part) => part.trim())
    .filter(isAddress);
  if (isAddress(real) && !found.includes(real)) found.push(real);
  if (found.at(-1) !== remote) found.push(remote);
  return found;
}
