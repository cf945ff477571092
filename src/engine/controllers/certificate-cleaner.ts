// Models pkg/controller/certificates/cleaner: once an hour it deletes requests that nobody needs any more. Left out: an hour counted from anything but the world's start.
import { type Condition, conditionsOf } from '../apiserver/resources/certificate-signing-requests.ts';
import { objectOf } from '../apiserver/resources/validation/object-meta.ts';
import type { Clock, DueSource } from '../clock.ts';
import type { KubeObject } from '../store/object.ts';
import type { Store } from '../store/store.ts';
import { REQUESTS } from './certificate-signer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Cleaning {
  store: Store;
  clock: Clock;
  /** Whether kube-controller-manager runs now. */
  running(): boolean;
}

/** When a request has outlived its use: an hour after the decision that was carried out, a day when nothing came of it. */
export function outlivedAt(request: KubeObject): number {
  const moments: number[] = [];
  const issued = objectOf(request.status).certificate !== undefined;
  const conditions = conditionsOf(request);
  for (const { type, lastUpdateTime } of conditions as readonly (Condition & { lastUpdateTime?: string })[]) {
    const at = Date.parse(lastUpdateTime ?? '');
    if (type === 'Denied' || type === 'Failed') moments.push(at + HOUR);
    if (type === 'Approved') moments.push(at + (issued ? HOUR : DAY));
  }
  if (!conditions.length && !issued) moments.push(Date.parse(request.metadata.creationTimestamp ?? '') + DAY);
  return Math.min(...moments.filter((moment) => !Number.isNaN(moment)));
}

export function certificateCleaner({ store, clock, running }: Cleaning): DueSource {
  const start = clock.now();
  /** The first look of the hour that finds it older than that. */
  const lookAfter = (moment: number): number => start + (Math.floor((moment - start) / HOUR) + 1) * HOUR;
  return {
    name: 'certificate cleaner',
    next() {
      if (!running()) return undefined;
      const first = Math.min(...store.list(REQUESTS).map(outlivedAt));
      return Number.isFinite(first) ? lookAfter(first) : undefined;
    },
    run() {
      for (const request of store.list(REQUESTS)) if (outlivedAt(request) < clock.now()) store.write(REQUESTS, '', request.metadata.name, undefined);
    },
  };
}
