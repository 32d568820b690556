/** Laplace noise on an update of bounded L1 norm. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { requireExactlyOne } from "../exactly-one.js";
import { releaseWithNoise, scaleMeeting, withNoise, type UpdateNoise } from "../update-noise.js";

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
  mechanism: "laplace",
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
  create(given, init) {
    requireExactlyOne(given, "noiseScale", "targetEpsilon");
    const { targetEpsilon } = given;
    const noiseScale = targetEpsilon === undefined ? (given.noiseScale ?? 0) : scaleMeeting(targetEpsilon, noise, init);
    return {
      params: { noiseScale },
      protectUpdate: (update, { rng }) =>
        withNoise(update, noiseScale === 0 ? undefined : (noisy) => rng.fillLaplace(noisy, noiseScale)),
      release: (before, facts) => releaseWithNoise(noise, noiseScale, before, facts),
    };
  },
};
