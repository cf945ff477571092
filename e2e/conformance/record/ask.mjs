// Asks a running cluster the questions of one case, step by step, and puts the answers where README.md beside the cases says they stand.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { API_PORT } from './cluster.mjs';

const ISSUER = 'https://kubernetes.default.svc.cluster.local';
const KEPT = ['content-type', 'www-authenticate', 'warning', 'location', 'cache-control', 'x-content-type-options', 'retry-after'];
const TEXT_KEPT = 20_000;
/** A script may hang on a prompt; the real kubectl waits 32 s for a server at most. */
const SCRIPT_MS = 90_000;
/** The server counts whole seconds, and a step after a sleep must be past the last one. */
const SLEEP_MORE_MS = 300;
const WRITTEN_IN_RECORDINGS = '192.168.49.2:8443';

/** The questions of a case, answered. `mint` signs tokens with the keys of `pki`. */
export async function answerCase(question, { cluster, pki, mint }) {
  const asking = new Asking(cluster, pki, mint);
  const steps = [];
  for (const step of question.steps) steps.push(await asking.step(step));
  return { ...question, steps };
}

/** Whether a case may leave something behind in the cluster: then the next one gets a fresh cluster. */
export function leavesTraces({ steps = [] }) {
  return steps.some(({ request, sh }) => sh !== undefined || (request && !/^(GET|HEAD|OPTIONS)$/.test(request.method) && !/reviews(\?|$)/.test(request.path)));
}

class Asking {
  #variables = { ISSUER };
  #last;
  #home;
  /** Revisions in the answers of an earlier recording, and those of the same objects now: bodies repeat the former. */
  #revisions = new Map();

  constructor(cluster, pki, mint) {
    Object.assign(this, { cluster, pki, mint });
  }

  async step(step) {
    const answered = await this.#answer(step);
    for (const [name, where] of Object.entries(step.capture ?? {})) this.#variables[name] = captured(name, where, this.#last);
    if (step.sh !== undefined || (step.request && step.request.method !== 'GET')) await this.cluster.settle();
    return answered;
  }

  async #answer(step) {
    if (step.mint) {
      const { name, ...what } = this.#fill(step.mint);
      this.#variables[name] = this.mint(what, this.pki);
      return step;
    }
    if (step.sleep !== undefined) {
      await wait(step.sleep * 1000 + SLEEP_MORE_MS);
      return step;
    }
    if (step.request) {
      const request = this.#withRevisionOfNow(step.request);
      this.#last = await this.cluster.request(this.#fill(request));
      const response = shown(this.#last);
      const before = step.response?.json?.metadata?.resourceVersion;
      const now = this.#last.json?.metadata?.resourceVersion;
      if (before && now) this.#revisions.set(before, now);
      return { ...step, request, response };
    }
    if (step.sh !== undefined) return { ...step, ...this.#script(step) };
    return step;
  }

  #withRevisionOfNow(request) {
    const now = this.#revisions.get(request.body?.metadata?.resourceVersion);
    return now ? { ...request, body: { ...request.body, metadata: { ...request.body.metadata, resourceVersion: now } } } : request;
  }

  #script({ sh, user }) {
    const environment = { PATH: `${this.cluster.bin}:/usr/bin:/bin`, HOME: path.join(this.cluster.folder, 'home') };
    const inHome = { cwd: environment.HOME, encoding: 'utf8', timeout: SCRIPT_MS, maxBuffer: 64 << 20 };
    if (!this.#home) {
      rmSync(environment.HOME, { recursive: true, force: true });
      mkdirSync(path.join(environment.HOME, '.kube'), { recursive: true });
      const admin = { 'client-certificate': path.join(this.cluster.keys, 'admin.crt'), 'client-key': path.join(this.cluster.keys, 'admin.key') };
      this.#home = this.cluster.kubeconfig(path.join(environment.HOME, '.kube', 'config'), admin);
      // so that no later answer depends on whether kubectl had to ask for discovery first
      spawnSync('kubectl', ['api-resources'], { ...inHome, env: environment });
    }
    if (user) environment.KUBECONFIG = this.cluster.kubeconfig(path.join(this.cluster.folder, 'other.kubeconfig'), this.#placed(this.#fill(user)));
    const { status, stdout, stderr } = spawnSync('bash', ['-c', this.cluster.places(this.#fillText(sh, true))], { ...inHome, env: environment });
    return { exit: status, stdout: this.#fromElsewhere(stdout), stderr: this.#fromElsewhere(stderr) };
  }

  #placed(value) {
    return JSON.parse(this.cluster.places(JSON.stringify(value)));
  }

  #fromElsewhere(text) {
    return this.cluster.elsewhere(text).replaceAll(`127.0.0.1:${API_PORT}`, WRITTEN_IN_RECORDINGS);
  }

  #fill(value) {
    if (typeof value === 'string') return this.#fillText(value, false);
    if (Array.isArray(value)) return value.map((item) => this.#fill(item));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#fill(item)]));
    return value;
  }

  #fillText(text, lax) {
    const alone = /^\{\{now([+-]\d+)?\}\}$/.exec(text);
    if (alone) return Math.floor(Date.now() / 1000) + Number(alone[1] ?? 0);
    return text.replace(/\{\{([\w.-]+)\}\}/g, (all, name) => {
      if (name in this.#variables) return this.#variables[name];
      if (lax) return all;
      throw new Error(`no variable ${name}`);
    });
  }
}

function captured(name, where, last) {
  const encoded = where.startsWith('base64:');
  const value = (encoded ? where.slice('base64:'.length) : where)
    .split('/')
    .slice(1)
    .reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], last?.json);
  if (value === undefined) throw new Error(`capture ${name}: nothing at ${where} in ${last?.text.slice(0, 300)}`);
  return encoded ? Buffer.from(String(value), 'base64').toString() : String(value);
}

function shown({ status, headers, text, json }) {
  const kept = Object.fromEntries(KEPT.filter((name) => headers[name] !== undefined).map((name) => [name, String(headers[name])]));
  if (json === undefined) return { status, headers: kept, text: text.slice(0, TEXT_KEPT) };
  return { status, headers: kept, json: JSON.parse(text, (key, value) => (key === 'managedFields' ? undefined : value)) };
}
