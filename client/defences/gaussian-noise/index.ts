/** Gaussian noise on a clipped update. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { requireExactlyOne } from "../exactly-one.js";
import { releaseWithNoise, scaleMeeting, withNoise, type UpdateNoise } from "../update-noise.js";

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
  mechanism: "gaussian",
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
  create(given, init) {
    requireExactlyOne(given, "noiseStddev", "targetEpsilon");
    const { targetEpsilon } = given;
    const noiseStddev =
      targetEpsilon === undefined ? (given.noiseStddev ?? 0) : scaleMeeting(targetEpsilon, noise, init);
    return {
      params: { noiseStddev },
      protectUpdate: (update, { rng }) =>
        withNoise(update, noiseStddev === 0 ? undefined : (noisy) => rng.fillGaussian(noisy, noiseStddev)),
      release: (before, facts) => releaseWithNoise(noise, noiseStddev, before, facts),
    };
  },
};
