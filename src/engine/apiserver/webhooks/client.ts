// Models staging/src/k8s.io/apiserver/pkg/util/webhook/webhook.go with client-go's rest client under it: POST a review, ask again when that may help,
// read the answer. Waiting between tries is a number in a note, never time. Left out: jitter, client-go's own repeats, protobuf.
import { isJsonObject, type Members } from '../../../trace/json.ts';
import type { Recorder } from '../../../trace/recorder.ts';
import { parseGoDuration } from '../../http/go-duration.ts';
import { goQuote } from '../../http/go-format.ts';
import { Headers, type HttpResponse } from '../../http/message.ts';
import { userAgentOf } from '../../kubernetes-version.about.ts';
import type { CallResult } from '../../network/call.ts';
import { callOutside, type Network } from '../../network/outbound.ts';
import { notAnObject, readJsonOrYaml } from '../authz/configuration.ts';
import type { WebhookTarget } from './kubeconfig.ts';

const TRIES = 5;
const FIRST_WAIT_MS = 500;
const FACTOR = 1.5;

/** `status` of the review that came back; `{}` when it had none. */
export type Answer = { ok: true; status: Members } | { ok: false; error: string };

export interface Asking {
  readonly network: Network;
  readonly target: WebhookTarget;
  /** As Go prints the timeout, "30s": client-go puts it into the URL. */
  readonly timeout: string;
  /** "TokenReview", and its group and version. */
  readonly kind: string;
  readonly group: string;
  readonly version: string;
}

/** Sends a review and reads the status of the answer. Tries again as long as the server does. */
export async function askWebhook(asking: Asking, spec: Members, status: Members, recorder?: Recorder): Promise<Answer> {
  const { network, target, kind, group, version, timeout } = asking;
  const apiVersion = `${group}/${version}`;
  const body = JSON.stringify({ kind, apiVersion, metadata: {}, spec, status });
  const headers = new Headers([
    ['User-Agent', userAgentOf('kube-apiserver')],
    ['Accept', 'application/json, */*'],
    ['Content-Type', 'application/json'],
    ...(target.authorization ? [['Authorization', target.authorization] as const] : []),
  ]);
  const url = `${target.url}${target.url.includes('?') ? '&' : '?'}timeout=${timeout}`;
  const patience = parseGoDuration(timeout).ms;
  const trust = { ...target.trust, ...(patience ? { patience } : {}) };
  let wait = FIRST_WAIT_MS;
  for (let left = TRIES; ; left--) {
    const outcome = await callOutside({ network }, url, { method: 'POST', headers, body }, trust, recorder);
    const read = await judge(outcome, asking);
    if (read.ok || !read.again || left === 1) return read.ok ? read : { ok: false, error: read.error };
    recorder?.note(`asks again after ${wait} ms`, { ok: false });
    wait *= FACTOR;
  }
}

type Judged = { ok: true; status: Members } | { ok: false; error: string; again: boolean };

const no = (error: string, again = false): Judged => ({ ok: false, error, again });

async function judge(outcome: CallResult, { kind, group, version }: Asking): Promise<Judged> {
  if (!outcome.ok) return no(outcome.error, /connection reset by peer|http2: client connection lost/.test(outcome.error));
  const { response } = outcome;
  const { status, body } = response;
  if (status < 200 || status > 206) return no(failure(response), [429, 500, 504].includes(status) || response.headers.has('Retry-After'));
  // client-go reads YAML as well, so that many a text that is no JSON is a string.
  const read = await readJsonOrYaml(body);
  const wrong = 'error' in read ? read.error : notAnObject(read.value);
  if (wrong !== undefined) return no(`couldn't get version/kind; json parse error: ${wrong}`);
  const answer = ('value' in read && isJsonObject(read.value) && read.value) || {};
  if (answer.kind === 'Status') return no(String(answer.message ?? ''));
  const got = { kind: answer.kind || kind, apiVersion: answer.apiVersion || `${group}/${version}` };
  if (got.kind !== kind || got.apiVersion !== `${group}/${version}`) {
    const known = got.kind === kind && [`${group}/v1`, `${group}/v1beta1`].includes(String(got.apiVersion));
    if (known) return no(`converting (${String(got.apiVersion).split('/')[1] ?? ''}.${kind}) to (${version}.${kind}): unknown conversion`);
    return no(
      `no kind ${goQuote(String(got.kind))} is registered for version ${goQuote(String(got.apiVersion))} in scheme "k8s.io/client-go/kubernetes/scheme/register.go:83"`,
    );
  }
  return { ok: true, status: isJsonObject(answer.status) ? answer.status : {} };
}

/** What client-go makes of an answer that is no success (apimachinery pkg/api/errors NewGenericServerResponse). */
function failure({ status, body }: HttpResponse): string {
  try {
    const read: unknown = JSON.parse(body);
    if (isJsonObject(read) && read.kind === 'Status' && read.message) return String(read.message);
  } catch {
    // No Status: the code speaks for itself.
  }
  switch (status) {
    case 400:
      return body.trim() || 'the server rejected our request for an unknown reason';
    case 401:
      return 'the server has asked for the client to provide credentials';
    case 403:
      return body.trim() || 'forbidden';
    case 404:
      return 'the server could not find the requested resource';
    case 405:
      return 'the server does not allow this method on the requested resource';
    case 429:
      return 'the server has received too many requests and has asked us to try again later';
    case 503:
      return 'the server is currently unable to handle the request';
    case 504:
      return 'the server was unable to return a response in the time allotted, but may still be processing the request';
    default:
      return status >= 500
        ? `an error on the server (${goQuote(body || 'unknown')}) has prevented the request from succeeding`
        : `the server responded with the status code ${status} but did not return more information`;
  }
}
