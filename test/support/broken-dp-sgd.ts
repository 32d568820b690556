/** DP-SGD that does not do what it says, in ways that have happened. @module */
import { dpSgd } from "../../client/defences/dp-sgd/index.js";
import { summedGradient } from "../../shared/learning/gradient.js";
import type { Defence, DefencePlugin } from "../../shared/plugins/defence.js";

/** dp-sgd as it is, with parts of it done otherwise. */
function brokenBy(change: (sound: Defence, params: Record<string, number>, other: OtherNoise) => Partial<Defence>) {
  const plugin: DefencePlugin = {
    ...(dpSgd as DefencePlugin),
    create(params, init) {
      const given = params as Record<string, number>;
      const other: OtherNoise = (noiseMultiplier) =>
        (dpSgd as DefencePlugin).create({ ...given, noiseMultiplier }, init);
      const sound = (dpSgd as DefencePlugin).create(params, init);
      return { ...sound, ...change(sound, given, other) };
    },
  };
  return plugin;
}

type OtherNoise = (noiseMultiplier: number) => Defence;

/** Adds only `share` of the noise that it accounts for: a standard deviation taken for a variance, or scaled twice. */
export const lessNoise = (share: number) =>
  brokenBy((_, { noiseMultiplier }, other) => {
    const { lotGradient } = other(noiseMultiplier * share);
    return lotGradient === undefined ? {} : { lotGradient: (task, ctx) => lotGradient(task, ctx) };
  });

/** Clips the lot's mean gradient, which one example can change by more than the noise is made for. */
export const clipsTheLot = brokenBy((_, { clipNorm, noiseMultiplier }) => ({
  lotGradient({ network, weights, lot }, { facts, rng }) {
    const { gradient, losses } = summedGradient(network, weights, lot);
    const norm = Math.hypot(...gradient);
    const factor = Math.min(1, (facts.batchSize * clipNorm) / norm);
    const update = new Float32Array(gradient.length);
    rng.fillGaussian(update, noiseMultiplier * clipNorm);
    for (let i = 0; i < update.length; i++) update[i] = (gradient[i] * factor + update[i]) / facts.batchSize;
    return { update, losses, measurements: [] };
  },
}));

/** Says that it sees each example now and then, and sees all of them always. */
export const liesAboutSampling = (probability: number) =>
  brokenBy((_, { noiseMultiplier }) => ({
    release: (before) => ({
      ...before,
      event: { type: "poisson-sampled", probability, event: { type: "gaussian", noiseMultiplier } },
      neighbours: "add-or-remove-one",
    }),
  }));
