/** Which coordinates a server sends: those that participants have updated most (Shokri & Shmatikov 2015). @module */
import type { RngStream } from "../random/rng-stream.js";
import { equallyLikely } from "./selection-choice.js";
import { greatest } from "./selection-greatest.js";

/**
 * Indices of the `count` greatest `counters` [P], ascending; which of equals are among them is random, each equally
 * likely.
 * @throws {RangeError} on a NaN among the counters, or unless count is an integer in [0, P]
 */
export function mostUpdated(counters: Uint32Array | Float64Array, count: number, rng: RngStream): Int32Array {
  return greatest(counters, count, equallyLikely(rng));
}
