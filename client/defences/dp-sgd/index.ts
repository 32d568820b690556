/** DP-SGD: every example's gradient clipped, noise added once a lot. @module */
import { z } from "zod";
import { clippedGradientSum } from "../../../shared/learning/gradient.js";
import type { DefenceInit, DefencePlugin, Measurement, TurnFacts } from "../../../shared/plugins/defence.js";
import { samplers } from "../../../shared/learning/sampling/index.js";
import type { LotRelease } from "../../../shared/learning/sampling/sampler.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { rawRelease } from "../../../shared/privacy/planned-release.js";
import type { PlannedRelease } from "../../../shared/privacy/planned-release.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { requireExactlyOne } from "../exactly-one.js";
import { finiteNorm } from "../finite-norm.js";

const params = z.strictObject({
  clipNorm: z.number().positive().describe("greatest L2 norm of one example's gradient in the sum; in (0, ∞)"),
  noiseMultiplier: z
    .number()
    .min(0)
    .optional()
    .describe("standard deviation of the noise on the sum, in units of clipNorm; in [0, ∞)"),
  targetEpsilon: z
    .number()
    .positive()
    .optional()
    .describe("epsilon (nats) that the whole run may spend, in (0, ∞); sets noiseMultiplier"),
});

export const dpSgd: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "dp-sgd",
  summary: "Clips every example's gradient and adds Gaussian noise to their sum: differential privacy for each example",
  reference: { title: "Deep Learning with Differential Privacy", url: "https://arxiv.org/abs/1607.00133", year: 2016 },
  params,
  create(given, init) {
    requireExactlyOne(given, "noiseMultiplier", "targetEpsilon");
    refuseUnsoundRun(init);
    const { clipNorm, targetEpsilon } = given;
    const noiseMultiplier =
      targetEpsilon === undefined
        ? (given.noiseMultiplier ?? 0)
        : init.calibrate(targetEpsilon, (candidate) => releaseOf(candidate, init.facts));
    return {
      params: { clipNorm, noiseMultiplier },
      lotGradient({ network, weights, lot }, { facts, rng }) {
        const { gradient, norms, losses } = clippedGradientSum(network, weights, lot, clipNorm);
        finiteNorm(gradient, "the clipped gradient sum");
        const update = noisyMean(gradient, noiseMultiplier * clipNorm, facts.batchSize, rng);
        return { update, losses, measurements: clippingOf(norms, clipNorm) };
      },
      release: (_before, facts) => ({
        ...rawRelease,
        ...releaseOf(noiseMultiplier, facts),
      }),
    };
  },
};

/** One turn: each of its lots has noise of its own, and the later ones know what the earlier ones did. */
function releaseOf(noiseMultiplier: number, facts: TurnFacts): PlannedRelease {
  const { event, neighbours } = releaseOfLot(noiseMultiplier, facts);
  return { event: facts.localSteps === 1 ? event : { type: "repeated", count: facts.localSteps, event }, neighbours };
}

/** The sampler knows what noise on one of its lots releases. */
function releaseOfLot(noiseMultiplier: number, facts: TurnFacts): LotRelease {
  const release = samplers[facts.sampling].release?.(noiseMultiplier, facts);
  if (release !== undefined) return release;
  throw new ImpossibleCombination(
    `training.sampling is ${facts.sampling}, for whose lots no accounting of dp-sgd is known`,
    { hint: "set training.sampling: poisson, or truncated-poisson or fixed" },
  );
}

/** The denominator is the expected lot, never the real one, whose size would tell who is in it. */
function noisyMean(sum: Float32Array, noiseStddev: number, batchSize: number, rng: RngStream): Float32Array {
  const mean = new Float32Array(sum.length);
  rng.fillGaussian(mean, noiseStddev);
  for (let i = 0; i < mean.length; i++) mean[i] = (sum[i] + mean[i]) / batchSize;
  return mean;
}

function clippingOf(norms: ArrayLike<number>, clipNorm: number): Measurement[] {
  if (norms.length === 0) return [];
  const sorted = Float64Array.from(norms).sort();
  const clipped = sorted.reduce((count, norm) => count + (norm > clipNorm ? 1 : 0), 0);
  const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return [
    { name: "dp-sgd/clipped", value: clipped / sorted.length, unit: "fraction" },
    { name: "dp-sgd/median-norm", value: median, unit: "L2" },
  ];
}

function refuseUnsoundRun({ facts, before }: DefenceInit): void {
  releaseOfLot(1, facts);
  if (facts.unit !== "example") {
    throw new ImpossibleCombination(`dp-sgd protects each example, not a whole ${facts.unit}`, {
      hint: "set privacy.unit: example, or use clip and gaussian-noise, which can protect a participant",
    });
  }
  if (before.event !== undefined || before.l2Bound < Infinity) {
    throw new ImpossibleCombination("dp-sgd computes the gradient itself, so that no defence can come before it", {
      hint: "put dp-sgd first in the list of defences",
    });
  }
}
