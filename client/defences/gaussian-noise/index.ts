/** Gaussian noise on a clipped update. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { requireExactlyOne } from "../../../shared/plugins/exactly-one.js";
import { CELLS_PER_UNIT } from "../../../shared/random/exact-normal.js";
import { withNoise, withNoiseOnGrid, withoutNoise } from "../add-noise.js";
import { refuseFineGrid, releaseWithNoise, scaleMeeting, type UpdateNoise } from "../update-noise.js";

const params = z.strictObject({
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
});

const noise: UpdateNoise = {
  name: "gaussian-noise",
  event: (noiseMultiplier) => ({ type: "gaussian", noiseMultiplier }),
  isAmplified: true,
  bound: "l2Bound",
  scale: "noiseStddev",
  needs: { words: "a clip before it", example: "{ kind: clip, clipNorm: 1 }" },
};

export const gaussianNoise: DefencePlugin<typeof params> = {
  kind: "defence",
  name: noise.name,
  summary: "Adds Gaussian noise to each coordinate of the update; private where a clip comes before it",
  reference: {
    title: "The Algorithmic Foundations of Differential Privacy",
    url: "https://doi.org/10.1561/0400000042",
    year: 2014,
  },
  params,
  survivesFloatingPoint: true,
  create(given, init) {
    requireExactlyOne(given, "noiseStddev", "targetEpsilon");
    const { targetEpsilon } = given;
    const noiseStddev =
      targetEpsilon === undefined ? (given.noiseStddev ?? 0) : scaleMeeting(targetEpsilon, noise, init);
    // from a secure stream the noise is exact, on a grid that much finer
    const grid = { cell: noiseStddev / CELLS_PER_UNIT, bound: init.before.l2Bound, norm: "l2" } as const;
    if (init.facts.secureRandomness) {
      refuseFineGrid(
        noise,
        init.before,
        grid.cell,
        "add more noise, clip to a smaller norm, or set privacy.randomness: reproducible",
      );
    }
    return {
      params: { noiseStddev },
      protectUpdate(update, { rng }) {
        if (noiseStddev === 0) return withoutNoise(update);
        if (rng.isSecure) return withNoiseOnGrid(update, grid, (cells) => rng.fillRoundedGaussian(cells));
        return withNoise(update, (noisy) => rng.fillGaussian(noisy, noiseStddev));
      },
      release: (before, facts) => releaseWithNoise(noise, noiseStddev, before, facts),
    };
  },
};
