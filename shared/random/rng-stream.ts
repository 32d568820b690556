/**
 * Reproducible random streams, forked by path.
 *
 * A stream's draws follow from its key alone and tell nothing about the key, but the generator (xoroshiro128+) is not
 * a cryptographic one: who sees enough draws can continue that one stream.
 * @module
 */
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { nextLaplace } from "./laplace.js";
import { childKey, keyOfSeed, stateOfKey } from "./stream-key.js";
import type { PathElement } from "./stream-key.js";
import { nextInteger, nextUniform } from "./uniform.js";
import { nextGaussian } from "./ziggurat.js";

export class RngStream {
  /** 64 hex digits; whoever holds it can make this stream and all its forks */
  readonly key: string;
  readonly #generator: RandomGenerator;

  private constructor(key: string) {
    this.key = key;
    this.#generator = xoroshiro128plusFromState(stateOfKey(key));
  }

  /**
   * The root stream of a seed.
   * @param seed integer in [0, 2^53)
   * @throws {RangeError} on any other number
   */
  static fromSeed(seed: number): RngStream {
    return new RngStream(keyOfSeed(seed));
  }

  /**
   * The stream of a key, at its start.
   * @throws {RangeError} on anything but 64 lower-case hex digits
   */
  static fromKey(key: string): RngStream {
    if (!/^[0-9a-f]{64}$/.test(key)) {
      throw new RangeError(`a stream's key is 64 lower-case hex digits; this one has ${key.length} characters`);
    }
    return new RngStream(key);
  }

  /**
   * An independent stream, the same however far this one has been drawn; `fork(a, b)` is `fork(a).fork(b)`.
   * @throws {RangeError} on an empty path or a number that is not a safe integer
   */
  fork(...path: PathElement[]): RngStream {
    if (path.length === 0)
      throw new RangeError("fork needs a path, such as fork('round', 3): without one it would repeat its parent");
    return new RngStream(path.reduce<string>(childKey, this.key));
  }

  /** In [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return nextUniform(this.#generator);
  }

  /**
   * In [0, n), unbiased.
   * @throws {RangeError} unless n is an integer in [1, 2^32]
   */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
      throw new RangeError(`n is ${n}, must be an integer in [1, 2^32]`);
    return nextInteger(this.#generator, n);
  }

  /** From N(0, 1). */
  gaussian(): number {
    return nextGaussian(this.#generator);
  }

  /**
   * Overwrites `out` with draws from N(0, stddev²), the same that `gaussian` would give one by one.
   * @throws {RangeError} unless stddev is in [0, ∞)
   */
  fillGaussian(out: Float32Array | Float64Array, stddev: number): void {
    if (!(stddev >= 0 && stddev < Infinity)) throw new RangeError(`stddev is ${stddev}, must be in [0, ∞)`);
    const generator = this.#generator;
    for (let i = 0; i < out.length; i++) out[i] = stddev * nextGaussian(generator);
  }

  /**
   * Overwrites `out` with draws of density exp(-|x| / scale) / 2 scale; their variance is 2 scale².
   * @throws {RangeError} unless scale is in [0, ∞)
   */
  fillLaplace(out: Float32Array | Float64Array, scale: number): void {
    if (!(scale >= 0 && scale < Infinity)) throw new RangeError(`scale is ${scale}, must be in [0, ∞)`);
    const generator = this.#generator;
    for (let i = 0; i < out.length; i++) out[i] = scale * nextLaplace(generator);
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
      const j = i + nextInteger(this.#generator, n - i);
      const drawn = indices[j];
      indices[j] = indices[i];
      indices[i] = drawn;
    }
    return indices.slice(0, k);
  }
}
