// A value that changes.

/** A value that changes; made for React's useSyncExternalStore. `get` returns the same object until something changed. */
export interface Readable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}
