// Models pkg/controller/certificates/cleaner: once an hour it deletes requests that nobody needs any more.
// Left out: an hour counted from anything but the world's start.
import { conditionsOf, textOf } from '../apiserver/resources/certificate-signing-requests.ts';
import { objectOf } from '../apiserver/resources/validation/object-meta.ts';
import type { Clock, DueSource } from '../clock.ts';
import { readAuthority } from '../crypto/issue-certificate.ts';
import type { KubeObject } from '../store/object.ts';
import type { Store } from '../store/store.ts';
import { REQUESTS } from './certificate-signer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Cleaning {
  store: Store;
  clock: Clock;
  /** Its hours count from here. Milliseconds since 1970. */
  start: number;
}

/** When a request has outlived its use; infinite when nothing about it ever ends. Milliseconds since 1970. */
export function outlivedAt(request: KubeObject): number {
  const { certificate } = objectOf(request.status);
  const conditions = conditionsOf(request);
  const moments = conditions.map(({ type, lastUpdateTime }) => {
    const at = Date.parse(lastUpdateTime ?? '');
    if (type === 'Approved') return at + (certificate ? HOUR : DAY);
    return type === 'Denied' || type === 'Failed' ? at + HOUR : Number.NaN;
  });
  if (!conditions.length) moments.push(Date.parse(request.metadata.creationTimestamp ?? '') + DAY);
  // What was issued is dropped as soon as it has expired, however young the request is.
  if (certificate) moments.push(readAuthority(textOf(certificate))?.notAfter ?? Number.NaN);
  return Math.min(...moments.filter((moment) => !Number.isNaN(moment)));
}

export function certificateCleaner({ store, clock, start }: Cleaning): DueSource {
  /** The first look of the hour that finds it older than that, and has not been yet. */
  const lookAfter = (moment: number): number => start + Math.max(Math.floor((moment - start) / HOUR) + 1, Math.ceil((clock.now() - start) / HOUR)) * HOUR;
  return {
    name: 'certificate cleaner',
    next() {
      const first = Math.min(...store.list(REQUESTS).map(outlivedAt));
      return Number.isFinite(first) ? lookAfter(first) : undefined;
    },
    run() {
      for (const request of store.list(REQUESTS)) if (outlivedAt(request) < clock.now()) store.write(REQUESTS, '', request.metadata.name, undefined);
    },
  };
}
