/** Readers of byte streams, written as if every byte were there already. @module */

/** Yields how many bytes it wants next and is given exactly those. */
export type ByteReader<Result = void> = Generator<number, Result, Uint8Array>;

/** Feeds a reader from chunks, cut wherever the network cuts them. */
export class ByteFeed {
  readonly #reader: ByteReader;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #wanted: number;

  constructor(reader: ByteReader) {
    this.#reader = reader;
    this.#wanted = wish(reader.next());
  }

  /** Keeps views of `chunk`, which must not change. @throws what the reader throws */
  add(chunk: Uint8Array): void {
    if (this.#wanted === Infinity) return;
    if (this.#held === 0) this.#chunks = [];
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    while (this.#held >= this.#wanted) this.#wanted = wish(this.#reader.next(this.#take(this.#wanted)));
  }

  #take(count: number): Uint8Array {
    const [first, ...later] = this.#chunks;
    const whole = first.length >= count ? first : Buffer.concat(this.#chunks);
    this.#chunks = [whole.subarray(count), ...(whole === first ? later : [])];
    this.#held -= count;
    return whole.subarray(0, count);
  }
}

/** A reader that is done wants more than will ever come. */
function wish({ done, value }: IteratorResult<number, void>): number {
  return done ? Infinity : value;
}
