// What a kind is to the API server. Most kinds are plain storage; a strategy adds defaults, validation and guards; a virtual resource stores nothing.
import type { FieldError, StatusError } from '../../http/status.ts';
import type { KubeObject, ResourceKey } from '../../store/object.ts';
import type { RequestContext } from '../request-context.ts';

/** One row of /apis/G/V, from the recorded discovery. */
export interface ResourceType extends ResourceKey {
  version: string;
  kind: string;
  singular: string;
  namespaced: boolean;
  verbs: readonly string[];
  shortNames: readonly string[];
  subresources: readonly string[];
}

/** What a kind adds to plain storage. Every member is pure but `guard`. */
export interface ResourceStrategy extends ResourceKey {
  /** Fills in what the server fills in, before validation. */
  defaults?(object: KubeObject): KubeObject;
  /** Rules for metadata.name; the default is a DNS-1123 subdomain. Texts as the server's, without the field. */
  validateName?(name: string): string[];
  /** `subresource` is "" or missing for the object itself. */
  validate?(object: KubeObject, old: KubeObject | undefined, subresource?: string): FieldError[];
  /** Asked last, after validation and admission, before the write (RBAC escalation). */
  guard?(context: RequestContext, object: KubeObject, old: KubeObject | undefined): Promise<StatusError | undefined> | StatusError | undefined;
  /** What the server sets whatever the client said (status of a new object, finalizers); `old` on updates. Runs before `validate`. */
  prepare?(object: KubeObject, old: KubeObject | undefined, context?: RequestContext): KubeObject;
  /** Warning headers that a write earns. */
  warnings?(object: KubeObject, old: KubeObject | undefined): string[];
  /** Loads all of it, where that is too much to hold before anybody writes; this object then has only what reads need. */
  readonly whole?: () => Promise<ResourceStrategy>;
  /** Field selectors the kind supports, metadata.name and metadata.namespace included; undefined: those two alone. */
  readonly fieldLabels?: readonly string[];
  /** Before a delete: protected namespaces and the like. */
  guardDelete?(context: RequestContext, object: KubeObject): StatusError | undefined;
}

/** A create-only resource that stores nothing: reviews, and serviceaccounts/token. */
export interface VirtualResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  /** "token" for serviceaccounts/token. */
  readonly subresource?: string;
  readonly kind: string;
  /** The body has been decoded, defaulted to this kind and checked against the URL's namespace. Answers 201 with the object. */
  create(context: RequestContext, body: KubeObject): Promise<{ object: Record<string, unknown> } | { error: StatusError }>;
}
