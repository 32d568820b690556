/** Test examples for datasets that come without any. @module */
import { RngStream } from "../random/rng-stream.js";

export interface HeldOut {
  /** indices to train on, ascending */
  readonly train: Int32Array;
  /** indices to test on, ascending */
  readonly test: Int32Array;
}

/**
 * Divides [0, count) at random, the same way in every run whatever its seed: variants and seeds are tested on the same
 * examples. At least one example goes to either side.
 * @param count from 2
 * @param fraction share of the test examples, in (0, 1)
 * @param name what is divided; another name, another division
 */
export function holdOut(count: number, fraction: number, name: string): HeldOut {
  const tested = Math.min(count - 1, Math.max(1, Math.round(count * fraction)));
  const order = RngStream.fromSeed(0).fork("held-out", name).permutation(count);
  return { train: order.slice(tested).sort(), test: order.slice(0, tested).sort() };
}
