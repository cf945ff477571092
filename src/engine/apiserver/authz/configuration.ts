// Models apiserver pkg/apis/apiserver/{load,validation} of AuthorizationConfiguration and the name check of pkg/kubeapiserver/authorizer.
// What webhook members may hold stands in webhook-configuration.ts, and what a reload makes of it in reload.ts. Left out: nothing.
import { isJsonObject, type Members } from '../../../trace/json.ts';
import { aggregate, goQuote } from '../../http/go-format.ts';
import { goJsonKind, goJsonSyntaxError } from '../../http/go-json.ts';
import { type FieldError, fieldErrorText } from '../../http/status.ts';
import { yamlValue, yamlWords } from '../../http/yaml-value.ts';
import { dns1123SubdomainFaults } from '../resources/validation/names.ts';
import { MODES, type Mode } from './modes.ts';
import { durationFault, readWebhookSettings, unknownWebhookMembers, type WebhookSettings } from './webhook-configuration.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** JSON when it begins like it, else YAML. The YAML reader is loaded only for what is no JSON. */
export async function readJsonOrYaml(source: string): Promise<{ value: unknown } | { error: string; yaml?: string }> {
  try {
    return { value: JSON.parse(source) };
  } catch {
    if (/^\s*\{/.test(source)) return { error: goJsonSyntaxError(source) ?? '' };
    const { LineCounter, parseDocument } = await import('yaml');
    const lineCounter = new LineCounter();
    const document = parseDocument(source, { version: '1.1', merge: true, prettyErrors: false, lineCounter });
    const problem = document.errors[0];
    const read = problem ? { error: yamlWords(problem, lineCounter.linePos(problem.pos[0]).line, source) } : yamlValue(document);
    return 'error' in read ? { error: `error converting YAML to JSON: ${read.error}`, yaml: read.error } : read;
  }
}

/** The decoder's words for a document that is no object; undefined for one that is. */
export function notAnObject(value: unknown): string | undefined {
  if (isJsonObject(value)) return undefined;
  const members = 'APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\""';
  return `json: cannot unmarshal ${goJsonKind(value)} into Go value of type struct { ${members} }`;
}

export const noSuchKind = (kind: string, version: string): string =>
  `no kind ${goQuote(kind)} is registered for version ${goQuote(version)} in scheme "pkg/runtime/scheme.go:111"`;

/** What the file asks for in order; `webhook` for members of that type. Or the server's words. */
export type AskedAuthorizer = { mode: Mode; webhook?: WebhookSettings };

/**
 * @param readFile a file of the node; undefined when there is none
 * @param required types that have been there since the start, and must stay
 */
export async function readAuthorizationConfiguration(
  source: string,
  readFile: (path: string) => string | undefined = () => undefined,
  required: readonly Mode[] = [],
): Promise<{ authorizers: AskedAuthorizer[] } | { error: string }> {
  const read: Awaited<ReturnType<typeof readJsonOrYaml>> = source ? await readJsonOrYaml(source) : { value: undefined };
  const failed = (why: string) => ({ error: `failed to load AuthorizationConfiguration from file: ${why}` });
  if ('error' in read) return failed(read.yaml ?? `couldn't get version/kind; json parse error: ${read.error}`);
  if (read.value !== undefined) {
    const fault = headFault(read.value, source) ?? strictFault(read.value as Members);
    if (fault) return failed(fault);
  }
  const { authorizers: listed } = (read.value ?? {}) as Members;
  const authorizers = Array.isArray(listed) ? listed.map((a) => (isJsonObject(a) ? a : {})) : [];
  const { errors, asked } = await validate(authorizers, readFile);
  if (errors.length) return { error: aggregate(errors.map(fieldErrorText)) };
  const names = asked.flatMap(({ mode }, i) => {
    const name = text(authorizers[i]?.name);
    return mode === 'Webhook' || name === mode.toLowerCase() ? [] : [`expected name ${mode.toLowerCase()} for authorizer ${mode} instead of ${name}`];
  });
  const missing = required.filter((mode) => !asked.some((one) => one.mode === mode)).sort();
  if (missing.length) names.push(`missing required types: [${missing.join(' ')}]`);
  return names.length ? { error: aggregate(names) } : { authorizers: asked };
}

function headFault(value: unknown, source: string): string | undefined {
  const wrong = notAnObject(value);
  if (wrong) return `couldn't get version/kind; json parse error: ${wrong}`;
  const { apiVersion, kind } = value as Members;
  if (!kind) return `Object 'Kind' is missing in '${source}'`;
  if (!apiVersion) return `Object 'apiVersion' is missing in '${source}'`;
  const known = kind === 'AuthorizationConfiguration' && /^apiserver\.config\.k8s\.io\/(v1|v1beta1|v1alpha1)$/.test(text(apiVersion));
  return known ? undefined : noSuchKind(String(kind), String(apiVersion));
}

/** Unknown members of the document and its authorizers, as strict decoding names them. */
function strictFault(root: Members): string | undefined {
  const unknown = Object.keys(root).filter((k) => !['apiVersion', 'kind', 'authorizers'].includes(k));
  const authorizers = Array.isArray(root.authorizers) ? root.authorizers : [];
  authorizers.forEach((a: unknown, i) => {
    if (!isJsonObject(a)) return;
    for (const key of Object.keys(a)) if (!['type', 'name', 'webhook'].includes(key)) unknown.push(`authorizers[${i}].${key}`);
    unknown.push(...unknownWebhookMembers(a.webhook, `authorizers[${i}].webhook`));
  });
  const fault = authorizers.flatMap((a: unknown) => (isJsonObject(a) ? (durationFault(a.webhook) ?? []) : []))[0];
  if (fault) return fault;
  return unknown.length ? `strict decoding error: ${unknown.map((k) => `unknown field ${goQuote(k)}`).join(', ')}` : undefined;
}

async function validate(
  authorizers: readonly Members[],
  readFile: (path: string) => string | undefined,
): Promise<{ errors: FieldError[]; asked: AskedAuthorizer[] }> {
  const asked: AskedAuthorizer[] = [];
  if (!authorizers.length) return { asked, errors: [{ type: 'Required', field: 'authorizers', detail: 'at least one authorization mode must be defined' }] };
  const errors: FieldError[] = [];
  const types = new Set<string>();
  const names = new Set<string>();
  for (const [i, authorizer] of authorizers.entries()) {
    const at = `authorizers[${i}]`;
    const type = text(authorizer.type);
    const name = text(authorizer.name);
    if (!type) errors.push({ type: 'Required', field: `${at}.type` });
    else if (!(MODES as readonly string[]).includes(type))
      errors.push({
        type: 'NotSupported',
        field: `${at}.type`,
        value: goQuote(type),
        detail: `supported values: ${[...MODES].sort().map(goQuote).join(', ')}`,
      });
    else if (types.has(type) && type !== 'Webhook') errors.push({ type: 'Duplicate', field: `${at}.type`, value: goQuote(type) });
    else {
      types.add(type);
      const bad = dns1123SubdomainFaults(name);
      if (!name) errors.push({ type: 'Required', field: `${at}.name` });
      else if (names.has(name)) errors.push({ type: 'Duplicate', field: `${at}.name`, value: goQuote(name) });
      else if (bad.length)
        errors.push({
          type: 'Invalid',
          field: `${at}.name`,
          value: goQuote(name),
          detail: `authorizer name is invalid: ${bad.join(', ')}`,
        });
      names.add(name);
      if (type === 'Webhook' && !authorizer.webhook) errors.push({ type: 'Required', field: `${at}.webhook`, detail: 'required when type=Webhook' });
      if (type !== 'Webhook' && authorizer.webhook)
        errors.push({
          type: 'Invalid',
          field: `${at}.webhook`,
          value: goQuote('non-null'),
          detail: 'may only be specified when type=Webhook',
        });
      const settings = type === 'Webhook' && isJsonObject(authorizer.webhook) ? await readWebhookSettings(authorizer.webhook, at, name, readFile) : undefined;
      if (settings && 'errors' in settings) errors.push(...settings.errors);
      else asked.push({ mode: type as Mode, ...(settings ? { webhook: settings.settings } : {}) });
    }
  }
  return { errors, asked };
}
