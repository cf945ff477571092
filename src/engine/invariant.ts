/** A bug of ours: carries the values that show it. Never thrown for what a learner or a client did. */
export class InvariantError extends Error {
  readonly details: unknown;
  constructor(message: string, details?: unknown) {
    super(details === undefined ? message : `${message}: ${JSON.stringify(details)}`);
    this.name = 'InvariantError';
    this.details = details;
  }
}

export function invariant(condition: unknown, message: string, details?: unknown): asserts condition {
  if (!condition) throw new InvariantError(message, details);
}
