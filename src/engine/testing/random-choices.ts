// Cheap choices out of one whole number, for tests that need hundreds of thousands of inputs: the same number makes the same input.

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) | 0 || 1;
  }

  /** A whole number from 0 to `n` - 1. */
  below(n: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return (Math.imul(x, 0x2545f491) >>> 0) % n;
  }

  /** True once in `n`. */
  chance(n: number): boolean {
    return this.below(n) === 0;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** One of the samples after up to five cuts, copies, insertions and replacements. */
  spoil(samples: readonly string[], pieces: readonly string[]): string {
    let text = this.of(samples);
    for (let left = this.below(6); left > 0; left--) {
      const at = this.below(text.length + 1);
      const to = Math.min(text.length, at + this.below(12));
      switch (this.below(5)) {
        case 0:
          text = text.slice(0, at) + text.slice(to);
          break;
        case 1:
          text = text.slice(0, to) + text.slice(at);
          break;
        case 2:
          text = text.slice(0, at) + this.of(pieces) + text.slice(at);
          break;
        case 3:
          text = text.slice(0, at) + String.fromCharCode(this.chance(8) ? this.below(0xffff) : this.below(128)) + text.slice(at + 1);
          break;
        default:
          if (this.chance(4)) text = text.slice(0, at);
      }
    }
    return text;
  }

  /** One of the samples with up to five bytes changed, or cut off. */
  spoilBytes(samples: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
    const bytes = this.of(samples).slice();
    for (let left = this.below(6); left > 0; left--)
      bytes[this.below(this.chance(2) ? bytes.length : 200)] = this.of([0, 1, 2, 0x7f, 0x80, 0x82, 0xff, this.below(256)]);
    return this.chance(4) ? bytes.slice(0, this.below(bytes.length + 1)) : bytes;
  }
}
