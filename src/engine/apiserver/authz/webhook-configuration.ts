// Models the webhook part of AuthorizationConfiguration (apiserver pkg/apis/apiserver/{v1/defaults.go,validation}) and the flags that say the same.
// Left out: connections of type InClusterConfig (said by name), names of metrics.
import { isJsonObject, type Members } from '../../../trace/json.ts';
import { durationText, parseGoDuration } from '../../http/go-duration.ts';
import { goQuote } from '../../http/go-format.ts';
import type { FieldError } from '../../http/status.ts';
import { compileMatchConditions, type MatchConditions } from '../webhooks/match-conditions.ts';
import { type Flags, flagValue } from './modes.ts';

export interface WebhookSettings {
  readonly name: string;
  readonly timeoutMs: number;
  readonly authorizedMs: number;
  readonly unauthorizedMs: number;
  readonly version: string;
  readonly failurePolicy: 'NoOpinion' | 'Deny';
  readonly kubeConfigFile: string;
  readonly match: MatchConditions | undefined;
  /** Texts of the conditions. */
  readonly conditions: readonly string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const DURATIONS = ['authorizedTTL', 'unauthorizedTTL', 'timeout'];
const MEMBERS = [
  ...DURATIONS,
  'cacheAuthorizedRequests',
  'cacheUnauthorizedRequests',
  'subjectAccessReviewVersion',
  'matchConditionSubjectAccessReviewVersion',
  'failurePolicy',
  'connectionInfo',
  'matchConditions',
];

/** Members that strict decoding does not know, by path below `at`. */
export function unknownWebhookMembers(webhook: unknown, at: string): string[] {
  if (!isJsonObject(webhook)) return [];
  const inside = (value: unknown, known: readonly string[], path: string): string[] =>
    isJsonObject(value) ? Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [`${path}.${key}`])) : [];
  return Object.entries(webhook).flatMap(([key, value]) => {
    if (!MEMBERS.includes(key)) return [`${at}.${key}`];
    if (key === 'connectionInfo') return inside(value, ['type', 'kubeConfigFile'], `${at}.${key}`);
    if (key !== 'matchConditions' || !Array.isArray(value)) return [];
    return value.flatMap((condition, i) => inside(condition, ['expression'], `${at}.${key}[${i}]`));
  });
}

/** What the decoder says of a duration that is none; undefined when all are. */
export function durationFault(webhook: unknown): string | undefined {
  if (!isJsonObject(webhook)) return undefined;
  return DURATIONS.flatMap((name) => (typeof webhook[name] === 'string' ? (parseGoDuration(text(webhook[name])).error ?? []) : []))[0];
}

/** The settings of one webhook, or what is wrong with them, in the server's order. The server leaves `webhook` out of the paths it names. */
export async function readWebhookSettings(
  webhook: Members,
  at: string,
  name: string,
  readFile: (path: string) => string | undefined,
): Promise<{ settings: WebhookSettings } | { errors: FieldError[] }> {
  const errors: FieldError[] = [];
  const required = (member: string, detail = '') => errors.push({ type: 'Required', field: `${at}.${member}`, ...(detail ? { detail } : {}) });
  const invalid = (member: string, value: string, detail: string) => errors.push({ type: 'Invalid', field: `${at}.${member}`, value: goQuote(value), detail });
  const unsupported = (member: string, value: string, values: readonly string[]) =>
    errors.push({ type: 'NotSupported', field: `${at}.${member}`, value: goQuote(value), detail: `supported values: ${values.map(goQuote).join(', ')}` });
  const milliseconds = (member: string, byDefault: number): number => parseGoDuration(text(webhook[member]) || '0').ms || byDefault;

  const timeoutMs = milliseconds('timeout', 0);
  if (timeoutMs === 0) required('timeout');
  else if (timeoutMs < 0 || timeoutMs > 30_000) invalid('timeout', durationText(timeoutMs), 'must be > 0s and <= 30s');
  const authorizedMs = milliseconds('authorizedTTL', 300_000);
  if (authorizedMs < 0) invalid('authorizedTTL', durationText(authorizedMs), 'must be > 0s');
  const unauthorizedMs = milliseconds('unauthorizedTTL', 30_000);
  if (unauthorizedMs < 0) invalid('unauthorizedTTL', durationText(unauthorizedMs), 'must be > 0s');
  const version = text(webhook.subjectAccessReviewVersion);
  if (!version) required('subjectAccessReviewVersion');
  else if (!VERSIONS.includes(version)) unsupported('subjectAccessReviewVersion', version, VERSIONS);
  const conditions = Array.isArray(webhook.matchConditions) ? webhook.matchConditions : [];
  const conditionVersion = text(webhook.matchConditionSubjectAccessReviewVersion);
  if (!conditionVersion) {
    if (conditions.length) required('matchConditionSubjectAccessReviewVersion', 'required if match conditions are specified');
  } else if (conditionVersion !== 'v1') unsupported('matchConditionSubjectAccessReviewVersion', conditionVersion, ['v1']);
  const failurePolicy = text(webhook.failurePolicy);
  if (!failurePolicy) required('failurePolicy');
  else if (failurePolicy !== 'NoOpinion' && failurePolicy !== 'Deny') unsupported('failurePolicy', failurePolicy, ['NoOpinion', 'Deny']);

  const connection = isJsonObject(webhook.connectionInfo) ? webhook.connectionInfo : {};
  const type = text(connection.type);
  const file = text(connection.kubeConfigFile);
  if (!type) required('connectionInfo.type');
  else if (type === 'InClusterConfig') {
    if (connection.kubeConfigFile !== undefined) invalid('connectionInfo.kubeConfigFile', file, 'can only be set when type=KubeConfigFile');
    else invalid('connectionInfo.type', type, 'Gatehouse does not model webhooks inside the cluster: use KubeConfigFile');
  } else if (type !== 'KubeConfigFile') {
    const value = JSON.stringify({ Type: type, KubeConfigFile: connection.kubeConfigFile ?? null });
    errors.push({ type: 'NotSupported', field: `${at}.connectionInfo.type`, value, detail: 'supported values: "InClusterConfig", "KubeConfigFile"' });
  } else if (!file) required('connectionInfo.kubeConfigFile');
  // A path that begins with $ stands for an absolute one.
  else if (!/^[/$]/.test(file)) invalid('connectionInfo.kubeConfigFile', file, 'must be an absolute path');
  else if (readFile(file) === undefined) invalid('connectionInfo.kubeConfigFile', file, `error loading file: stat ${file}: no such file or directory`);

  const compiled = await compileMatchConditions(conditions, `${at}.matchConditions`);
  if ('errors' in compiled) errors.push(...compiled.errors);
  if (errors.length || 'errors' in compiled) return { errors };
  return {
    settings: {
      name,
      timeoutMs,
      authorizedMs: webhook.cacheAuthorizedRequests === false ? 0 : authorizedMs,
      unauthorizedMs: webhook.cacheUnauthorizedRequests === false ? 0 : unauthorizedMs,
      version,
      failurePolicy: failurePolicy === 'Deny' ? 'Deny' : 'NoOpinion',
      kubeConfigFile: file,
      match: conditions.length ? compiled.match : undefined,
      conditions: conditions.map((condition) => (isJsonObject(condition) ? text(condition.expression) : '')),
    },
  };
}

const VERSIONS = ['v1', 'v1beta1'];

/** What the --authorization-webhook-* flags say. */
export function webhookSettingsOfFlags(flags: Flags): { settings: WebhookSettings } | { error: string; flag: string } {
  const version = flagValue(flags, 'authorization-webhook-version') || 'v1beta1';
  if (!VERSIONS.includes(version)) {
    const error = `unsupported webhook authorizer version ${goQuote(version)}, supported versions are "v1", "v1beta1"`;
    return { error, flag: 'authorization-webhook-version' };
  }
  const ttl = (name: string, byDefault: string): number => parseGoDuration(flagValue(flags, name) || byDefault).ms ?? 0;
  return {
    settings: {
      name: 'default',
      timeoutMs: 30_000,
      authorizedMs: ttl('authorization-webhook-cache-authorized-ttl', '5m0s'),
      unauthorizedMs: ttl('authorization-webhook-cache-unauthorized-ttl', '30s'),
      version,
      failurePolicy: 'NoOpinion',
      kubeConfigFile: flagValue(flags, 'authorization-webhook-config-file'),
      match: undefined,
      conditions: [],
    },
  };
}
