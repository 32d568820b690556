/** Laplace noise on an update of bounded L1 norm. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { continuousNoise, scaleOf, type NoiseDraws } from "../noise-defence.js";
import type { UpdateNoise } from "../update-noise.js";

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
    const noiseScale = scaleOf(given, noise, init);
    const draws: NoiseDraws = {
      plain: (rng, values) => rng.fillLaplace(values, noiseScale),
      rounded: (rng, cells) => rng.fillRoundedLaplace(cells),
    };
    return { params: { noiseScale }, ...continuousNoise(noise, noiseScale, init, draws) };
  },
};
