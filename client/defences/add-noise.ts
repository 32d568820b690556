/** An update with noise on every coordinate. @module */
import { snapWithin } from "../../shared/learning/snap.js";
import type { Protected } from "../../shared/plugins/defence.js";
import { finiteNorm } from "./finite-norm.js";

/** The update as it is, checked, in a vector of its own. @throws {RangeError} on a NaN or an infinity in it */
export function withoutNoise(update: Float32Array): Protected {
  finiteNorm(update, "the update");
  return { update: update.slice(), measurements: [] };
}

/**
 * `update` [P] plus the noise that `fill` writes.
 * @throws {RangeError} on a NaN or an infinity in the update
 */
export function withNoise(update: Float32Array, fill: (noise: Float32Array) => void): Protected {
  finiteNorm(update, "the update");
  const noisy = new Float32Array(update.length);
  fill(noisy);
  for (let i = 0; i < noisy.length; i++) noisy[i] += update[i];
  return { update: noisy, measurements: [] };
}

export interface Grid {
  /** side of a cell, in the update's unit */
  readonly cell: number;
  /** of the update's norm, which holds exactly on the grid; Infinity for none */
  readonly bound: number;
  readonly norm: "l2" | "l1";
}

/**
 * `update` [P] on a grid, plus the integers that `fill` writes, in cells: the sum is exact, so that its last digits tell no
 * more than the noise lets them. What comes out is rounded to float32, which is post-processing.
 * @throws {RangeError} on a NaN or an infinity in the update
 */
export function withNoiseOnGrid(update: Float32Array, grid: Grid, fill: (noise: Float64Array) => void): Protected {
  finiteNorm(update, "the update");
  const { cell, bound, norm } = grid;
  const snapped = new Float64Array(update.length);
  snapWithin(update, bound, cell, snapped, norm);
  const noise = new Float64Array(update.length);
  fill(noise);
  return { update: Float32Array.from(snapped, (value, i) => (value + noise[i]) * cell), measurements: [] };
}
