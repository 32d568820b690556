/** Uniform draws from a 32-bit generator. @module */
import type { RandomWords } from "./random-words.js";

/** One draw from the 2^53 multiples of 2^-53 in [0, 1). */
export function nextUniform(generator: RandomWords): number {
  // The shifts drop the lowest bits, the generator's weakest.
  return ((generator.next() >>> 5) * 2 ** 26 + (generator.next() >>> 6)) * 2 ** -53;
}

/** One unbiased draw from [0, n), n an integer in [1, 2^32]. */
export function nextInteger(generator: RandomWords, n: number): number {
  // Divides instead of taking a remainder, so that the result comes from the generator's high bits.
  const bucket = Math.floor(2 ** 32 / n);
  for (;;) {
    const value = Math.floor((generator.next() >>> 0) / bucket);
    if (value < n) return value;
  }
}
