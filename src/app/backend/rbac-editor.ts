// The RBAC tab and the cluster keep each other in step: valid text becomes API requests, and objects made elsewhere become text.
import type { KubeObject } from '../../engine/store/object.ts';
import type { World } from '../../engine/world.ts';
import type { Diagnostic } from '../../ports/diagnostic.ts';
import { Administrator, type Answer, statusMessage } from './administrator.ts';
import type { RunReport } from './backend.ts';
import type { RbacDocument } from './rbac-documents.ts';
import { collectionPath, keyOf, RBAC_GROUP, RBAC_RESOURCES } from './rbac-kinds.ts';

export const PROGRAM = 'rbac editor';

/** Reading YAML is loaded when there is some. */
const documents = () => import('./rbac-documents.ts');

export class RbacEditor {
  readonly #world: World;
  readonly #administrator: Administrator;
  /** Objects that came with the cluster: never the learner's. */
  readonly #given: ReadonlySet<string>;
  #text = '';
  /** The version each document became when it was sent: as long as it stands, the text is its learner's, letter by letter. */
  readonly #sent = new Map<string, string | undefined>();

  /** @param mine keys of objects that were laid over the base world: they belong to the learner from the start */
  constructor(world: World, mine: ReadonlySet<string>) {
    this.#world = world;
    this.#administrator = new Administrator(world, 'gatehouse-rbac-editor');
    this.#given = new Set([...this.#all()].map(([key]) => key).filter((key) => !mine.has(key)));
  }

  /** The learner's documents as the cluster holds them now. */
  async text(): Promise<string> {
    const own = this.#own();
    if (own.size === 0 && this.#text === '') return '';
    const { follow } = await documents();
    this.#text = follow(this.#text, own, this.#sent);
    return this.#text;
  }

  async apply(text: string): Promise<{ runs: RunReport[]; diagnostics: Diagnostic[]; status: 'in-force' | 'refused' }> {
    const { readDocuments, says } = await documents();
    const { documents: read, diagnostics } = readDocuments(text);
    if (diagnostics.length) return { runs: [], diagnostics, status: 'refused' };
    const runs: RunReport[] = [];
    const own = this.#own();
    const wanted = new Set(read.map(({ key }) => key));
    const send = async (method: string, target: string, body: RbacDocument | undefined, line: number): Promise<void> => {
      const answer = await this.#administrator.ask(method, body ? `${target}?fieldValidation=Strict` : target, body?.object);
      if (!answer) {
        diagnostics.push({ severity: 'error', line, column: 1, message: 'The API server does not run, so nobody can store this.' });
        return;
      }
      runs.push({ trace: answer.exchange.trace, background: false, program: PROGRAM });
      if (answer.status >= 400) diagnostics.push({ severity: 'error', line, column: 1, message: refusal(answer) });
    };
    for (const [key, object] of own) {
      if (wanted.has(key)) continue;
      const [resource = '', namespace = '', name = ''] = key.split('/');
      await send('DELETE', `${collectionPath({ resource, namespace })}/${object.metadata.name || name}`, undefined, 1);
    }
    for (const document of order(read)) {
      const present = own.get(document.key) ?? this.#get(document);
      if (present && says(document, present)) continue;
      const collection = collectionPath(document);
      if (present) await send('PUT', `${collection}/${document.name}`, document, document.line);
      else await send('POST', collection, document, document.line);
    }
    if (diagnostics.length === 0) {
      this.#text = text;
      const now = this.#own();
      for (const { key } of read) this.#sent.set(key, now.get(key)?.metadata.resourceVersion);
    }
    return { runs, diagnostics, status: diagnostics.length ? 'refused' : 'in-force' };
  }

  #get(document: RbacDocument): KubeObject | undefined {
    return this.#world.store.get({ group: RBAC_GROUP, resource: document.resource }, document.namespace, document.name);
  }

  #own(): Map<string, KubeObject> {
    return new Map(
      [...this.#all()].filter(([key, object]) => !this.#given.has(key) && object.metadata.labels?.['kubernetes.io/bootstrapping'] !== 'rbac-defaults'),
    );
  }

  *#all(): Iterable<[string, KubeObject]> {
    for (const resource of RBAC_RESOURCES)
      for (const object of this.#world.store.list({ group: RBAC_GROUP, resource }))
        yield [keyOf(resource, object.metadata.namespace ?? '', object.metadata.name), object];
  }
}

/** Roles before bindings: a binding to a role that is about to exist must not look dangling. */
const order = (read: RbacDocument[]): RbacDocument[] =>
  [...read].sort((a, b) => Number(a.resource.endsWith('bindings')) - Number(b.resource.endsWith('bindings')));

const refusal = (answer: Answer): string => statusMessage(answer.body) ?? `the server answered ${answer.status}`;
