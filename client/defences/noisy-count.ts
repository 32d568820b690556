/** A count with Gaussian noise. @module */
import { CELLS_PER_UNIT } from "../../shared/random/exact-normal.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

/**
 * `count` + N(0, noiseStddev²), of an integer that one record moves by at most 1. From a secure stream the noise is exact,
 * on a grid that the count is on as well, so that its last digits tell no more than the noise does.
 * @param noiseStddev in [0, 2^20)
 */
export function noisyCount(count: number, noiseStddev: number, rng: RngStream): number {
  if (noiseStddev === 0) return count;
  if (!rng.isSecure) return count + noiseStddev * rng.gaussian();
  // rounded down, so that a record moves the count by no more than the noise is made for
  const cells = Math.floor(CELLS_PER_UNIT / noiseStddev);
  const noise = new Float64Array(1);
  rng.fillRoundedGaussian(noise);
  return (count * cells + noise[0]) / cells;
}
