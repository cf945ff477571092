// Models staging/src/k8s.io/apiserver/plugin/pkg/authorizer/webhook/webhook.go: asks somebody else with a SubjectAccessReview.
// Left out: metrics, the context's deadline.
import type { UserInfo } from '../../../../trace/event.ts';
import type { Members } from '../../../../trace/json.ts';
import type { Recorder } from '../../../../trace/recorder.ts';
import { parseLabelSelector } from '../../../http/label-selector.ts';
import { AnswerCache, type Memory } from '../../webhooks/answer-cache.ts';
import { type Asking, askWebhook } from '../../webhooks/client.ts';
import type { MatchConditions } from '../../webhooks/match-conditions.ts';
import type { AskedAttributes, Authorization, Authorizer, RulesResult } from '../authorizer.ts';

export interface WebhookAuthorizerOptions {
  /** "authz.webhook"; of several each needs its own. */
  readonly id: string;
  /** As the configuration calls it; "default" for the one of the flags. */
  readonly name: string;
  readonly asking: Asking;
  readonly authorizedMs: number;
  readonly unauthorizedMs: number;
  readonly failurePolicy: 'NoOpinion' | 'Deny';
  readonly match: MatchConditions | undefined;
  readonly now: () => number;
  log(text: string): void;
}

/** Longer questions are answered, but not remembered. */
const CACHED_SIZE = 10_000;

export class WebhookAuthorizer implements Authorizer {
  readonly id: string;
  readonly title: string;
  readonly blurb = 'The server asks somebody else, with a SubjectAccessReview over HTTPS.';
  readonly upstream = 'staging/src/k8s.io/apiserver/plugin/pkg/authorizer/webhook/webhook.go';
  readonly #options: WebhookAuthorizerOptions;
  readonly #cache: AnswerCache<Members>;

  constructor(options: WebhookAuthorizerOptions) {
    this.id = options.id;
    this.title = options.name === 'default' ? 'Webhook' : `Webhook ${options.name}`;
    this.#options = options;
    this.#cache = new AnswerCache(options.now);
  }

  get memory(): Memory {
    return this.#cache;
  }

  async authorize(user: UserInfo, attributes: AskedAttributes & { labelSelector?: string }, recorder?: Recorder): Promise<Authorization> {
    const { asking, match, failurePolicy, authorizedMs, unauthorizedMs, log } = this.#options;
    const decisionOnError = failurePolicy === 'Deny' ? 'denied' : 'no-opinion';
    const spec = specOf(user, attributes);
    if (match) {
      const matched = match(matchable(spec), recorder);
      if ('error' in matched) return { decision: decisionOnError, reason: '', error: matched.error };
      if (!matched.matches) return { decision: 'no-opinion', reason: '', words: 'not asked: a match condition is false' };
    }
    const key = JSON.stringify(spec);
    const known = this.#cache.get(key);
    if (known) {
      recorder?.note(`answered ${Math.floor(known.age / 1000)} s ago: the webhook is not asked again`);
      return judge(known.value);
    }
    const answer = await askWebhook(asking, spec, { allowed: false }, recorder);
    if (!answer.ok) {
      log(`Failed to make webhook authorizer request: ${answer.error}`);
      return { decision: decisionOnError, reason: '', error: answer.error };
    }
    if (sizeOf(attributes) < CACHED_SIZE) this.#cache.put(key, answer.status, answer.status.allowed === true ? authorizedMs : unauthorizedMs);
    return judge(answer.status);
  }

  rulesFor(): RulesResult {
    return { resourceRules: [], nonResourceRules: [], incomplete: true, errors: ['webhook authorizer does not support user rule resolution'] };
  }
}

function judge({ allowed, denied, reason }: Members): Authorization {
  const said = typeof reason === 'string' ? reason : '';
  if (denied === true && allowed === true)
    return { decision: 'denied', reason: said, error: 'webhook subject access review returned both allow and deny response' };
  if (denied === true) return { decision: 'denied', reason: said, words: 'the webhook denies it' };
  if (allowed === true) return { decision: 'allowed', reason: said, words: 'the webhook allows it' };
  return { decision: 'no-opinion', reason: said, words: 'the webhook has no opinion' };
}

const sizeOf = (a: AskedAttributes): number => [a.namespace, a.verb, a.apiGroup, a.apiVersion, a.resource, a.subresource, a.name, a.path].join('').length;

/** The members that are not empty, in this order. */
const filled = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, v]) => v !== '' && v !== undefined && (!Array.isArray(v) || v.length > 0)));

function specOf(user: UserInfo, a: AskedAttributes & { labelSelector?: string }): Members {
  const fields = fieldRequirements(a.fieldSelector ?? '');
  const labels = labelRequirements(a.labelSelector ?? '');
  const { namespace, verb, apiGroup: group, apiVersion: version, resource, subresource, name, path } = a;
  return filled({
    ...(a.isResourceRequest
      ? {
          resourceAttributes: filled({
            ...{ namespace, verb, group, version, resource, subresource, name },
            fieldSelector: fields.length ? { requirements: fields } : undefined,
            labelSelector: labels.length ? { requirements: labels } : undefined,
          }),
        }
      : { nonResourceAttributes: filled({ path, verb }) }),
    user: user.name,
    groups: user.groups,
    extra: Object.keys(user.extra).length ? user.extra : undefined,
    uid: user.uid,
  });
}

/** Conditions see every text of the parts that are there, empty ones, too. */
function matchable(spec: Members): Members {
  const { resourceAttributes, nonResourceAttributes } = spec;
  const texts = (names: readonly string[]) => Object.fromEntries(names.map((n) => [n, '']));
  return {
    ...{ user: '', groups: [], uid: '', extra: {} },
    ...spec,
    ...(resourceAttributes
      ? { resourceAttributes: { ...texts(['namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name']), ...resourceAttributes } }
      : {}),
    ...(nonResourceAttributes ? { nonResourceAttributes: { ...texts(['path', 'verb']), ...nonResourceAttributes } } : {}),
  };
}

function fieldRequirements(selector: string): Members[] {
  return selector.split(',').flatMap((term) => {
    const [, key = '', operator = '', value = ''] = /^([^=!]+)(==|!=|=)(.*)$/.exec(term) ?? [];
    return key ? [{ key, operator: operator === '!=' ? 'NotIn' : 'In', values: [value] }] : [];
  });
}

const LABEL_OPERATORS: Record<string, string> = { '=': 'In', '==': 'In', in: 'In', '!=': 'NotIn', notin: 'NotIn', exists: 'Exists', '!': 'DoesNotExist' };

function labelRequirements(selector: string): Members[] {
  if (!selector) return [];
  const parsed = parseLabelSelector(selector);
  if (!('requirements' in parsed)) return [];
  return parsed.requirements.flatMap(({ key, operator, values }) => {
    const word = LABEL_OPERATORS[operator];
    return word ? [filled({ key, operator: word, values: [...values] })] : [];
  });
}
