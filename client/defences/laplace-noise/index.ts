/** Laplace noise on an update of bounded L1 norm. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { requireExactlyOne } from "../../../shared/plugins/exactly-one.js";
import { CELLS_PER_UNIT } from "../../../shared/random/exact-normal.js";
import { withNoise, withNoiseOnGrid, withoutNoise } from "../add-noise.js";
import { refuseFineGrid, releaseWithNoise, scaleMeeting, type UpdateNoise } from "../update-noise.js";

const params = z.strictObject({
  noiseScale: z
    .number()
    .min(0)
    .optional()
    .describe("scale b of the noise on each coordinate (its mean size), in the update's own unit; in [0, ∞)"),
  targetEpsilon: z
    .number()
    .positive()
    .optional()
    .describe("epsilon (nats) that the whole run may spend, in (0, ∞); sets noiseScale, needs a clip by l1 before"),
});

const noise: UpdateNoise = {
  name: "laplace-noise",
  event: (noiseMultiplier) => ({ type: "laplace", noiseMultiplier }),
  isAmplified: true,
  bound: "l1Bound",
  scale: "noiseScale",
  needs: { words: "a clip to an L1 norm before it", example: "{ kind: clip, norm: l1, clipNorm: 1 }" },
};

export const laplaceNoise: DefencePlugin<typeof params> = {
  kind: "defence",
  name: noise.name,
  summary: "Adds Laplace noise to each coordinate of the update; private where a clip to an L1 norm comes before it",
  reference: {
    title: "Calibrating Noise to Sensitivity in Private Data Analysis",
    url: "https://doi.org/10.1007/11681878_14",
    year: 2006,
  },
  params,
  survivesFloatingPoint: true,
  create(given, init) {
    requireExactlyOne(given, "noiseScale", "targetEpsilon");
    const { targetEpsilon } = given;
    const noiseScale = targetEpsilon === undefined ? (given.noiseScale ?? 0) : scaleMeeting(targetEpsilon, noise, init);
    // from a secure stream the noise is exact, on a grid that much finer
    const grid = { cell: noiseScale / CELLS_PER_UNIT, bound: init.before.l1Bound, norm: "l1" } as const;
    if (init.facts.secureRandomness) {
      refuseFineGrid(
        noise,
        init.before,
        grid.cell,
        "add more noise, clip to a smaller norm, or set privacy.randomness: reproducible",
      );
    }
    return {
      params: { noiseScale },
      protectUpdate(update, { rng }) {
        if (noiseScale === 0) return withoutNoise(update);
        if (rng.isSecure) return withNoiseOnGrid(update, grid, (cells) => rng.fillRoundedLaplace(cells));
        return withNoise(update, (noisy) => rng.fillLaplace(noisy, noiseScale));
      },
      release: (before, facts) => releaseWithNoise(noise, noiseScale, before, facts),
    };
  },
};
