// What filters and handlers know of one request on its way through the chain. Models staging/src/k8s.io/apiserver/pkg/endpoints/request (the context values).
import type { CertificateFacts, RequestAttributes, UserInfo } from '../../trace/event.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { KubeObject } from '../store/object.ts';
import type { ApiServer } from './api-server.ts';

/** What TLS knows of the other side. */
export interface Connection {
  tls: boolean;
  /** The certificates the client sent, its own first; empty when it sent none. */
  peerCertificates: readonly PeerCertificate[];
  /** Host and port the client dialled, for addresses the server writes about itself. */
  host: string;
}

export interface PeerCertificate {
  pem: string;
  facts: CertificateFacts;
}

export interface RequestInfo extends RequestAttributes {
  /** Path segments after the resource, as routing needs them. */
  parts: string[];
  fieldSelector: string;
  labelSelector: string;
  query: URLSearchParams;
}

/** One request on its way through the handler chain. Filters fill it in as they go. */
export interface RequestContext {
  readonly server: ApiServer;
  readonly request: HttpRequest;
  readonly connection: Connection;
  readonly recorder: Recorder;
  info: RequestInfo;
  user: UserInfo;
  /** Who authenticated, when `user` is an impersonated one. */
  requestor?: UserInfo;
  /** Number under which the audit log knows the request: the client's Audit-ID, else a fresh one. */
  readonly auditId: string;
  /** Texts of the Warning headers, in order. */
  readonly warnings: string[];
  response?: HttpResponse;
  /** The body of a create or update as it was decoded: what an audit event shows of it. */
  decoded?: KubeObject;
  /** What filters and handlers say to the audit log, by key. */
  annotations?: Record<string, string>;
  /** By which right somebody acts as another, "impersonate:user-info"; absent for the old way. */
  constraint?: string;
}

/** Says something to the audit log, if there is one. */
export function annotate(context: RequestContext, annotations: Readonly<Record<string, string>>): void {
  if (!context.server.audit) return;
  context.annotations = { ...context.annotations, ...annotations };
}

/** Before the request was read: everything empty. */
export const emptyRequestInfo = (query: URLSearchParams): RequestInfo => ({
  isResourceRequest: false,
  verb: '',
  path: '',
  apiGroup: '',
  apiVersion: '',
  resource: '',
  subresource: '',
  namespace: '',
  name: '',
  parts: [],
  fieldSelector: '',
  labelSelector: '',
  query,
});
