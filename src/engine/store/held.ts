// What is fetched late and then held: asking the module system each time costs more than a write. A store keeps it (Store.keep), so nothing outlives a world.

export class Held<T> {
  readonly #fetch: () => Promise<T>;
  #value: T | undefined;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  /** Calls at once when the value is there; only the first caller waits. */
  with<R>(use: (value: T) => R | Promise<R>): R | Promise<R> {
    if (this.#value !== undefined) return use(this.#value);
    return this.#fetch().then((value) => {
      this.#value = value;
      return use(value);
    });
  }
}
