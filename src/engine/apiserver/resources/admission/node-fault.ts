// What the parts of NodeRestriction find wrong with a kubelet's write.
import type { StatusError } from '../../../http/status.ts';

/** A fault in the server's words, or a whole refusal of another kind. */
export type Fault = string | StatusError | undefined;
