// Models the controllers of certificates of kube-controller-manager together: they read certificates, so they are fetched with the first request for one.
import { approveRequest } from './certificate-approver.ts';
import { signRequest } from './certificate-signer.ts';
import { type ControllerContext, PATHS } from './controller-context.ts';

export { cleanRequests, firstEnd } from './certificate-cleaner.ts';

export async function followRequests(context: ControllerContext): Promise<void> {
  for (const act of [approveRequest, signRequest])
    for (const request of context.informers.objects(PATHS.certificatesigningrequests).values()) await act(context, request);
}
