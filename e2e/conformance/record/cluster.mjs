// A real cluster on loopback for one configuration of the server: etcd, kube-apiserver and, where asked for, kube-controller-manager.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const API_PORT = 26443;
const ETCD_PORT = 26379;
const ETCD_PEER_PORT = 26380;
const CONTROLLER_PORT = 26257;
const START_MS = 180_000;
/** Nothing was written for this long: the controllers are done. */
const QUIET_MS = 700;
const SETTLE_MS = 20_000;
/** A watch that nobody ends would last for ever; the server gives up on anything else after 60 s. */
const ANSWER_MS = 70_000;

/** README.md beside the cases lists these; the last three only make a server on loopback possible. */
const BASE_FLAGS = {
  'authorization-mode': 'Node,RBAC',
  'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
  'service-account-key-file': '$PKI/sa.pub',
  'service-account-signing-key-file': '$PKI/sa.key',
  'client-ca-file': '$PKI/client-ca.crt',
  'tls-cert-file': '$PKI/apiserver.crt',
  'tls-private-key-file': '$PKI/apiserver.key',
  'service-cluster-ip-range': '10.0.0.0/24',
  'advertise-address': '127.0.0.1',
  'secure-port': String(API_PORT),
  profiling: 'false',
  'bind-address': '127.0.0.1',
  'endpoint-reconciler-type': 'none',
  'etcd-servers': `http://127.0.0.1:${ETCD_PORT}`,
};

export class Cluster {
  #processes = [];

  /** `folder` is emptied and becomes $DIR; `keys` is the folder of the stand-ins, $PKI. */
  constructor({ bin, folder, keys, server }) {
    Object.assign(this, { bin, folder, keys, server });
  }

  /** A text with $PKI and $DIR as they are on this machine. */
  places(text) {
    return text.replaceAll('$PKI', this.keys).replaceAll('$DIR', this.folder);
  }

  /** The reverse, for what is written down. */
  elsewhere(text) {
    return text.replaceAll(this.keys, '$PKI').replaceAll(this.folder, '$DIR');
  }

  /** undefined when the server takes requests, else what it said when it refused to start. */
  async start() {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(path.join(this.folder, 'home', '.kube'), { recursive: true });
    for (const [name, text] of Object.entries(this.server.files ?? {})) writeFileSync(path.join(this.folder, name), this.places(text));
    const etcd = `http://127.0.0.1:${ETCD_PORT}`;
    const peer = `http://127.0.0.1:${ETCD_PEER_PORT}`;
    this.#run('etcd', {
      'data-dir': path.join(this.folder, 'etcd'),
      'listen-client-urls': etcd,
      'advertise-client-urls': etcd,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `default=${peer}`,
      'unsafe-no-fsync': 'true',
      'log-level': 'error',
    });
    const api = this.#run('kube-apiserver', this.#flags());
    const refusal = await this.#ready(api);
    if (refusal !== undefined) return refusal;
    if (this.server.controllers) this.#startControllers();
    await this.#defaults();
    return undefined;
  }

  #flags() {
    const { flags = {}, files = {} } = this.server;
    const all = { ...BASE_FLAGS, ...flags };
    if (flags['authorization-config']) delete all['authorization-mode'];
    const value = (text) => (text in files ? path.join(this.folder, text) : this.places(text));
    return Object.fromEntries(Object.entries(all).flatMap(([name, given]) => (given === null ? [] : [[name, [given].flat().map(value)]])));
  }

  #run(program, flags) {
    const args = Object.entries(flags).flatMap(([name, values]) => [values].flat().map((value) => `--${name}=${value}`));
    const child = spawn(path.join(this.bin, program), args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const running = { child, said: '', ended: false, end: undefined };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        running.said = (running.said + data).slice(-1_000_000);
      });
    }
    running.end = new Promise((resolve) => {
      child.on('close', () => {
        running.ended = true;
        resolve();
      });
      child.on('error', (error) => {
        running.said += error.message;
        running.ended = true;
        resolve();
      });
    });
    this.#processes.push(running);
    return running;
  }

  async #ready(api) {
    for (const until = Date.now() + START_MS; Date.now() < until; await wait(200)) {
      if (api.ended) return startFailure(api.said);
      const answer = await this.request({ method: 'GET', path: '/readyz', cert: 'admin' }).catch(() => undefined);
      if (answer?.status === 200) return undefined;
    }
    throw new Error(`the server was not ready in time: ${api.said.slice(-2000)}`);
  }

  #startControllers() {
    const user = { 'client-certificate': `${this.keys}/kcm.crt`, 'client-key': `${this.keys}/kcm.key` };
    this.#run('kube-controller-manager', {
      kubeconfig: this.kubeconfig(path.join(this.folder, 'kcm.kubeconfig'), user),
      'service-account-private-key-file': `${this.keys}/sa.key`,
      'root-ca-file': `${this.keys}/server-ca.crt`,
      'cluster-signing-cert-file': `${this.keys}/client-ca.crt`,
      'cluster-signing-key-file': `${this.keys}/client-ca.key`,
      'use-service-account-credentials': 'true',
      'leader-elect': 'false',
      'bind-address': '127.0.0.1',
      'secure-port': String(CONTROLLER_PORT),
      'cert-dir': this.folder,
    });
  }

  /** What every cluster has a moment after its server is ready: four namespaces, and with controllers their service accounts and the roles' rules. */
  async #defaults() {
    const wanted = async () => {
      const list = await this.#admin('/api/v1/namespaces');
      if (list.status === 401 || list.status === 403) return true; // a server without a client CA knows no admin
      if ((list.json?.items?.length ?? 0) < 4) return false;
      if (!this.server.controllers) return true;
      const accounts = await this.#admin('/api/v1/serviceaccounts?fieldSelector=metadata.name=default');
      const view = await this.#admin('/apis/rbac.authorization.k8s.io/v1/clusterroles/view');
      return accounts.json?.items?.length === list.json.items.length && (view.json?.rules?.length ?? 0) > 0;
    };
    for (const until = Date.now() + START_MS; !(await wanted()); await wait(250)) {
      if (Date.now() > until) throw new Error('the default objects did not appear in time');
    }
    await this.settle();
  }

  /** Waits until the controllers write no more: etcd's revision stands still. */
  async settle() {
    if (!this.server.controllers) return;
    const revision = async () => (await this.#admin('/api/v1/configmaps?limit=1')).json?.metadata?.resourceVersion;
    let seen = await revision();
    for (const until = Date.now() + SETTLE_MS; Date.now() < until; ) {
      await wait(QUIET_MS);
      const now = await revision();
      if (now === seen) return;
      seen = now;
    }
  }

  #admin(where) {
    return this.request({ method: 'GET', path: where, cert: 'admin' });
  }

  /** One HTTP request on a connection of its own: {status, headers, text}. Throws when there is no connection. */
  request({ method, path: target, headers = {}, body, token, cert }) {
    const sent = { ...headers };
    const has = (name) => Object.keys(sent).some((key) => key.toLowerCase() === name);
    if (token !== undefined && !has('authorization')) sent.Authorization = Buffer.from(`Bearer ${token}`).toString('latin1');
    const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    if (payload !== undefined) {
      if (!has('content-type')) sent['Content-Type'] = 'application/json';
      // Node sends the body of a DELETE without its length, and then the server sees none
      sent['Content-Length'] = Buffer.byteLength(payload);
    }
    const key = (name) => readFileSync(path.join(this.keys, name));
    const client = cert === undefined ? {} : { cert: key(`${cert}.crt`), key: key(`${cert}.key`) };
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port: API_PORT,
          method,
          path: target,
          headers: sent,
          agent: false,
          ca: key('server-ca.crt'),
          signal: AbortSignal.timeout(ANSWER_MS),
          ...client,
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => resolve(answerOf(response, Buffer.concat(chunks).toString())));
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  }

  /** Writes a kubeconfig whose user, cluster and context are called minikube; answers with the file's path. */
  kubeconfig(file, user) {
    const cluster = { 'certificate-authority': path.join(this.keys, 'server-ca.crt'), server: `https://127.0.0.1:${API_PORT}` };
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'minikube', cluster }],
      users: [{ name: 'minikube', user }],
      contexts: [{ name: 'minikube', context: { cluster: 'minikube', user: 'minikube', namespace: 'default' } }],
      'current-context': 'minikube',
    };
    writeFileSync(file, JSON.stringify(config, null, 1));
    return file;
  }

  async stop() {
    for (const running of this.#processes.reverse()) {
      if (!running.ended) running.child.kill('SIGTERM');
      const killed = setTimeout(() => running.child.kill('SIGKILL'), 5000);
      await running.end;
      clearTimeout(killed);
    }
    this.#processes = [];
  }
}

function answerOf(response, text) {
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.statusCode, headers: response.headers, text, json };
}

/** What stands after err= in the last lines of a server that gave up: a quoted string, or lines between err=< and >. */
function startFailure(said) {
  const block = /"command failed" err=<\n([\s\S]*?)\n\s*>/.exec(said)?.[1];
  if (block !== undefined) return block.replaceAll(/^\t/gm, '');
  const quoted = /"command failed" err=("(?:[^"\\]|\\.)*")/.exec(said)?.[1];
  if (quoted !== undefined) return JSON.parse(quoted);
  return said.trimEnd().split('\n').at(-1) ?? '';
}
