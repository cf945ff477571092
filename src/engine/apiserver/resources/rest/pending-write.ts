// What admission hands on to storage: the decoded, admitted request, not yet written.
import type { KubeObject } from '../../../store/object.ts';
import type { DeleteOptions } from './delete.ts';
import type { WriteOptions } from './options.ts';

export type PendingWrite =
  | { verb: 'create'; object: KubeObject; options: WriteOptions }
  | { verb: 'update'; object: KubeObject; options: WriteOptions; strict: readonly string[] }
  | { verb: 'patch'; options: WriteOptions }
  | { verb: 'delete' | 'deletecollection'; options: DeleteOptions }
  | { verb: 'connect' };
