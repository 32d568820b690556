/** What defences that add noise to a whole update have in common. @module */
import { z } from "zod";
import type { Defence, DefenceInit } from "../../shared/plugins/defence.js";
import { requireExactlyOne } from "../../shared/plugins/exactly-one.js";
import { CELLS_PER_UNIT } from "../../shared/random/exact-normal.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import { withNoise, withNoiseOnGrid, withoutNoise } from "./add-noise.js";
import { refuseFineGrid, releaseWithNoise, scaleMeeting, type UpdateNoise } from "./update-noise.js";

/** The parameters of Gaussian noise, continuous or discrete. */
export const gaussianScaleParams = {
  noiseStddev: z
    .number()
    .min(0)
    .optional()
    .describe("standard deviation of the noise on each coordinate, in the update's own unit; in [0, ∞)"),
  targetEpsilon: z
    .number()
    .positive()
    .optional()
    .describe("epsilon (nats) that the whole run may spend, in (0, ∞); sets noiseStddev, needs a clip before"),
};

/**
 * The scale that the defence's own parameter gives, or that meets `targetEpsilon`.
 * @throws {ImpossibleCombination} where both are given or none, and where no scale meets the target
 */
export function scaleOf(
  given: Readonly<Record<string, number | undefined>>,
  noise: UpdateNoise,
  init: DefenceInit,
): number {
  requireExactlyOne(given, noise.scale, "targetEpsilon");
  const { targetEpsilon } = given;
  return targetEpsilon === undefined ? (given[noise.scale] ?? 0) : scaleMeeting(targetEpsilon, noise, init);
}

export interface NoiseDraws {
  /** adds noise of the scale to each value */
  readonly plain: (rng: RngStream, values: Float32Array) => void;
  /** exactly rounded noise of the scale, in cells of which a scale has `CELLS_PER_UNIT` */
  readonly rounded: (rng: RngStream, cells: Float64Array) => void;
}

/** Floating-point noise from a reproducible stream; from a secure one exact noise, on a grid that much finer. */
export function continuousNoise(
  noise: UpdateNoise,
  scale: number,
  { before, facts }: DefenceInit,
  { plain, rounded }: NoiseDraws,
): Pick<Defence, "protectUpdate" | "release"> {
  const norm = noise.bound === "l2Bound" ? "l2" : "l1";
  const grid = { cell: scale / CELLS_PER_UNIT, bound: before[noise.bound], norm } as const;
  if (facts.secureRandomness) {
    const hint = "add more noise, clip to a smaller norm, or set privacy.randomness: reproducible";
    refuseFineGrid(noise, before, grid.cell, hint);
  }
  return {
    protectUpdate(update, { rng }) {
      if (scale === 0) return withoutNoise(update);
      if (rng.isSecure) return withNoiseOnGrid(update, grid, (cells) => rounded(rng, cells));
      return withNoise(update, (noisy) => plain(rng, noisy));
    },
    release: (known, turn) => releaseWithNoise(noise, scale, known, turn),
  };
}
