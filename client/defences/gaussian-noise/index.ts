/** Gaussian noise on a clipped update. @module */
import { z } from "zod";
import type { DefencePlugin } from "../../../shared/plugins/defence.js";
import { continuousNoise, gaussianScaleParams, scaleOf, type NoiseDraws } from "../noise-defence.js";
import type { UpdateNoise } from "../update-noise.js";

const params = z.strictObject(gaussianScaleParams);

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
    const noiseStddev = scaleOf(given, noise, init);
    const draws: NoiseDraws = {
      plain: (rng, values) => rng.fillGaussian(values, noiseStddev),
      rounded: (rng, cells) => rng.fillRoundedGaussian(cells),
    };
    return { params: { noiseStddev }, ...continuousNoise(noise, noiseStddev, init, draws) };
  },
};
