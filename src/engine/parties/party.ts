// Models whoever stands outside the cluster and answers HTTP: an identity provider, a webhook. This is the socket they all fit.
// Left out: parties that call anybody of their own accord, without having been asked.
import type { Recorder } from '../../trace/recorder.ts';
import type { Clock } from '../clock.ts';
import type { Certificate } from '../crypto/certificate.ts';
import type { KeyMaterial } from '../crypto/key-material.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { CallResult, Trust } from '../network/call.ts';
import type { Random } from '../random.ts';

/** What the data of every party has; the rest is its kind's. */
export interface PartyData {
  readonly kind: string;
  readonly name: string;
  readonly origin: string;
}

/** What a party knows of the world while it answers. */
export interface PartyContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly pki: Readonly<Record<string, KeyMaterial>>;
  /** A file in a pod that runs: of a party that lives there. */
  podFile?(namespace: string, pod: string, path: string): string | undefined;
  /** Who asks: "kube-apiserver", "laptop". */
  readonly from: string;
  /** Who stands outside by now, as data. */
  neighbours(): readonly PartyData[];
  /** Takes what the party looks at while it answers; undefined when nobody writes it down. */
  readonly recorder?: Recorder | undefined;
  /** What the caller showed in the handshake, leaf first; nobody has verified it. */
  readonly peerCertificates: readonly Certificate[];
  /** Calls another party or the API server while answering. The hops stand in the run of the question; a run of the API server is listed by itself. */
  call(url: string, request: Omit<HttpRequest, 'target'>, trust: Trust): Promise<CallResult>;
}

/** "no-answer": the connection stands, and nothing comes back until the caller gives up. */
export type PartyAnswer = HttpResponse | 'no-answer';

export interface Party {
  /** The data it was made from; the learner edits this, and a party made anew takes its place. */
  readonly spec: PartyData;
  /** As hops name it: "oidc". */
  readonly name: string;
  /** For people: "OIDC provider". */
  readonly title: string;
  /** "https://127.0.0.1:26500"; where it listens. */
  readonly origin: string;
  /** Name of its serving certificate in the world's pki. */
  readonly certificate: string;
  /** The pod it runs in; nobody listens while that does not run. */
  readonly pod?: { readonly namespace: string; readonly name: string };
  /** Further addresses it answers at, each with a name and an answer of its own; its state is the party's. */
  readonly doors?: readonly Party[];
  /** Stages it may look at before it answers, in order: "sts.token". */
  readonly looks?: readonly string[];
  /** Milliseconds until it answers. No clock moves for it. */
  readonly delay?: number;
  handle(request: HttpRequest, context: PartyContext): PartyAnswer | Promise<PartyAnswer>;
  /** What it remembers between requests: plain data, never changed afterwards. Absent when it remembers nothing. */
  snapshot?(): unknown;
  /** Takes back what snapshot() gave, also that of another party of its kind under the same name. */
  restore?(state: unknown): void;
}
