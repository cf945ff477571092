// Models pkg/controller/certificates/cleaner: once an hour it deletes requests that nobody needs any more.
// Left out: an hour counted from anything but the world's start.

import type { Members } from '../../trace/json.ts';
import { readAuthority } from '../crypto/issue-certificate.ts';
import { members, textOf } from '../nodes/component-client.ts';
import { conditionsOf, decoded, targetOf } from './certificate-objects.ts';
import { type ControllerContext, PATHS } from './controller-context.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** When a request has outlived its use; infinite when nothing about it ever ends. Milliseconds since 1970. */
function outlivedAt(request: Members): number {
  const { certificate } = members(request.status);
  const conditions = conditionsOf(request);
  const moments = conditions.map(({ type, lastUpdateTime }) => {
    const at = Date.parse(textOf(lastUpdateTime));
    if (type === 'Approved') return at + (certificate ? HOUR : DAY);
    return type === 'Denied' || type === 'Failed' ? at + HOUR : Number.NaN;
  });
  if (!conditions.length) moments.push(Date.parse(textOf(members(request.metadata).creationTimestamp)) + DAY);
  // What was issued is dropped as soon as it has expired, however young the request is.
  if (certificate) moments.push(readAuthority(decoded(certificate))?.notAfter ?? Number.NaN);
  return Math.min(...moments.filter((moment) => !Number.isNaN(moment)));
}

const requests = ({ informers }: ControllerContext): Members[] => [...informers.objects(PATHS.certificatesigningrequests).values()];

/** The first request's end; infinite when there is none. */
export const firstEnd = (context: ControllerContext): number => Math.min(...requests(context).map(outlivedAt));

export async function cleanRequests(context: ControllerContext): Promise<void> {
  for (const request of requests(context))
    if (outlivedAt(request) < context.clock.now()) await context.as('certificate-controller').send('DELETE', targetOf(request));
}
