// What kube-apiserver says when it does not start. Everything that is read at start can end in it.
/** Why a server did not start: the real error, and our pointer to the file's line or the flag at fault. */
export interface StartFailure {
  error: string;
  file?: string;
  line?: number;
  column?: number;
  flag?: string;
}
