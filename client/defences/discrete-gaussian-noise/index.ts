/** Discrete Gaussian noise on a clipped update that was rounded to a grid. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { withNoiseOnGrid, withoutNoise } from "../add-noise.js";
import { gaussianScaleParams, scaleOf } from "../noise-defence.js";
import { refuseFineGrid, releaseWithNoise, type UpdateNoise } from "../update-noise.js";

const params = z.strictObject({
  ...gaussianScaleParams,
  cellsPerStddev: z
    .int()
    .min(1)
    .max(2 ** 21)
    .default(2 ** 16)
    .describe("how fine the grid is: cells in a standard deviation of the noise; an integer in [1, 2097152]"),
});

/** The norm of the rounded update is within the bound on the grid as well, so that rounding adds nothing to sensitivity. */
const noiseOn = (cells: number): UpdateNoise => ({
  name: "discrete-gaussian-noise",
  event: (noiseMultiplier, parameters) => ({
    type: "discrete-gaussian",
    // none at all against a sensitivity of any size
    ...(noiseMultiplier === 0
      ? { noiseStddev: 0, sensitivity: 1 }
      : { noiseStddev: cells, sensitivity: cells / noiseMultiplier }),
    // a scalar is as good as a vector that has a zero beside it, whose sensitivity need not be an integer
    coordinates: Math.max(2, parameters),
  }),
  isAmplified: false,
  bound: "l2Bound",
  scale: "noiseStddev",
  needs: { words: "a clip before it", example: "{ kind: clip, clipNorm: 1 }" },
});

export const discreteGaussianNoise: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "discrete-gaussian-noise",
  summary:
    "Rounds the update to a grid and adds discrete Gaussian noise, exactly; private where a clip comes before it",
  reference: {
    title: "The Discrete Gaussian for Differential Privacy",
    url: "https://arxiv.org/abs/2004.00010",
    year: 2020,
  },
  params,
  survivesFloatingPoint: true,
  create(given, init) {
    const { cellsPerStddev } = given;
    const noise = noiseOn(cellsPerStddev);
    const noiseStddev = scaleOf(given, noise, init);
    const grid = { cell: noiseStddev / cellsPerStddev, bound: init.before.l2Bound, norm: "l2" } as const;
    refuseFineGrid(noise, init.before, grid.cell, "lower cellsPerStddev, or add more noise");
    return {
      params: { noiseStddev, cellsPerStddev },
      protectUpdate(update, { rng }) {
        if (noiseStddev === 0) return withoutNoise(update);
        return withNoiseOnGrid(update, grid, (cells) => rng.fillDiscreteGaussian(cells, cellsPerStddev));
      },
      release: (before, facts) => releaseWithNoise(noise, noiseStddev, before, facts),
    };
  },
};
