/**
 * Random streams, forked by path: reproducible, or secure.
 *
 * A reproducible stream's draws follow from its key alone and tell nothing about the key, but the generator
 * (xoroshiro128+) is not a cryptographic one: who sees enough draws can continue that one stream. A secure stream's draws
 * come from the platform's cryptographic generator, and never come again.
 * @module
 */
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { nextDiscreteGaussian, nextRoundedNormal } from "./exact-normal.js";
import { nextRoundedLaplace } from "./exact-laplace.js";
import { nextLaplace } from "./laplace.js";
import type { RandomWords } from "./random-words.js";
import { secureWords } from "./secure-words.js";
import { childKey, keyOfSeed, stateOfKey } from "./stream-key.js";
import type { PathElement } from "./stream-key.js";
import { nextInteger, nextUniform } from "./uniform.js";
import { nextGaussian } from "./ziggurat.js";

export class RngStream {
  readonly #key: string | undefined;
  readonly #words: RandomWords;

  private constructor(key: string | undefined, words: RandomWords) {
    this.#key = key;
    this.#words = words;
  }

  /** A stream of the platform's cryptographic generator; so are its forks, each time others. */
  static secure(): RngStream {
    return new RngStream(undefined, secureWords);
  }

  static #ofKey(key: string): RngStream {
    return new RngStream(key, xoroshiro128plusFromState(stateOfKey(key)));
  }

  /** Whether nobody can predict or repeat its draws. */
  get isSecure(): boolean {
    return this.#key === undefined;
  }

  /**
   * 64 hex digits; whoever holds it can make this stream and all its forks.
   * @throws {Error} of a secure stream, which has none
   */
  get key(): string {
    if (this.#key === undefined) throw new Error("a secure stream has no key: it cannot be made again");
    return this.#key;
  }

  /**
   * The root stream of a seed.
   * @param seed integer in [0, 2^53)
   * @throws {RangeError} on any other number
   */
  static fromSeed(seed: number): RngStream {
    return RngStream.#ofKey(keyOfSeed(seed));
  }

  /**
   * The stream of a key, at its start.
   * @throws {RangeError} on anything but 64 lower-case hex digits
   */
  static fromKey(key: string): RngStream {
    if (!/^[0-9a-f]{64}$/.test(key)) {
      throw new RangeError(`a stream's key is 64 lower-case hex digits; this one has ${key.length} characters`);
    }
    return RngStream.#ofKey(key);
  }

  /**
   * An independent stream; of a reproducible one the same however far this one has been drawn, and `fork(a, b)` is
   * `fork(a).fork(b)`.
   * @throws {RangeError} on an empty path or a number that is not a safe integer
   */
  fork(...path: PathElement[]): RngStream {
    if (path.length === 0)
      throw new RangeError("fork needs a path, such as fork('round', 3): without one it would repeat its parent");
    return this.isSecure ? RngStream.secure() : RngStream.#ofKey(path.reduce<string>(childKey, this.key));
  }

  /** In [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return nextUniform(this.#words);
  }

  /**
   * In [0, n), unbiased.
   * @throws {RangeError} unless n is an integer in [1, 2^32]
   */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
      throw new RangeError(`n is ${n}, must be an integer in [1, 2^32]`);
    return nextInteger(this.#words, n);
  }

  /** From N(0, 1). */
  gaussian(): number {
    return nextGaussian(this.#words);
  }

  /**
   * Overwrites `out` with draws from N(0, stddev²), the same that `gaussian` would give one by one.
   * @throws {RangeError} unless stddev is in [0, ∞)
   */
  fillGaussian(out: Float32Array | Float64Array, stddev: number): void {
    if (!(stddev >= 0 && stddev < Infinity)) throw new RangeError(`stddev is ${stddev}, must be in [0, ∞)`);
    const words = this.#words;
    for (let i = 0; i < out.length; i++) out[i] = stddev * nextGaussian(words);
  }

  /**
   * Overwrites `out` with draws of density exp(-|x| / scale) / 2 scale; their variance is 2 scale².
   * @throws {RangeError} unless scale is in [0, ∞)
   */
  fillLaplace(out: Float32Array | Float64Array, scale: number): void {
    if (!(scale >= 0 && scale < Infinity)) throw new RangeError(`scale is ${scale}, must be in [0, ∞)`);
    const words = this.#words;
    for (let i = 0; i < out.length; i++) out[i] = scale * nextLaplace(words);
  }

  /**
   * Overwrites `out` with draws from N(0, 1), each rounded to the nearest multiple of 2^-20, in units of 2^-20: integers,
   * of exactly that distribution. Added to integers they are a rounding of those integers with true Gaussian noise.
   */
  fillRoundedGaussian(out: Float64Array): void {
    const words = this.#words;
    for (let i = 0; i < out.length; i++) out[i] = nextRoundedNormal(words);
  }

  /** Overwrites `out` with draws of density exp(-|x|) / 2, rounded exactly as those of `fillRoundedGaussian`. */
  fillRoundedLaplace(out: Float64Array): void {
    const words = this.#words;
    for (let i = 0; i < out.length; i++) out[i] = nextRoundedLaplace(words);
  }

  /**
   * Overwrites `out` with integers of probability proportional to exp(-i² / 2 stddev²), exactly.
   * @throws {RangeError} unless stddev is an integer in [1, 2^21]
   */
  fillDiscreteGaussian(out: Float64Array, stddev: number): void {
    if (!Number.isInteger(stddev) || stddev < 1 || stddev > 2 ** 21) {
      throw new RangeError(`stddev is ${stddev}, must be an integer in [1, 2^21]`);
    }
    const words = this.#words;
    for (let i = 0; i < out.length; i++) out[i] = nextDiscreteGaussian(words, stddev);
  }

  /** A uniformly random order of 0 .. n-1, [n]. */
  permutation(n: number): Int32Array {
    return this.sampleWithoutReplacement(n, n);
  }

  /**
   * The indices of [0, n) that are in the sample, each independently with probability q, ascending.
   * @throws {RangeError} unless q is in [0, 1]
   */
  poissonSample(n: number, q: number): Int32Array {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`q is ${q}, must be in [0, 1]`);
    const sample: number[] = [];
    for (let i = 0; i < n; i++) if (this.uniform() < q) sample.push(i);
    return Int32Array.from(sample);
  }

  /**
   * k different indices of [0, n), in random order, [k].
   * @throws {RangeError} unless 0 <= k <= n, integers
   */
  sampleWithoutReplacement(n: number, k: number): Int32Array {
    if (!(Number.isInteger(n) && Number.isInteger(k) && 0 <= k && k <= n)) {
      throw new RangeError(`cannot draw ${k} of ${n}: both must be integers with 0 <= k <= n`);
    }
    const indices = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < k; i++) {
      const j = i + nextInteger(this.#words, n - i);
      const drawn = indices[j];
      indices[j] = indices[i];
      indices[i] = drawn;
    }
    return indices.slice(0, k);
  }
}
