/** Real numbers in (0, 1) of which only as many digits exist as somebody has looked at, so that comparing them is exact. @module */
import type { RandomWords } from "./random-words.js";

const BASE = 2 ** 32;

/** A number's digits to base 2^32: random ones, or those of a fraction. Made once and set anew, which costs nothing. */
export class LazyDigits {
  /** the first digit, in [0, 2^32) */
  first = 0;
  /** the digits after it that were looked at */
  #more: number[] = [];
  #moreCount = 0;
  /** of the long division that gives the digits; 0 for random ones */
  #divisor = 0;
  #remainder = 0;

  /** Becomes uniformly random. */
  draw(words: RandomWords): void {
    this.first = words.next() >>> 0;
    this.#moreCount = 0;
    this.#divisor = 0;
  }

  /**
   * Becomes numerator / divisor.
   * @param numerator integer in [0, divisor)
   * @param divisor integer in [1, 2^21], so that every product below is exact
   */
  set(numerator: number, divisor: number): void {
    this.#divisor = divisor;
    this.#remainder = numerator;
    this.#moreCount = 0;
    this.first = this.#divide();
  }

  /** The digit after `index` others that come after the first. */
  after(index: number, words: RandomWords): number {
    while (this.#moreCount <= index) {
      this.#more[this.#moreCount++] = this.#divisor === 0 ? words.next() >>> 0 : this.#divide();
    }
    return this.#more[index];
  }

  #divide(): number {
    const shifted = this.#remainder * BASE;
    const digit = Math.floor(shifted / this.#divisor);
    this.#remainder = shifted - digit * this.#divisor;
    return digit;
  }
}

/** a < b. One of them is random, so that they differ somewhere. */
export function isBelow(a: LazyDigits, b: LazyDigits, words: RandomWords): boolean {
  if (a.first !== b.first) return a.first < b.first;
  for (let index = 0; ; index++) {
    const [one, other] = [a.after(index, words), b.after(index, words)];
    if (one !== other) return one < other;
  }
}
