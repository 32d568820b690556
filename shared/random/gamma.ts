/** Gamma draws: Marsaglia and Tsang 2000, "A simple method for generating gamma variables". @module */

import type { RngStream } from "./rng-stream.js";

/**
 * The logarithm of one draw from the gamma distribution with the given shape and scale 1. The logarithm, because the
 * draws of a small shape are too small for a float: half of those of shape 0.001 are below 1e-300.
 * @throws {RangeError} unless shape is in (0, ∞)
 */
export function drawLogGamma(stream: RngStream, shape: number): number {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`shape is ${shape}, must be in (0, ∞)`);
  // a draw of shape + 1, times a power of a uniform on (0, 1]
  if (shape < 1) return drawLogGamma(stream, shape + 1) + Math.log(1 - stream.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.gaussian();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - stream.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}
