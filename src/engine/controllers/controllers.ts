// Models cmd/kube-controller-manager for the controllers of this folder: a client of the API server like any other, over HTTP, each controller with
// a token of its own account. Left out: leader election, tries after a refusal (only the next change helps), every controller that is not named here.

import type { Members } from '../../trace/json.ts';
import type { Clock } from '../clock.ts';
import { type ComponentClient, members, textOf } from '../nodes/component-client.ts';
import { ControllerClient, type TokenBox, type Tokens } from '../nodes/controller-client.ts';
import type { Random } from '../random.ts';
import { aggregateRoles, filledRoles } from './cluster-role-aggregation.ts';
import { type ControllerContext, type Files, PATHS, type Watched } from './controller-context.ts';
import { makeDefaultAccount } from './default-service-accounts.ts';
import { Informers, type InformersSnapshot, namespaceOf, type Refreshed } from './informers.ts';
import { ROOT_CA } from './made-objects.ts';
import { emptyNamespace } from './namespace-deletion.ts';
import { publishRootCa } from './root-ca-publisher.ts';
import { deleteTokenSecrets, fillTokenSecret } from './token-secrets.ts';

export interface ControllersInput extends Files {
  /** Makes one that says in its user agent as whom it works. */
  client(as: string): ComponentClient;
  clock: Clock;
  random: Random;
  /** The revision at which it was started. */
  since: number;
  /** Its hours count from here. Milliseconds since 1970. */
  born: number;
}

export interface ControllersSnapshot {
  readonly held: InformersSnapshot;
  readonly tokens: Tokens;
  readonly gathered: ReadonlySet<string> | undefined;
  readonly cleanedAt: number;
}

const HOUR = 3_600_000;
const nameOf = (object: Members | undefined): string => textOf(members(object?.metadata).name);
const phaseOf = (namespace: Members | undefined): unknown => members(namespace?.status).phase;

export class Controllers {
  readonly #context: ControllerContext;
  readonly #born: number;
  readonly #box: TokenBox = { tokens: new Map() };
  #certificates: typeof import('./certificates.ts') | undefined;
  #gathered: ReadonlySet<string> | undefined;
  #cleanedAt = 0;

  constructor({ client, since, born, ...input }: ControllersInput) {
    const own = client('kube-controller-manager');
    const as = (account: string) => new ControllerClient(account, own, client(`system:serviceaccount:kube-system:${account}`), input.clock.now, this.#box);
    this.#context = { ...input, as, own: client, informers: new Informers(client('shared-informers'), since) };
    this.#born = born;
  }

  /** Somebody wrote some of these: every controller that watches them looks what, and does what follows. */
  async run(written: ReadonlySet<Watched>): Promise<void> {
    const { informers } = this.#context;
    const news: [Watched, Refreshed][] = [];
    for (const what of Object.keys(PATHS) as (keyof typeof PATHS)[]) if (written.has(what)) news.push([what, await informers.refresh(PATHS[what])]);
    for (const [what, refreshed] of news) await this.#act(what, refreshed);
    if (!written.has('leavings')) return;
    for (const namespace of (await informers.known(PATHS.namespaces)).values())
      if (phaseOf(namespace) === 'Terminating') await emptyNamespace(this.#context, nameOf(namespace));
  }

  async #act(what: Watched, { seen, before: roles }: Refreshed): Promise<void> {
    const context = this.#context;
    switch (what) {
      case 'namespaces': {
        const became = (phase: string) => seen.filter(({ before, now }) => phaseOf(now) === phase && phaseOf(before) !== phase).map(({ now }) => nameOf(now));
        for (const namespace of became('Terminating')) await emptyNamespace(context, namespace);
        const active = became('Active');
        for (const namespace of active) await makeDefaultAccount(context, namespace);
        for (const namespace of active) await publishRootCa(context, namespace);
        return;
      }
      case 'serviceaccounts':
        for (const { before, now } of seen) {
          if (!before || now) continue;
          await deleteTokenSecrets(context, before);
          if (nameOf(before) === 'default') await this.#in(before, makeDefaultAccount);
        }
        return;
      case 'configmaps':
        for (const { before, now } of seen) if (before && nameOf(before) === ROOT_CA) await this.#in(now ?? before, publishRootCa);
        return;
      case 'secrets':
        for (const { now } of seen) if (now) await fillTokenSecret(context, now);
        return;
      case 'clusterroles':
        this.#gathered = await aggregateRoles(context, this.#gathered ?? filledRoles(roles));
        return;
      case 'certificatesigningrequests':
        this.#certificates ??= await import('./certificates.ts');
        await this.#certificates.followRequests(context);
    }
  }

  /** Works in the namespace of the object, unless it is about to go. */
  async #in(object: Members, work: (context: ControllerContext, namespace: string) => Promise<void>): Promise<void> {
    const namespace = namespaceOf(object);
    if (phaseOf((await this.#context.informers.known(PATHS.namespaces)).get(`/${namespace}`)) === 'Active') await work(this.#context, namespace);
  }

  /** The first look of the hour that finds a certificate request older than it may be, and has not been yet. */
  next(): number | undefined {
    const first = this.#certificates?.firstEnd(this.#context) ?? Number.POSITIVE_INFINITY;
    if (!Number.isFinite(first)) return undefined;
    const hour = (moment: number): number => (moment - this.#born) / HOUR;
    const at = Math.max(Math.floor(hour(first)) + 1, Math.ceil(hour(this.#context.clock.now())), Math.floor(hour(this.#cleanedAt)) + 1);
    return this.#born + at * HOUR;
  }

  async clean(): Promise<void> {
    this.#cleanedAt = this.#context.clock.now();
    await this.#certificates?.cleanRequests(this.#context);
  }

  snapshot(): ControllersSnapshot {
    return { held: this.#context.informers.held, tokens: this.#box.tokens, gathered: this.#gathered, cleanedAt: this.#cleanedAt };
  }

  restore(saved: ControllersSnapshot | undefined): void {
    this.#context.informers.held = saved?.held ?? new Map();
    this.#box.tokens = saved?.tokens ?? new Map();
    this.#gathered = saved?.gathered;
    this.#cleanedAt = saved?.cleanedAt ?? 0;
  }
}
