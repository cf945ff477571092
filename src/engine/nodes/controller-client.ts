// Models controller-manager/pkg/clientbuilder/client_builder_dynamic.go: each controller works as a service account of its own, with a token of an hour
// that the manager's certificate asks for, once it has looked whether there is the account, or made it. Left out: tokens that are taken back early.
import { type Answer, type ComponentClient, members, type SendOptions, textOf } from './component-client.ts';

/** By account. Never changed in place: snapshots share it. */
export type Tokens = ReadonlyMap<string, { readonly text: string; readonly until: number }>;

/** Where the manager keeps the tokens of its controllers. */
export interface TokenBox {
  tokens: Tokens;
}

/** A token that has no more than this left, in milliseconds, is not used any more. */
const LEEWAY = 10_000;

export class ControllerClient {
  readonly #manager: ComponentClient;
  readonly #own: ComponentClient;
  readonly #account: string;
  readonly #now: () => number;
  readonly #box: TokenBox;

  constructor(account: string, manager: ComponentClient, own: ComponentClient, now: () => number, box: TokenBox) {
    this.#account = account;
    this.#manager = manager;
    this.#own = own;
    this.#now = now;
    this.#box = box;
  }

  async send(method: string, target: string, body?: unknown, more: SendOptions = {}): Promise<Answer> {
    return this.#own.send(method, target, body, { ...more, token: await this.#token() });
  }

  /** Empty when none is to be had: then the request says so itself. */
  async #token(): Promise<string> {
    const held = this.#box.tokens.get(this.#account);
    if (held && this.#now() < held.until - LEEWAY) return held.text;
    const accounts = '/api/v1/namespaces/kube-system/serviceaccounts';
    if ((await this.#manager.get(`${accounts}/${this.#account}`)).status === 404)
      await this.#manager.send('POST', accounts, { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: this.#account, namespace: 'kube-system' } });
    const { json } = await this.#manager.send('POST', `${accounts}/${this.#account}/token`, {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: {},
      spec: { audiences: null, expirationSeconds: 3600, boundObjectRef: null },
      status: { token: '', expirationTimestamp: null },
    });
    const { token, expirationTimestamp } = members(json.status);
    const text = textOf(token);
    if (text) this.#box.tokens = new Map(this.#box.tokens).set(this.#account, { text, until: Date.parse(textOf(expirationTimestamp)) });
    return text;
  }
}
